// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashstart.h"

#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/hash/treeroot.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace thaw {

namespace {

QString refusal(const QByteArray &path, const QString &reason)
{
    return HashText::tr("%1 can't be hashed: %2.").arg(HashText::shownName(path), reason);
}

std::variant<HashStart, QString> singleFile(const QByteArray &path, const struct stat &status)
{
    const qsizetype slash = path.lastIndexOf('/');
    FileDescriptor folder =
            TreeRoot::openFolder(slash < 0 ? QByteArrayLiteral(".") : path.left(slash + 1));
    if (!folder.isOpen()) {
        return refusal(path, qt_error_string(errno));
    }
    return HashStart{std::move(folder), path,
                     HashStart::SingleFile{path.mid(slash + 1), status.st_dev, status.st_ino,
                                           status.st_size}};
}

} // namespace

std::variant<HashStart, QString> hashStart(const QByteArray &path)
{
    if (path.isEmpty()) {
        return HashText::tr("No path was given to hash.");
    }
    const FileDescriptor there(::open(path.constData(), O_PATH | O_CLOEXEC));
    struct stat status = {};
    if (!there.isOpen() || fstat(there.value(), &status) != 0) {
        return refusal(path, qt_error_string(errno));
    }
    if (S_ISREG(status.st_mode)) {
        return singleFile(path, status);
    }
    if (!S_ISDIR(status.st_mode)) {
        return refusal(path, HashText::tr("it is neither a folder nor a regular file"));
    }
    // Opened by what was looked at, and for reading: that it can't be listed is said at once.
    FileDescriptor folder(openat(there.value(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen()) {
        return refusal(path, qt_error_string(errno));
    }
    return HashStart{std::move(folder), path, std::nullopt};
}

} // namespace thaw
