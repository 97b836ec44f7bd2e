// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/responsehead.h"

#include "network/address.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace thaw {

namespace {

constexpr qsizetype longestHead = 64 * 1024; // as browsers have it, about
constexpr int mostInterim = 10;
constexpr qsizetype mostOfEncoding = 40;

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

// One length, however often it is said: in a list, as whoever joins equal fields makes one of them,
// or in several fields. RFC 9110, 8.6.
std::optional<std::int64_t> oneLength(const QByteArrayList &values)
{
    std::optional<std::int64_t> one;
    for (const QByteArray &each : values.join(',').split(',')) {
        const std::optional<std::int64_t> length = lengthFrom(each.trimmed());
        if (!length || one.value_or(*length) != *length) {
            return std::nullopt;
        }
        one = length;
    }
    return one;
}

bool isIdentity(const QByteArray &encoding)
{
    return encoding.isEmpty() || encoding.toLower() == "identity";
}

// What servers write where they mean that it isn't encoded: that, how it was once sent by mail, or
// what set of characters it is in.
bool isNoEncoding(const QByteArray &encoding)
{
    static constexpr std::array<QByteArrayView, 13> none{
            "none", "null", "no",     "off",   "raw",      "plain", "text",
            "7bit", "8bit", "binary", "ascii", "us-ascii", "utf8"};
    static constexpr std::array<QByteArrayView, 4> sets{"utf-", "iso-8859-", "windows-", "latin"};
    const QByteArray name = encoding.toLower();
    return isIdentity(name) || std::ranges::find(none, QByteArrayView(name)) != none.end()
           || std::ranges::any_of(sets, [&](QByteArrayView set) { return name.startsWith(set); });
}

// Of the fields Content-Encoding, each of which can be a list: RFC 9110, 8.4.
QByteArray encodingIn(const QByteArrayList &values)
{
    QByteArrayList encodings;
    for (const QByteArray &each : values.join(',').split(',')) {
        if (const QByteArray encoding = each.trimmed(); !isNoEncoding(encoding)) {
            encodings.append(encoding);
        }
    }
    return encodings.join(", ");
}

} // namespace

QString noHttpText(const std::optional<ProxyInUse> &proxy)
{
    return ResponseHeadReader::tr("what %1 answers is not proper HTTP").arg(answererText(proxy));
}

QString headTooLongText(const std::optional<ProxyInUse> &proxy)
{
    return ResponseHeadReader::tr(
                   "%1 answers with a head that is longer than %2 bytes, which is the limit")
            .arg(answererText(proxy))
            .arg(longestHead);
}

std::optional<QString> ResponseHeadReader::addLine(QByteArrayView line)
{
    m_bytes += line.size();
    if (m_bytes > longestHead) {
        return headTooLongText(m_proxy);
    }
    if (m_isComplete) { // the trailer: its fields are of no use here
        return std::nullopt;
    }
    if (line == "\r\n" || line == "\n") { // a line of blanks alone goes on with the one before
        return complete();
    }
    return m_head.status == 0 ? addStatus(line.trimmed()) : addField(line);
}

std::optional<QString> ResponseHeadReader::addStatus(QByteArrayView line)
{
    static const QRegularExpression form(QStringLiteral(R"(^HTTP/1\.[01] ([1-9]\d\d)(?: (.*))?$)"));
    const auto match = form.match(QString::fromLatin1(line));
    if (!match.hasMatch() || match.captured(1) == QLatin1StringView("101")) {
        return noHttpText(m_proxy); // 101: we asked for no other protocol
    }
    m_head.status = match.captured(1).toInt();
    m_head.phrase = match.captured(2);
    return std::nullopt;
}

// libcurl looks line by line for chunks, so what it doesn't see there may not be understood
// otherwise here.
std::optional<QString> ResponseHeadReader::addField(QByteArrayView line)
{
    if (line.front() == ' ' || line.front() == '\t') { // goes on with the one before
        return m_isCoding ? std::optional(tr("%1 has the header Transfer-Encoding in two lines, in "
                                             "which it can't be understood")
                                                  .arg(answererText(m_proxy)))
                          : std::nullopt;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0) {
        return noHttpText(m_proxy);
    }
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArray bare = name.trimmed();
    m_isCoding = bare == "transfer-encoding";
    return (m_isCoding || bare == "content-length") && bare != name
                   ? std::optional(noHttpText(m_proxy))
                   : std::nullopt;
}

std::optional<QString> ResponseHeadReader::complete()
{
    m_bytes = 0;
    if (m_head.status < 200) {
        m_head = {};
        return ++m_interim > mostInterim ? std::optional(noHttpText(m_proxy)) : std::nullopt;
    }
    m_isComplete = true;
    m_head.location = firstField(m_handle, "Location");
    m_head.disposition = firstField(m_handle, "Content-Disposition");
    m_head.encoding = encodingIn(fields(m_handle, "Content-Encoding"));
    return readEnd();
}

// Where the body ends: RFC 9112, 6.3.
std::optional<QString> ResponseHeadReader::readEnd()
{
    for (const QByteArray &encoding : fields(m_handle, "Transfer-Encoding")) {
        if (isIdentity(encoding)) { // of an older HTTP
            continue;
        }
        if (m_head.isInChunks || encoding.toLower() != "chunked") {
            return tr("%1 sends the file encoded as %2, which was not asked for")
                    .arg(answererText(m_proxy),
                         shownText(QString::fromLatin1(encoding), mostOfEncoding));
        }
        m_head.isInChunks = true;
    }
    const QByteArrayList lengths = fields(m_handle, "Content-Length");
    if (m_head.isInChunks || lengths.isEmpty()) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> length = oneLength(lengths);
    if (!length) {
        return tr("%1 says a length that is no number, or two of them").arg(answererText(m_proxy));
    }
    m_head.length = *length;
    return std::nullopt;
}

} // namespace thaw
