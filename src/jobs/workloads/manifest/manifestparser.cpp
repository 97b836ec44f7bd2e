// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestparser.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace thaw {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template <typename Predicate>
qsizetype leading(QByteArrayView text, Predicate predicate)
{
    return std::ranges::find_if_not(text, predicate) - text.begin();
}

QByteArrayView withoutBlanks(QByteArrayView text)
{
    return text.sliced(leading(text, isBlank));
}

std::optional<char> unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case '\\':
        return '\\';
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> unescaped(QByteArrayView name)
{
    QByteArray plain;
    plain.reserve(name.size());
    for (qsizetype at = 0; at < name.size(); ++at) {
        if (name[at] != '\\') {
            plain += name[at];
            continue;
        }
        ++at;
        const std::optional<char> meant = at < name.size() ? unescaped(name[at]) : std::nullopt;
        if (!meant) {
            return std::nullopt;
        }
        plain += *meant;
    }
    return plain;
}

// The number of bytes in a digest from the bits that a tag gives, which `text` begins with, as
// strtoull reads them: hexadecimal and octal, too. Takes them off the text.
std::optional<std::size_t> sizeFromTag(QByteArrayView &text, std::size_t most)
{
    const qsizetype name = text.indexOf('(');
    const QByteArray copy = text.first(name < 0 ? text.size() : name).toByteArray(); // ends with 0
    if (copy.trimmed().startsWith('-')) { // strtoull takes it for a large number
        return std::nullopt;
    }
    char *end = nullptr;
    errno = 0;
    const unsigned long long bits = std::strtoull(copy.constData(), &end, 0);
    if (errno != 0 || bits == 0 || bits % 8 != 0 || bits / 8 > most) {
        return std::nullopt;
    }
    text = text.sliced(end - copy.constData());
    return static_cast<std::size_t>(bits) / 8;
}

} // namespace

std::optional<ManifestLine> ManifestParser::parse(QByteArrayView line)
{
    if (line.contains('\0')) {
        return std::nullopt;
    }
    line = withoutBlanks(line);
    const bool escaped = line.startsWith('\\');
    if (escaped) {
        line = line.sliced(1);
    }
    const std::optional<Written> written =
            line.startsWith(m_form.tag) ? tagged(line.sliced(m_form.tag.size())) : plain(line);
    if (!written) {
        return std::nullopt;
    }
    const std::optional<QByteArray> name =
            escaped ? unescaped(written->name) : written->name.toByteArray();
    if (!name) {
        return std::nullopt;
    }
    return ManifestLine{QByteArray::fromHex(written->digits.toByteArray()), *name};
}

std::optional<ManifestParser::Written> ManifestParser::plain(QByteArrayView line)
{
    const auto most = 2 * static_cast<qsizetype>(m_form.size);
    const qsizetype digits = leading(line.first(std::min(line.size(), most + 1)), isHexDigit);
    const bool sizeFits =
            m_form.anySize ? digits >= 2 && digits <= most && digits % 2 == 0 : digits == most;
    // A digest of fixed size has a byte of a name after its blank, at least.
    const qsizetype shortest = digits + (m_form.anySize ? 1 : 2);
    if (!sizeFits || line.size() < shortest || !isBlank(line[digits])) {
        return std::nullopt;
    }
    QByteArrayView name = line.sliced(digits + 1);
    if (name.size() == 1 || !(name.startsWith(' ') || name.startsWith('*'))) {
        if (m_gap == Gap::TwoBytes) {
            return std::nullopt;
        }
        m_gap = Gap::OneByte;
    } else if (m_gap != Gap::OneByte) {
        m_gap = Gap::TwoBytes;
        name = name.sliced(1);
    }
    return Written{line.first(digits), name};
}

// What comes after the algorithm's name.
std::optional<ManifestParser::Written> ManifestParser::tagged(QByteArrayView line) const
{
    std::size_t size = m_form.size;
    if (m_form.anySize && !line.isEmpty() && !line.startsWith('(')) {
        const bool sizeFollows = line.startsWith('-');
        line = line.sliced(1); // b2sum passes over any one byte there
        if (sizeFollows) {
            const std::optional<std::size_t> given = sizeFromTag(line, m_form.size);
            if (!given) {
                return std::nullopt;
            }
            size = *given;
        }
    }
    if (line.startsWith(' ')) {
        line = line.sliced(1);
    }
    const qsizetype end = line.lastIndexOf(')');
    if (!line.startsWith('(') || end < 0) {
        return std::nullopt;
    }
    QByteArrayView digits = withoutBlanks(line.sliced(end + 1));
    if (!digits.startsWith('=')) {
        return std::nullopt;
    }
    digits = withoutBlanks(digits.sliced(1));
    if (digits.size() != 2 * static_cast<qsizetype>(size)
        || !std::ranges::all_of(digits, isHexDigit)) {
        return std::nullopt;
    }
    return Written{digits, line.sliced(1, end - 1)};
}

bool isChecksumOf(const DigestForm &form, QByteArrayView line)
{
    const std::optional<ManifestLine> parsed = ManifestParser(form).parse(line);
    return parsed && parsed->digest.size() == static_cast<qsizetype>(form.size);
}

} // namespace thaw
