// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifeststream.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/system/descriptorpath.h"
#include "jobs/workloads/hash/awaitready.h"
#include "jobs/workloads/hash/hashtext.h"

#include <QByteArrayView>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <ctime>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

// The signal that a write sends to its thread when nobody reads any more ends the whole program,
// unless that ignores it; here it is an error of the write like others.
class NoPipeSignal
{
public:
    NoPipeSignal()
    {
        sigemptyset(&m_signal);
        sigaddset(&m_signal, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        m_wasPending = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &m_signal, &m_before);
    }
    ~NoPipeSignal()
    {
        const timespec noTime = {};
        while (!m_wasPending && sigtimedwait(&m_signal, nullptr, &noTime) < 0 && errno == EINTR) {}
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    NoPipeSignal(const NoPipeSignal &) = delete;
    NoPipeSignal &operator=(const NoPipeSignal &) = delete;

private:
    sigset_t m_signal = {};
    sigset_t m_before = {};
    bool m_wasPending = false;
};

// Does not wait for who reads a FIFO: ENXIO if there is nobody.
FileDescriptor opened(const QByteArray &path)
{
    return FileDescriptor(
            ::open(path.constData(), O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

// Why a manifest can't be written there, from what it is; empty if it may.
std::optional<QString> obstacle(const struct stat &status)
{
    if (S_ISBLK(status.st_mode)) {
        return HashText::tr("it is a disk, whose content it would overwrite");
    }
    if (S_ISSOCK(status.st_mode)) {
        return HashText::tr("it is a socket");
    }
    if (S_ISDIR(status.st_mode)) {
        return HashText::tr("it is a folder");
    }
    return std::nullopt;
}

// The next whole lines that the system takes in one piece, or as much of a longer line.
QByteArrayView portionOf(QByteArrayView text)
{
    const QByteArrayView most = text.first(std::min<qsizetype>(text.size(), PIPE_BUF));
    const qsizetype newline = most.lastIndexOf('\n');
    return newline < 0 ? most : most.first(newline + 1);
}

} // namespace

ManifestStream::ManifestStream(const QByteArray &path, JobContext &context, FileDescriptor file)
    : ManifestWriter(path)
    , m_context(context)
    , m_file(std::move(file))
{}

bool ManifestStream::isFor(const QByteArray &path)
{
    struct stat status = {};
    return descriptorPath(path)
           || (stat(path.constData(), &status) == 0 && !S_ISREG(status.st_mode)
               && !S_ISDIR(status.st_mode));
}

ManifestWriter::Opened ManifestStream::create(const QByteArray &path, JobContext &context)
{
    if (const auto descriptor = descriptorPath(path); descriptor && descriptor->fd) {
        return createInherited(path, context, *descriptor->fd);
    }
    struct stat status = {};
    if (stat(path.constData(), &status) != 0) {
        return refused(path, descriptorReason(errno));
    }
    if (const std::optional<QString> found = obstacle(status)) {
        return refused(path, *found);
    }
    FileDescriptor file = opened(path);
    if (!file.isOpen() && !(errno == ENXIO && S_ISFIFO(status.st_mode))) {
        return refused(path, descriptorReason(errno));
    }
    return std::unique_ptr<ManifestWriter>(new ManifestStream(path, context, std::move(file)));
}

ManifestWriter::Opened ManifestStream::createInherited(const QByteArray &path, JobContext &context,
                                                       int fd)
{
    FileDescriptor file = inherited(fd);
    struct stat status = {};
    if (!file.isOpen() || fstat(file.value(), &status) != 0) {
        return refused(path, descriptorReason(errno));
    }
    if ((fcntl(file.value(), F_GETFL) & O_ACCMODE) == O_RDONLY) {
        return refused(path, HashText::tr("it is open for reading only"));
    }
    if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode)) {
        // Opened once more it never blocks, while the mode of the given one is shared with others.
        // Some can't be (a socket): those are written as they are, and only when there is room.
        const QByteArray again = "/proc/self/fd/" + QByteArray::number(file.value());
        if (FileDescriptor own = opened(again); own.isOpen()) {
            file = std::move(own);
        }
    }
    return std::unique_ptr<ManifestWriter>(new ManifestStream(path, context, std::move(file)));
}

LeftOut ManifestStream::leftOut() const
{
    struct stat status = {};
    if (!m_file.isOpen() || fstat(m_file.value(), &status) != 0) {
        return {};
    }
    return {.file = FileId{status.st_dev, status.st_ino}};
}

bool ManifestStream::replaces(dev_t device, ino_t inode) const
{
    return leftOut().file == FileId{device, inode};
}

bool ManifestStream::add(const QByteArray &line)
{
    m_buffer += line;
    return m_buffer.size() < bufferSize || flush();
}

bool ManifestStream::commit()
{
    if (!flush()) {
        return false;
    }
    if (::close(m_file.release()) != 0 && errno != EINTR) { // network file systems say it here
        return fail(descriptorReason(errno));
    }
    return true;
}

bool ManifestStream::awaitReader()
{
    using namespace std::chrono_literals;
    m_context.setStatus(
            HashText::tr("Waiting for a program that reads %1").arg(HashText::shownName(path())));
    do {
        m_file = opened(path());
        if (!m_file.isOpen() && errno != ENXIO) {
            return fail(descriptorReason(errno));
        }
    } while (!m_file.isOpen() && m_context.sleepFor(20ms));
    return m_file.isOpen();
}

bool ManifestStream::flush()
{
    if (!m_file.isOpen() && !awaitReader()) {
        return false;
    }
    QByteArrayView left = m_buffer;
    const NoPipeSignal noPipeSignal;
    while (!left.isEmpty()) {
        if (!awaitReady(m_context, m_file.value(), POLLOUT)) {
            return false;
        }
        const QByteArrayView portion = portionOf(left);
        const ssize_t count =
                ::write(m_file.value(), portion.data(), static_cast<std::size_t>(portion.size()));
        if (count < 0 && errno != EINTR && errno != EAGAIN) {
            return fail(descriptorReason(errno));
        }
        left = left.sliced(std::max<ssize_t>(count, 0));
    }
    m_buffer.resize(0);
    return true;
}

} // namespace thaw
