// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/manifestline.h"

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr std::pair<char, char> escapes[] = {{'\n', 'n'}, {'\\', '\\'}, {'\r', 'r'}};

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool needsEscape(const QByteArray &name)
{
    return std::ranges::any_of(escapes,
                               [&](const auto &escape) { return name.contains(escape.first); });
}

void appendEscaped(QByteArray &line, char c)
{
    const auto escape = std::ranges::find(escapes, c, &std::pair<char, char>::first);
    if (escape == std::end(escapes)) {
        line += c;
    } else {
        line += '\\';
        line += escape->second;
    }
}

std::optional<QByteArray> unescaped(const QByteArray &name)
{
    QByteArray plain;
    plain.reserve(name.size());
    for (qsizetype at = 0; at < name.size(); ++at) {
        if (name.at(at) != '\\') {
            plain += name.at(at);
            continue;
        }
        ++at;
        const auto escape = at == name.size() ? std::end(escapes)
                                              : std::ranges::find(escapes, name.at(at),
                                                                  &std::pair<char, char>::second);
        if (escape == std::end(escapes)) {
            return std::nullopt;
        }
        plain += escape->first;
    }
    return plain;
}

} // namespace

QByteArray manifestLine(const QByteArray &digest, const QByteArray &name)
{
    const bool escape = needsEscape(name);
    QByteArray line;
    line.reserve(2 * digest.size() + name.size() + 10);
    if (escape) {
        line += '\\';
    }
    line += digest.toHex();
    line += "  ";
    if (name == "-") { // alone it is standard input to sha256sum
        line += "./";
    }
    if (escape) {
        for (const char c : name) {
            appendEscaped(line, c);
        }
    } else {
        line += name;
    }
    line += '\n';
    return line;
}

std::size_t digestSizeOf(const QByteArray &line)
{
    const qsizetype from = line.startsWith('\\') ? 1 : 0;
    qsizetype to = from;
    while (to < line.size() && isHexDigit(line.at(to))) {
        ++to;
    }
    const bool ends = to < line.size() && line.at(to) == ' ';
    return ends && (to - from) % 2 == 0 ? static_cast<std::size_t>(to - from) / 2 : 0;
}

std::optional<ManifestLine> parsedManifestLine(const QByteArray &line, std::size_t digestSize)
{
    if (digestSizeOf(line) != digestSize) {
        return std::nullopt;
    }
    const bool escaped = line.startsWith('\\');
    const qsizetype digestAt = escaped ? 1 : 0;
    const qsizetype marker = digestAt + 2 * static_cast<qsizetype>(digestSize) + 1;
    const qsizetype nameAt = marker + 1;
    if (nameAt >= line.size() || (line.at(marker) != ' ' && line.at(marker) != '*')) {
        return std::nullopt;
    }
    const QByteArray written = line.mid(nameAt);
    const std::optional<QByteArray> name = escaped ? unescaped(written) : written;
    if (!name || name->contains('\0')) {
        return std::nullopt;
    }
    return ManifestLine{QByteArray::fromHex(line.mid(digestAt, marker - 1 - digestAt)), *name};
}

} // namespace thaw
