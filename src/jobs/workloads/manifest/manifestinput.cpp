// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestinput.h"

#include "jobs/system/descriptorpath.h"
#include "jobs/workloads/hash/awaitready.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/manifest/manifestreader.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

constexpr std::size_t bufferSize = 64 * 1024;

} // namespace

ManifestInput::End ManifestInput::read(const QByteArray &path, ManifestReader &reader)
{
    if (!open(path)) {
        return unreadable(errno);
    }
    std::vector<char> buffer(bufferSize);
    std::int64_t bytes = 0;
    // Asked first: a FIFO that nobody has opened yet would else seem to be at its end.
    while (awaitReady(m_context, m_file.value(), POLLIN)) {
        const ssize_t count = ::read(m_file.value(), buffer.data(), buffer.size());
        if (count == 0) {
            return reader.end() ? End::Read : refuse(reader.refusal());
        }
        if (count < 0) {
            if (errno == EINTR || errno == EAGAIN) {
                continue;
            }
            return unreadable(errno);
        }
        bytes += count;
        if (m_isStream && bytes > longestStream) {
            return refuse(HashText::tr("goes on and on: it has given more than %1 GiB")
                                  .arg(longestStream >> 30));
        }
        if (!reader.take(buffer.data(), count)) {
            return refuse(reader.refusal());
        }
    }
    return End::Stopped;
}

bool ManifestInput::open(const QByteArray &path)
{
    const auto descriptor = descriptorPath(path);
    m_file = descriptor && descriptor->fd
                     ? inherited(*descriptor->fd)
                     : FileDescriptor(::open(path.constData(),
                                             O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status = {};
    if (!m_file.isOpen() || fstat(m_file.value(), &status) != 0) {
        return false;
    }
    m_isStream = !S_ISREG(status.st_mode);
    return true;
}

ManifestInput::End ManifestInput::refuse(const QString &why)
{
    m_refusal = why;
    return End::Refused;
}

ManifestInput::End ManifestInput::unreadable(int error)
{
    return refuse(HashText::tr("can't be read: %1").arg(descriptorReason(error)));
}

} // namespace thaw
