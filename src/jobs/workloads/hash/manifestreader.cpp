// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/manifestreader.h"

#include "jobs/workloads/hash/digest.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/hash/manifestline.h"
#include "jobs/workloads/hash/treeroot.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <unistd.h>

namespace thaw {

namespace {

constexpr std::size_t bufferSize = 64 * 1024;

// A name without what it may begin with: `sha256sum ./*` and find write "./name".
QByteArrayView withoutDotSlash(QByteArrayView name)
{
    while (name.startsWith("./")) {
        name = name.sliced(2);
    }
    return name;
}

} // namespace

ManifestReader::ManifestReader(std::size_t digestSize, Hooks hooks)
    : m_digestSize(digestSize)
    , m_hooks(std::move(hooks))
{}

ManifestReader::End ManifestReader::read(int fd)
{
    std::vector<char> buffer(bufferSize);
    for (;;) {
        if (!m_hooks.checkpoint()) {
            return End::Stopped;
        }
        const ssize_t count = ::read(fd, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            static_cast<void>(
                    refuse(HashText::tr("can't be read: %1").arg(HashText::reason(errno))));
            return End::Refused;
        }
        if (count == 0) {
            const bool restIsFine = (m_line.isEmpty() && !m_lineTooLong) || endLine();
            return restIsFine ? End::Read : End::Refused;
        }
        if (!take(buffer.data(), count)) {
            return End::Refused;
        }
    }
}

QByteArray ManifestReader::digest(FileTree::Index file) const
{
    const auto size = static_cast<qsizetype>(m_digestSize);
    return m_digests.mid(static_cast<qsizetype>(file) * size, size);
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
        if (!endLine()) {
            return false;
        }
        bytes += length + 1;
        count -= length + 1;
    }
    return m_anyGood || m_bytes < patienceInBytes || refuse(HashText::tr("is no manifest"));
}

void ManifestReader::append(const char *bytes, qsizetype count)
{
    if (m_line.size() + count > longestLine) {
        m_lineTooLong = true;
    } else if (!m_lineTooLong) {
        m_line.append(bytes, count);
    }
}

bool ManifestReader::endLine()
{
    QByteArray line = std::exchange(m_line, {});
    const bool tooLong = std::exchange(m_lineTooLong, false);
    if (++m_lineNumber == 1) {
        m_endsWithCr = line.endsWith('\r');
        if (line.startsWith("\xEF\xBB\xBF")) {
            line.remove(0, 3);
        }
    }
    if (m_endsWithCr && line.endsWith('\r')) {
        line.chop(1);
    }
    if (tooLong) {
        return complain(
                HashText::tr("the line is longer than %1 MiB").arg(longestLine / (1024 * 1024)));
    }
    return line.isEmpty() || line.startsWith('#') || examine(line);
}

bool ManifestReader::examine(const QByteArray &line)
{
    const std::optional<ManifestLine> parsed = parsedManifestLine(line, m_digestSize);
    if (parsed) {
        m_anyGood = true;
        if (!m_only || *m_only == withoutDotSlash(parsed->name)) {
            m_files.addFile(
                    FileTree::root,
                    {parsed->name.constData(), static_cast<std::size_t>(parsed->name.size())}, 0);
            m_digests += parsed->digest;
        }
        return true;
    }
    const std::size_t size = digestSizeOf(line);
    const QString others = size == m_digestSize ? QString() : digestNamesOfSize(size);
    if (others.isEmpty()) {
        return complain(HashText::tr("the line is malformed"));
    }
    const QString reason =
            HashText::tr("the digest has %1 digits instead of %2; this is the length of: %3")
                    .arg(2 * size)
                    .arg(2 * m_digestSize)
                    .arg(others);
    return m_anyGood
                   ? complain(reason)
                   : refuse(HashText::tr(
                                    "is for another algorithm: its digests have %1 digits instead "
                                    "of %2; set algorithm to %3")
                                    .arg(2 * size)
                                    .arg(2 * m_digestSize)
                                    .arg(others.split(QStringLiteral(", "))
                                                 .join(HashText::tr(" or "))));
}

bool ManifestReader::complain(const QString &reason)
{
    ++m_malformed;
    m_hooks.malformed(m_lineNumber, reason);
    return m_anyGood || m_malformed < patienceInLines || refuse(HashText::tr("is no manifest"));
}

bool ManifestReader::refuse(const QString &why)
{
    m_refusal = why;
    return false;
}

} // namespace thaw
