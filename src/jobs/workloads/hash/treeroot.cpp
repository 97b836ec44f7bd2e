// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/treeroot.h"

#include <cerrno>
#include <climits>
#include <utility>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace thaw {

namespace {

// openat2 (Linux 5.6) refuses a symbolic link on any step of the way, not only on the last. Where
// the kernel or a sandbox doesn't know it, a link that replaces a folder during the walk is
// followed.
int openWithoutLinks(int base, const char *path, int flags)
{
    open_how how{};
    how.flags = static_cast<__u64>(flags);
    how.resolve = RESOLVE_NO_SYMLINKS;
    return static_cast<int>(syscall(SYS_openat2, base, path, &how, sizeof how));
}

} // namespace

TreeRoot::TreeRoot(FileDescriptor folder, Links links)
    : m_folder(std::move(folder))
    , m_links(links)
{}

FileDescriptor TreeRoot::openFolder(const QByteArray &path)
{
    return FileDescriptor(::open(path.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

FileDescriptor TreeRoot::openFile(const QByteArray &path) const
{
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

FileDescriptor TreeRoot::openFolderBelow(const QByteArray &path) const
{
    return open(path.isEmpty() ? QByteArrayLiteral(".") : path, O_RDONLY | O_DIRECTORY);
}

std::optional<std::int64_t> TreeRoot::sizeOf(const QByteArray &path) const
{
    const FileDescriptor file = open(path, O_PATH);
    struct stat status = {};
    if (!file.isOpen() || fstat(file.value(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    return status.st_size;
}

FileDescriptor TreeRoot::open(const QByteArray &path, int flags) const
{
    FileDescriptor base;
    qsizetype from = 0;
    while (path.size() - from >= PATH_MAX) {
        const qsizetype slash = path.lastIndexOf('/', from + PATH_MAX - 2);
        if (slash <= from) {
            errno = ENAMETOOLONG;
            return {};
        }
        const QByteArray piece = path.mid(from, slash - from);
        base = openPiece(base.isOpen() ? base.value() : m_folder.value(), piece.constData(),
                         O_PATH | O_DIRECTORY);
        if (!base.isOpen()) {
            return {};
        }
        from = slash + 1;
    }
    return openPiece(base.isOpen() ? base.value() : m_folder.value(), path.constData() + from,
                     flags);
}

FileDescriptor TreeRoot::openPiece(int base, const char *path, int flags) const
{
    flags |= O_CLOEXEC;
    if (m_links == Links::Refused) {
        flags |= O_NOFOLLOW;
        FileDescriptor found(openWithoutLinks(base, path, flags));
        if (found.isOpen() || (errno != ENOSYS && errno != EPERM)) {
            return found;
        }
    }
    return FileDescriptor(::openat(base, path, flags));
}

} // namespace thaw
