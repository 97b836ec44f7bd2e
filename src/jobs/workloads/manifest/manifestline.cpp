// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestline.h"

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr std::pair<char, char> escapes[] = {{'\n', 'n'}, {'\\', '\\'}, {'\r', 'r'}};

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

} // namespace thaw
