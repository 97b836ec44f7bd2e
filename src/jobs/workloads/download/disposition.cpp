// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/disposition.h"

#include <QStringDecoder>

namespace thaw {

namespace {

constexpr qsizetype longestHeader = 8 * 1024; // no name of a file is in what is longer

QString decoded(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text; // as browsers take it
}

// RFC 8187: UTF-8'en'a%20name. Empty if it is none of that.
QString extendedValue(const QByteArray &value)
{
    const qsizetype first = value.indexOf('\'');
    const qsizetype second = value.indexOf('\'', first + 1);
    if (first < 0 || second < 0) {
        return {};
    }
    const QByteArray charset = value.left(first).toLower();
    const QByteArray bytes = QByteArray::fromPercentEncoding(value.mid(second + 1));
    if (charset == "utf-8") {
        QStringDecoder utf8(QStringDecoder::Utf8);
        const QString text = utf8(bytes);
        return utf8.hasError() ? QString() : text;
    }
    return charset == "iso-8859-1" ? QString::fromLatin1(bytes) : QString();
}

// Reads a value from `at` on, quoted or not, and sets `at` behind it.
QByteArray readValue(const QByteArray &header, qsizetype &at)
{
    QByteArray value;
    if (at < header.size() && header[at] == '"') {
        for (++at; at < header.size() && header[at] != '"'; ++at) {
            if (header[at] == '\\' && at + 1 < header.size()) {
                ++at;
            }
            value += header[at];
        }
        const qsizetype end = header.indexOf(';', at);
        at = end < 0 ? header.size() : end;
        return value;
    }
    const qsizetype end = header.indexOf(';', at);
    value = header.mid(at, end < 0 ? -1 : end - at).trimmed();
    at = end < 0 ? header.size() : end;
    return value;
}

} // namespace

QString dispositionFileName(const QByteArray &header)
{
    QString plain;
    QString extended;
    if (header.size() > longestHeader) {
        return {};
    }
    // The type comes first: "attachment".
    for (qsizetype at = header.indexOf(';'); at >= 0 && at < header.size();) {
        const qsizetype equals = header.indexOf('=', at);
        if (equals < 0) {
            break;
        }
        const QByteArray before = header.mid(at + 1, equals - at - 1);
        const QByteArray key = before.mid(before.lastIndexOf(';') + 1).trimmed().toLower();
        at = equals + 1;
        while (at < header.size() && header[at] == ' ') {
            ++at;
        }
        const QByteArray value = readValue(header, at);
        if (key == "filename" && plain.isEmpty()) {
            plain = decoded(value);
        } else if (key == "filename*" && extended.isEmpty()) {
            extended = extendedValue(value);
        }
    }
    return extended.isEmpty() ? plain : extended;
}

} // namespace thaw
