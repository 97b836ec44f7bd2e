// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace thaw {

/// What a path means that leads to an open file of a process and not to a place in a folder:
/// /dev/stdout, /dev/fd/3, /proc/self/fd/3, or a symbolic link to one of them.
struct DescriptorPath
{
    QByteArray path;       ///< under /proc
    std::optional<int> fd; ///< if the process is this one
};

/// Empty if the path leads elsewhere. Any thread.
[[nodiscard]] std::optional<DescriptorPath> descriptorPath(const QByteArray &path);

/// The same open file under another number, if this program was given it: what it has opened
/// itself, its history, say, is not to be read or written so. Not open, with errno set to EBADF, if
/// there is none. Any thread.
[[nodiscard]] FileDescriptor inherited(int fd);

/// What errno says of opening, reading or writing one, without a full stop.
[[nodiscard]] QString descriptorReason(int error);

} // namespace thaw
