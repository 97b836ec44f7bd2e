// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace thaw {

/// Whether symbolic links are followed, on the way and at its end: refused for what a walk has
/// found, followed for what a person or a manifest has named.
enum class Links { Refused, Followed };

/// A folder that stays open, and the way to what lies under it. Names are resolved from the open
/// folder, so it may be renamed meanwhile, and a path may be of any length: PATH_MAX bounds what
/// one system call takes, not how deep a tree is.
///
/// Immutable: any thread may use it.
class TreeRoot
{
public:
    TreeRoot(FileDescriptor folder, Links links);

    /// Opens a folder by a path for open(2), to resolve names from (so it needn't be readable); not
    /// open, with errno set, on failure.
    [[nodiscard]] static FileDescriptor openFolder(const QByteArray &path);

    /// Opens a file for reading; not open, with errno set, on failure. Never waits for a FIFO's
    /// other end, and never becomes this process's terminal.
    [[nodiscard]] FileDescriptor openFile(const QByteArray &path) const;
    /// Opens a folder to list it; an empty path is the root's own.
    [[nodiscard]] FileDescriptor openFolderBelow(const QByteArray &path) const;
    /// The size in bytes of a regular file; empty if there is none.
    [[nodiscard]] std::optional<std::int64_t> sizeOf(const QByteArray &path) const;

private:
    [[nodiscard]] FileDescriptor open(const QByteArray &path, int flags) const;
    [[nodiscard]] FileDescriptor openPiece(int base, const char *path, int flags) const;

    const FileDescriptor m_folder;
    const Links m_links;
};

} // namespace thaw
