// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/answerhead.h"

#include "network/address.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace thaw {

namespace {

constexpr qsizetype longestHead = 64 * 1024; // as browsers have it, about
constexpr int mostInterim = 10;
constexpr qsizetype mostOfEncoding = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::AnswerHead", text);
}

// The values of all fields of that name, each in one line where it was folded: RFC 9112, 5.2.
QByteArrayList fields(CURL *handle, const char *name)
{
    QByteArrayList values;
    curl_header *field = nullptr;
    for (std::size_t i = 0;
         curl_easy_header(handle, name, i, CURLH_HEADER, -1, &field) == CURLHE_OK; ++i) {
        values.append(QByteArray(field->value).trimmed());
    }
    return values;
}

QByteArray firstField(CURL *handle, const char *name)
{
    return fields(handle, name).value(0);
}

// Digits alone; nothing else is a length, not even a sign.
std::optional<std::int64_t> lengthFrom(const QByteArray &text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 18
                          && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(text.toLongLong()) : std::nullopt;
}

bool isIdentity(const QByteArray &encoding)
{
    return encoding.isEmpty() || encoding.toLower() == "identity";
}

} // namespace

QString noHttpText()
{
    return tr("what the server answers is not proper HTTP");
}

QString headTooLongText()
{
    return tr("the head of the server's answer is longer than %1 bytes, which is the limit")
            .arg(longestHead);
}

QString noLengthText()
{
    return tr("the server says a length that is no number, or two of them");
}

std::optional<QString> AnswerHeadReader::addLine(QByteArrayView line)
{
    m_bytes += line.size();
    if (m_bytes > longestHead) {
        return headTooLongText();
    }
    if (m_isComplete) { // the trailer: its fields are of no use here
        return std::nullopt;
    }
    const QByteArrayView text = line.trimmed();
    if (text.isEmpty()) {
        return complete();
    }
    return m_head.status == 0 ? addStatus(text) : addField(line);
}

std::optional<QString> AnswerHeadReader::addStatus(QByteArrayView line)
{
    static const QRegularExpression form(QStringLiteral(R"(^HTTP/1\.[01] ([1-9]\d\d)(?: (.*))?$)"));
    const auto match = form.match(QString::fromLatin1(line));
    if (!match.hasMatch() || match.captured(1) == QLatin1StringView("101")) {
        return noHttpText(); // 101: we asked for no other protocol
    }
    m_head.status = match.captured(1).toInt();
    m_head.phrase = match.captured(2);
    return std::nullopt;
}

// libcurl looks for the end of the body line by line, so what it doesn't see there may not be
// understood otherwise here.
std::optional<QString> AnswerHeadReader::addField(QByteArrayView line)
{
    if (line.front() == ' ' || line.front() == '\t') { // goes on with the one before
        return m_isEnd ? std::optional(noHttpText()) : std::nullopt;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0) {
        return noHttpText();
    }
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArray bare = name.trimmed();
    m_isEnd = bare == "content-length" || bare == "transfer-encoding";
    return m_isEnd && bare != name ? std::optional(noHttpText()) : std::nullopt;
}

std::optional<QString> AnswerHeadReader::complete()
{
    m_bytes = 0;
    if (m_head.status < 200) {
        m_head = {};
        return ++m_interim > mostInterim ? std::optional(noHttpText()) : std::nullopt;
    }
    m_isComplete = true;
    m_head.location = firstField(m_handle, "Location");
    m_head.disposition = firstField(m_handle, "Content-Disposition");
    QByteArrayList encodings = fields(m_handle, "Content-Encoding");
    encodings.removeIf(isIdentity);
    m_head.encoding = encodings.join(", ");
    return readEnd();
}

// Where the body ends: RFC 9112, 6.3.
std::optional<QString> AnswerHeadReader::readEnd()
{
    for (const QByteArray &encoding : fields(m_handle, "Transfer-Encoding")) {
        if (isIdentity(encoding)) { // of an older HTTP
            continue;
        }
        if (m_head.isInChunks || encoding.toLower() != "chunked") {
            return tr("the server sends the file encoded as %1, which was not asked for")
                    .arg(shownText(QString::fromLatin1(encoding), mostOfEncoding));
        }
        m_head.isInChunks = true;
    }
    const QByteArrayList lengths = fields(m_handle, "Content-Length");
    if (m_head.isInChunks || lengths.isEmpty()) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> length = lengthFrom(lengths.constFirst());
    if (!length || lengths.count(lengths.constFirst()) != lengths.size()) {
        return noLengthText();
    }
    m_head.length = *length;
    return std::nullopt;
}

} // namespace thaw
