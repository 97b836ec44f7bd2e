// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/descriptorpath.h"

#include "jobs/system/realpath.h"

#include <QCoreApplication>

#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <unistd.h>

namespace thaw {

namespace {

struct DescriptorReason
{
    Q_DECLARE_TR_FUNCTIONS(thaw::DescriptorReason)
};

constexpr int mostLinks = 40; // as many as the system follows

QByteArray linkTarget(const QByteArray &path)
{
    QByteArray target(PATH_MAX, Qt::Uninitialized);
    const ssize_t length = readlink(path.constData(), target.data(), PATH_MAX);
    target.resize(length < 0 ? 0 : length);
    return target;
}

bool isNumber(const QByteArray &text)
{
    bool isNumber = false;
    return text.toInt(&isNumber) >= 0 && isNumber;
}

// The number of the process of a folder such as /proc/12/fd or /proc/12/task/13/fd, if it is one.
std::optional<QByteArray> processOf(const QByteArray &folder)
{
    const QByteArrayList parts = folder.split('/');
    const bool isOfProcess = parts.size() == 4;
    const bool isOfThread =
            parts.size() == 6 && parts.value(3) == "task" && isNumber(parts.value(4));
    if (!(isOfProcess || isOfThread) || !parts.first().isEmpty() || parts.value(1) != "proc"
        || !isNumber(parts.value(2)) || parts.last() != "fd") {
        return std::nullopt;
    }
    return parts.value(2);
}

} // namespace

std::optional<DescriptorPath> descriptorPath(const QByteArray &path)
{
    QByteArray at = path;
    for (int link = 0; link <= mostLinks && !at.isEmpty(); ++link) {
        const qsizetype slash = at.lastIndexOf('/');
        const QByteArray name = at.mid(slash + 1);
        const QByteArray written = slash < 0 ? QByteArrayLiteral(".") : at.left(slash + 1);
        const QByteArray folder = realPath(written);
        if (folder.isEmpty()) {
            return std::nullopt;
        }
        if (const auto process = processOf(folder); process && isNumber(name)) {
            const bool isOwn = *process == linkTarget("/proc/self");
            return DescriptorPath{folder + '/' + name,
                                  isOwn ? std::optional(name.toInt()) : std::nullopt};
        }
        const QByteArray target = linkTarget(at);
        at = target.startsWith('/') || target.isEmpty() ? target
                                                        : QByteArray(folder + '/' + target);
    }
    return std::nullopt;
}

FileDescriptor inherited(int fd)
{
    const int flags = fcntl(fd, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) != 0) { // it could not have come through the exec
        errno = EBADF;
        return {};
    }
    return FileDescriptor(fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

QString descriptorReason(int error)
{
    switch (error) {
    case EBADF:
        return DescriptorReason::tr("this program was given no open file of that number");
    case EPIPE:
        return DescriptorReason::tr("who read it has gone");
    default:
        return qt_error_string(error);
    }
}

} // namespace thaw
