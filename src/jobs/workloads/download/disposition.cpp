// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/disposition.h"

#include "jobs/workloads/download/headertext.h"

#include <algorithm>
#include <map>
#include <vector>

namespace thaw {

namespace {

constexpr qsizetype longestHeader = 8 * 1024; // no name of a file is in what is longer

struct HeaderParameter
{
    QByteArray name; // in lower case
    QByteArray value;
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

// Whether the quote at `at`, behind a backslash, is the last of a value all the same: a path that
// ends with its folder, "C:\docs\", is no text with a quote in it.
bool closesBehindBackslash(const QByteArray &header, qsizetype at)
{
    qsizetype next = at + 1;
    while (next < header.size() && isSpace(header[next])) {
        ++next;
    }
    return header.indexOf('"', at + 1) < 0 && (next == header.size() || header[next] == ';');
}

// Reads a quoted value from behind its quote on, and sets `at` behind it. What a backslash escapes
// is a quote or a backslash; any other belongs to the path of a file, as servers of Windows send
// it.
QByteArray readQuoted(const QByteArray &header, qsizetype &at)
{
    QByteArray value;
    for (; at < header.size() && header[at] != '"'; ++at) {
        const char next = at + 1 < header.size() ? header[at + 1] : '\0';
        const bool escapes =
                next == '\\' || (next == '"' && !closesBehindBackslash(header, at + 1));
        if (header[at] == '\\' && escapes) {
            ++at;
        }
        value += header[at];
    }
    ++at;
    return value;
}

// Reads a value up to the next semicolon, also one with spaces, and sets `at` there. A quote that
// has no other is none.
QByteArray readBare(const QByteArray &header, qsizetype &at)
{
    const qsizetype end = header.indexOf(';', at);
    QByteArray value = header.mid(at, end < 0 ? -1 : end - at).trimmed();
    at = end < 0 ? header.size() : end;
    if (value.size() > 1 && value.startsWith('\'') && value.endsWith('\'')) {
        return value.mid(1, value.size() - 2);
    }
    return value.endsWith('"') ? value.chopped(1) : value;
}

// Also where the type before them, or a semicolon between, is missing: a name is the word before
// its equals sign.
std::vector<HeaderParameter> parametersOf(const QByteArray &header)
{
    std::vector<HeaderParameter> parameters;
    qsizetype at = 0;
    for (qsizetype equals = header.indexOf('='); equals >= 0; equals = header.indexOf('=', at)) {
        const QByteArray before = header.mid(at, equals - at).trimmed();
        const auto word = std::find_if(before.crbegin(), before.crend(),
                                       [](char c) { return c == ';' || isSpace(c); });
        at = equals + 1;
        while (at < header.size() && isSpace(header[at])) {
            ++at;
        }
        const bool isQuoted = at < header.size() && header[at] == '"';
        at += isQuoted ? 1 : 0;
        parameters.push_back({QByteArray(word.base(), before.cend() - word.base()).toLower(),
                              isQuoted ? readQuoted(header, at) : readBare(header, at)});
    }
    return parameters;
}

// RFC 8187: UTF-8'en'a%20name. Empty if it is none of that.
QString extendedValue(const QByteArray &value)
{
    const qsizetype first = value.indexOf('\'');
    const qsizetype second = value.indexOf('\'', first + 1);
    if (first < 0 || second < 0) {
        return {};
    }
    return textOf(QByteArray::fromPercentEncoding(value.mid(second + 1)), value.left(first));
}

// One that is written as RFC 8187 has it, with its set of characters, is of filename*.
QString plainValue(const QByteArray &value)
{
    const QString extended = value.startsWith('\'') ? QString() : extendedValue(value);
    return extended.isEmpty() ? textOfHeader(value) : extended;
}

// RFC 2231: a value in parts, filename*0*=UTF-8''a%20; filename*1=name. Empty if there is none.
QString valueInParts(const std::vector<HeaderParameter> &parameters, const QByteArray &name)
{
    std::map<int, HeaderParameter> parts;
    for (const HeaderParameter &parameter : parameters) {
        if (parameter.name.startsWith(QByteArray(name + '*'))) {
            QByteArray number = parameter.name.mid(name.size() + 1);
            if (number.endsWith('*')) {
                number.chop(1);
            }
            bool isNumber = false;
            const int at = number.toInt(&isNumber);
            if (isNumber && at >= 0) {
                parts.emplace(at, parameter);
            }
        }
    }
    QByteArray charset;
    QByteArray bytes;
    int next = 0;
    for (const auto &[number, part] : parts) {
        if (number != next++) { // one is missing
            break;
        }
        QByteArray value = part.value;
        if (part.name.endsWith('*')) {
            if (number == 0 && value.count('\'') >= 2) {
                charset = value.left(value.indexOf('\''));
                value = value.mid(value.indexOf('\'', charset.size() + 1) + 1);
            }
            value = QByteArray::fromPercentEncoding(value);
        }
        bytes += value;
    }
    return charset.isEmpty() ? textOfHeader(bytes) : textOf(bytes, charset);
}

} // namespace

QString dispositionFileName(const QByteArray &header)
{
    if (header.size() > longestHeader) {
        return {};
    }
    const std::vector<HeaderParameter> parameters = parametersOf(header);
    QString plain;
    QString extended;
    QString misnamed; // of filename*, but written as filename
    for (const auto &[name, value] : parameters) {
        if (name == "filename" && plain.isEmpty()) {
            plain = plainValue(value);
        } else if (name == "filename*" && extended.isEmpty()) {
            extended = extendedValue(value);
            misnamed = value.contains('\'') ? QString() : textOfHeader(value);
        }
    }
    for (const QString &name : {extended, valueInParts(parameters, "filename"), plain, misnamed}) {
        if (!name.isEmpty()) {
            return name;
        }
    }
    return {};
}

} // namespace thaw
