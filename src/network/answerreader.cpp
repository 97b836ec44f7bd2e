// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/answerreader.h"

#include "network/address.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace thaw {

namespace {

constexpr qsizetype longestHead = 64 * 1024; // as browsers have it, about
constexpr qsizetype longestChunkLine = 1024;
constexpr int mostInterim = 10;
constexpr qsizetype mostDigits = 15; // of a chunk's size: less than 2^63

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::AnswerReader", text);
}

QString noHttp()
{
    return tr("what the server answers is not proper HTTP");
}

bool isTokenCharacter(char c)
{
    static const QByteArray others("!#$%&'*+-.^_`|~");
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || others.contains(c);
}

// Digits alone; nothing else is a length, not even a sign.
std::optional<std::int64_t> lengthFrom(const QByteArray &text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 18
                          && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(text.toLongLong()) : std::nullopt;
}

} // namespace

QByteArray AnswerHead::field(const QByteArray &name) const
{
    const auto found = std::ranges::find(fields, name, &std::pair<QByteArray, QByteArray>::first);
    return found == fields.end() ? QByteArray() : found->second;
}

std::optional<QString> AnswerReader::add(const char *bytes, qsizetype count)
{
    m_body.resize(0); // its memory stays
    const char *const end = bytes + count;
    while (bytes < end && m_part != Part::End) {
        if (m_part == Part::Plain || m_part == Part::Chunk) {
            addToBody(bytes, end);
        } else if (auto problem = addToLine(bytes, end)) {
            return problem;
        }
    }
    return std::nullopt;
}

std::optional<QString> AnswerReader::endOfInput()
{
    m_body.clear();
    if (m_part == Part::Plain && m_left < 0) {
        m_part = Part::End;
    }
    switch (m_part) {
    case Part::End:
        return std::nullopt;
    case Part::Head:
        return tr("the server closed the connection before it had answered; try again");
    case Part::Plain:
        return tr("the connection ended after %1 of %2 bytes; try again")
                .arg(m_received)
                .arg(m_length);
    default:
        return tr("the connection ended after %1 bytes, before the end of the file; try again")
                .arg(m_received);
    }
}

// Takes bytes up to the end of a line, and the line if that is among them.
std::optional<QString> AnswerReader::addToLine(const char *&at, const char *end)
{
    const char *const lineEnd = std::find(at, end, '\n');
    m_line.append(at, lineEnd - at);
    m_lines += lineEnd - at;
    const bool isWhole = lineEnd != end;
    at = isWhole ? lineEnd + 1 : end;
    if (m_part == Part::ChunkSize && m_line.size() > longestChunkLine) {
        return noHttp();
    }
    if (m_lines > longestHead) {
        return tr("the head of the server's answer is longer than %1 bytes, which is the limit")
                .arg(longestHead);
    }
    if (!isWhole) {
        return std::nullopt;
    }
    if (m_line.endsWith('\r')) {
        m_line.chop(1);
    }
    std::optional<QString> problem = takeLine();
    m_line.clear();
    return problem;
}

std::optional<QString> AnswerReader::takeLine()
{
    switch (m_part) {
    case Part::Head:
        return takeHeadLine();
    case Part::ChunkSize:
        return takeChunkSize();
    case Part::ChunkEnd:
        m_part = Part::ChunkSize;
        return m_line.isEmpty() ? std::nullopt : std::optional(noHttp());
    default: // Trailer: its fields are of no use here
        if (m_line.isEmpty()) {
            m_part = Part::End;
        }
        return std::nullopt;
    }
}

std::optional<QString> AnswerReader::takeHeadLine()
{
    if (m_head.status == 0) {
        return takeStatus();
    }
    if (!m_line.isEmpty()) {
        return takeField();
    }
    m_lines = 0;
    if (m_head.status >= 200) {
        return beginBody();
    }
    m_head = {};
    return ++m_interim > mostInterim ? std::optional(noHttp()) : std::nullopt;
}

std::optional<QString> AnswerReader::takeStatus()
{
    static const QRegularExpression form(QStringLiteral(R"(^HTTP/1\.[01] ([1-9]\d\d)(?: (.*))?$)"));
    const auto match = form.match(QString::fromLatin1(m_line));
    if (!match.hasMatch() || match.captured(1) == QLatin1StringView("101")) {
        return noHttp(); // 101: we asked for no other protocol
    }
    m_head.status = match.captured(1).toInt();
    m_head.phrase = match.captured(2);
    return std::nullopt;
}

std::optional<QString> AnswerReader::takeField()
{
    const qsizetype colon = m_line.indexOf(':');
    const QByteArray name = m_line.left(colon);
    // A name with a space before its colon, and a line that goes on with the one before, are read
    // differently by different programs.
    if (colon <= 0 || !std::ranges::all_of(name, isTokenCharacter)) {
        return noHttp();
    }
    m_head.fields.append({name.toLower(), m_line.mid(colon + 1).trimmed()});
    return std::nullopt;
}

std::optional<QString> AnswerReader::beginBody()
{
    QByteArrayList lengths;
    bool isInChunks = false;
    for (const auto &[name, value] : m_head.fields) {
        if (name == "content-length") {
            lengths.append(value);
        } else if (name == "transfer-encoding") {
            if (isInChunks || value.toLower() != "chunked") {
                return tr("the server sends the file encoded as %1, which was not asked for")
                        .arg(shownText(QString::fromLatin1(value), 40));
            }
            isInChunks = true;
        }
    }
    if (isInChunks) { // a length is of no account, then: RFC 9112, 6.3
        m_part = Part::ChunkSize;
        return std::nullopt;
    }
    m_part = Part::Plain;
    if (!lengths.isEmpty()) {
        const std::optional<std::int64_t> length = lengthFrom(lengths.constFirst());
        if (!length || std::ranges::count(lengths, lengths.constFirst()) != lengths.size()) {
            return tr("the server says a length that is no number, or two of them");
        }
        m_length = *length;
        m_left = *length;
        m_part = m_left == 0 ? Part::End : Part::Plain;
    }
    return std::nullopt;
}

std::optional<QString> AnswerReader::takeChunkSize()
{
    QByteArray digits = m_line.left(m_line.indexOf(';')).trimmed(); // extensions follow
    if (m_line.indexOf(';') < 0) {
        digits = m_line.trimmed();
    }
    const bool isNumber = !digits.isEmpty() && digits.size() <= mostDigits
                          && std::ranges::all_of(digits, [](char c) {
                                 return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')
                                        || (c >= 'A' && c <= 'F');
                             });
    if (!isNumber) {
        return noHttp();
    }
    m_left = digits.toLongLong(nullptr, 16);
    m_part = m_left == 0 ? Part::Trailer : Part::Chunk;
    m_lines = 0;
    return std::nullopt;
}

void AnswerReader::addToBody(const char *&at, const char *end)
{
    const std::int64_t there = end - at;
    const std::int64_t count = m_left < 0 ? there : std::min(there, m_left);
    m_body.append(at, count);
    at += count;
    m_received += count;
    if (m_left < 0) {
        return;
    }
    m_left -= count;
    if (m_left == 0) {
        m_part = m_part == Part::Chunk ? Part::ChunkEnd : Part::End;
    }
}

} // namespace thaw
