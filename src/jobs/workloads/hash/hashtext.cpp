// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashtext.h"

#include "jobs/job/parameter.h"

#include <algorithm>
#include <cerrno>

namespace thaw {

QString HashText::reason(int error)
{
    switch (error) {
    case ENOENT:
        return tr("it is not there any more");
    case ELOOP:
        return tr("it is a symbolic link, which is not followed");
    case ENOTDIR:
        return tr("it is not in a folder any more");
    default:
        return qt_error_string(error);
    }
}

QString HashText::shownName(const QByteArray &name)
{
    constexpr qsizetype head = 200;
    constexpr qsizetype tail = 800;
    // A plain name is most of them, and displayPath looks at each character with a decoder.
    const bool plain = std::ranges::all_of(name, [](char c) { return c >= ' ' && c < 0x7f; });
    const auto shown = [plain](const QByteArray &part) {
        return plain ? QString::fromLatin1(part) : displayPath(part);
    };
    if (name.size() <= head + tail) {
        return shown(name);
    }
    return shown(name.left(head)) + QStringLiteral(" ... ") + shown(name.right(tail));
}

} // namespace thaw
