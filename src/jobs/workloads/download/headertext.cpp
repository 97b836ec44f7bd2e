// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/headertext.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace thaw {

namespace {

// What Windows-1252 has from 0x80 on, where Latin 1 has characters that steer. Five are none.
constexpr char16_t windows[] = u"\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021"
                               u"\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                               u"\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014"
                               u"\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
constexpr char16_t firstOfWindows = 0x80;

std::optional<QString> fromUtf8(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? std::nullopt : std::optional(text);
}

QString fromWindows(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xa0) {
            c = QChar(windows[c.unicode() - firstOfWindows]);
        }
    }
    return text;
}

// Empty if the text can't be written so.
std::optional<QByteArray> toWindows(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const char16_t *const end = std::end(windows) - 1;
        const char16_t *const found = std::find(std::begin(windows), end, c.unicode());
        if (found != end) {
            bytes += static_cast<char>(firstOfWindows + (found - std::begin(windows)));
        } else if (c.unicode() <= 0xff) {
            bytes += static_cast<char>(c.unicode());
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

// "Ã¼" was "ü" before somebody took the two bytes of its UTF-8 for two characters. That both happen
// to be meant is as good as impossible.
QString repaired(const QString &text)
{
    if (isAscii(text)) {
        return text;
    }
    const std::optional<QByteArray> bytes = toWindows(text);
    return bytes ? fromUtf8(*bytes).value_or(text) : text;
}

// The text of a word's Q: a_name=2Etxt.
QByteArray fromQ(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('_', ' '), '=');
}

// Words of RFC 2047 that stand side by side, in one set of characters: one of these may be in two
// of the words.
struct Words
{
    QString charset;
    QByteArray bytes;
    QString written; // as they were
};

// They are left as they are if they can't be decoded.
QString decoded(const Words &words)
{
    QStringDecoder decoder(words.charset.toLatin1().constData(), QStringDecoder::Flag::Stateless);
    if (!decoder.isValid()) {
        return words.written;
    }
    const QString text = decoder(words.bytes);
    return decoder.hasError() ? words.written : text;
}

QString withoutWords(const QString &text)
{
    static const QRegularExpression between(QStringLiteral(R"(\?=\s+=\?)"));
    static const QRegularExpression word(
            QStringLiteral(R"(=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=)"));
    const QString joined = QString(text).replace(between, QStringLiteral("?==?"));
    QString plain;
    Words words;
    qsizetype at = 0;
    for (const auto &match : word.globalMatch(joined)) {
        const QString charset = match.captured(1).toLower();
        if (match.capturedStart() > at || charset != words.charset) {
            plain += decoded(words) + joined.mid(at, match.capturedStart() - at);
            words = {charset, {}, {}};
        }
        const QByteArray content = match.captured(3).toLatin1();
        const bool isBase64 = match.captured(2).toLower() == QLatin1StringView("b");
        words.bytes += isBase64 ? QByteArray::fromBase64(content) : fromQ(content);
        words.written += match.captured();
        at = match.capturedEnd();
    }
    return plain + decoded(words) + joined.mid(at);
}

// A name with a plain per cent sign in it is none of that.
QString withoutPercents(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("%(?![0-9A-Fa-f]{2})"));
    if (!text.contains(QLatin1Char('%')) || !isAscii(text) || text.contains(plain)) {
        return text;
    }
    return textOf(QByteArray::fromPercentEncoding(text.toLatin1()));
}

} // namespace

QString textOf(const QByteArray &bytes, const QByteArray &charset)
{
    const QByteArray name = charset.trimmed().toLower();
    if (name.isEmpty() || name == "utf-8" || name == "utf8") {
        return fromUtf8(bytes).value_or(QString());
    }
    const bool isLatin = name == "iso-8859-1" || name == "latin1" || name == "windows-1252"
                         || name == "us-ascii";
    return isLatin ? fromWindows(bytes) : QString();
}

QString textOf(const QByteArray &bytes)
{
    const std::optional<QString> utf8 = fromUtf8(bytes);
    return utf8 ? *utf8 : fromWindows(bytes);
}

QString textOfHeader(const QByteArray &bytes)
{
    const std::optional<QString> utf8 = fromUtf8(bytes);
    const QString text = utf8 ? repaired(*utf8) : fromWindows(bytes);
    return text.contains(QStringLiteral("=?")) ? withoutWords(text) : withoutPercents(text);
}

} // namespace thaw
