// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdlib>
#include <memory>

namespace thaw {

/// The absolute path that `path` leads to, without any link, or an empty one if it can't be
/// followed. In the file system's encoding; errno says why. Any thread.
[[nodiscard]] inline QByteArray realPath(const QByteArray &path)
{
    struct FreeText
    {
        void operator()(char *text) const { std::free(text); } // NOLINT: from realpath
    };
    const std::unique_ptr<char, FreeText> found(::realpath(path.constData(), nullptr));
    return found ? QByteArray(found.get()) : QByteArray();
}

} // namespace thaw
