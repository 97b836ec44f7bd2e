// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestreader.h"

#include "jobs/workloads/hash/hashtext.h"

#include <QStringList>

#include <cstring>
#include <utility>

namespace thaw {

namespace {

// A name without what it may begin with: `sha256sum ./*` and find write "./name".
QByteArrayView withoutDotSlash(QByteArrayView name)
{
    while (name.startsWith("./")) {
        name = name.sliced(2);
    }
    return name;
}

std::vector<DigestForm> formsWithout(const DigestForm &form)
{
    std::vector<DigestForm> forms = digestForms();
    std::erase_if(forms, [&](const DigestForm &other) { return other.name == form.name; });
    return forms;
}

} // namespace

ManifestReader::ManifestReader(const DigestForm &form)
    : m_form(form)
    , m_otherForms(formsWithout(form))
    , m_parser(form)
{
    if (form.anySize) {
        m_places.push_back(0);
    }
}

bool ManifestReader::take(const char *bytes, qsizetype count)
{
    m_bytes += count;
    while (count > 0) {
        const void *newline = std::memchr(bytes, '\n', static_cast<std::size_t>(count));
        if (!newline) {
            append(bytes, count);
            break;
        }
        const qsizetype length = static_cast<const char *>(newline) - bytes;
        append(bytes, length);
        endLine();
        bytes += length + 1;
        count -= length + 1;
    }
    return m_anyGood || m_bytes < patience || refuse(HashText::tr("is no manifest"));
}

bool ManifestReader::end()
{
    if (!m_line.isEmpty() || m_lineTooLong) { // the last line needs no newline
        endLine();
    }
    if (m_anyGood) {
        return true;
    }
    return refuse(
            m_others.isEmpty()
                    ? HashText::tr("names no files")
                    : HashText::tr("is for another algorithm; set algorithm to %1").arg(m_others));
}

QByteArray ManifestReader::digest(FileTree::Index file) const
{
    if (m_form.anySize) {
        const auto from = static_cast<qsizetype>(m_places[file]);
        return m_digests.mid(from, static_cast<qsizetype>(m_places[file + 1]) - from);
    }
    const auto size = static_cast<qsizetype>(m_form.size);
    return m_digests.mid(static_cast<qsizetype>(file) * size, size);
}

void ManifestReader::append(const char *bytes, qsizetype count)
{
    if (m_line.size() + count > longestLine) {
        m_lineTooLong = true;
    } else if (!m_lineTooLong) {
        m_line.append(bytes, count);
    }
}

void ManifestReader::endLine()
{
    QByteArrayView line = m_line;
    if (++m_lineNumber == 1 && line.startsWith("\xEF\xBB\xBF")) {
        line = line.sliced(3);
    }
    const bool isComment = line.startsWith('#');
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    if ((!line.isEmpty() || m_lineTooLong) && !isComment) {
        examine(line);
    }
    m_lineTooLong = false;
    m_line.resize(0); // and keeps its memory
}

void ManifestReader::examine(QByteArrayView line)
{
    const std::optional<ManifestLine> parsed = m_lineTooLong ? std::nullopt : m_parser.parse(line);
    if (!parsed) {
        passOver(line);
        return;
    }
    m_anyGood = true;
    if (!m_only || *m_only == withoutDotSlash(parsed->name)) {
        add(*parsed);
    }
}

void ManifestReader::passOver(QByteArrayView line)
{
    ++m_malformedCount;
    if (m_malformed.size() >= kept && (m_anyGood || !m_others.isEmpty())) {
        return; // nothing of it will be told
    }
    QString reason = HashText::tr("the line is no checksum");
    if (m_lineTooLong) {
        reason = HashText::tr("the line is longer than %1 MiB").arg(longestLine / (1024 * 1024));
    } else if (const QString others = otherAlgorithmsOf(line); !others.isEmpty()) {
        reason = HashText::tr("the line is a checksum by another algorithm: %1").arg(others);
        m_others = m_others.isEmpty() ? others : m_others;
    }
    if (m_malformed.size() < kept) {
        m_malformed.push_back({m_lineNumber, reason});
    }
}

// "sha512 or blake2b512"; empty if there are none.
QString ManifestReader::otherAlgorithmsOf(QByteArrayView line) const
{
    QString names;
    for (const DigestForm &form : m_otherForms) {
        if (isChecksumOf(form, line)) {
            names = names.isEmpty() ? form.name : HashText::tr("%1 or %2").arg(names, form.name);
        }
    }
    return names;
}

void ManifestReader::add(const ManifestLine &line)
{
    m_files.addFile(FileTree::root,
                    {line.name.constData(), static_cast<std::size_t>(line.name.size())}, 0);
    m_digests += line.digest;
    if (m_form.anySize) {
        m_places.push_back(static_cast<std::uint64_t>(m_digests.size()));
    }
}

bool ManifestReader::refuse(const QString &why)
{
    m_refusal = why;
    return false;
}

} // namespace thaw
