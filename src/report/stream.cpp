// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/stream.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto pause = 50ms; // between two questions for patience

// How long nothing has been taken, and whether to wait on.
class Wait
{
public:
    explicit Wait(const Patience &patience)
        : m_patience(patience)
    {}
    void restart() { m_since = std::chrono::steady_clock::now(); }
    [[nodiscard]] bool goesOn() const
    {
        return !m_patience
               || m_patience(std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::steady_clock::now() - m_since));
    }

private:
    const Patience &m_patience;
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

bool hasRoom(int descriptor, std::chrono::milliseconds limit)
{
    pollfd asked{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&asked, 1, static_cast<int>(limit.count())) > 0;
}

bool isForWriting(int descriptor)
{
    const int flags = ::fcntl(descriptor, F_GETFL);
    return flags >= 0 && (flags & O_PATH) == 0 && (flags & O_ACCMODE) != O_RDONLY;
}

std::optional<struct stat> statusOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? std::optional(status)
                                                                     : std::nullopt;
}

QString textOf(int error)
{
    return error == ECANCELED ? Stream::tr("it was canceled before the end")
                              : QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

int writePatiently(int descriptor, QByteArrayView bytes, const Patience &patience)
{
    // No more than goes at once into a pipe that has room: a blocking descriptor would wait, out of
    // reach, for the rest.
    constexpr qsizetype piece = PIPE_BUF;
    if (!isForWriting(descriptor)) {
        return EBADF; // the reading end of a pipe would never have room
    }
    Wait wait(patience);
    while (!bytes.isEmpty()) {
        if (!hasRoom(descriptor, 0ms)) {
            if (!wait.goesOn()) {
                return ECANCELED;
            }
            if (!hasRoom(descriptor, pause)) {
                continue;
            }
        }
        const qsizetype size = std::min(piece, bytes.size());
        const ssize_t written = ::write(descriptor, bytes.data(), static_cast<size_t>(size));
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return errno;
        }
        if (written > 0) {
            bytes = bytes.sliced(written);
            wait.restart();
        }
    }
    return 0;
}

std::optional<int> descriptorOf(const QString &path)
{
    constexpr int mostLinks = 40; // as for the system
    const QString ourselves = QStringLiteral("/proc/%1/").arg(::getpid());
    QString at = QFileInfo(path).absoluteFilePath();
    for (int link = 0; link < mostLinks; ++link) {
        const QFileInfo info(at);
        // Not the file's own canonical path: that leads through the descriptor to what is behind.
        const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
        if (folder.startsWith(ourselves) && folder.endsWith(QStringLiteral("/fd"))) {
            bool isNumber = false;
            const int number = info.fileName().toInt(&isNumber);
            return isNumber ? std::optional(number) : std::nullopt;
        }
        if (!info.isSymbolicLink()) {
            return std::nullopt;
        }
        at = info.symLinkTarget();
    }
    return std::nullopt;
}

bool Stream::isStream(const QString &path)
{
    if (descriptorOf(path)) {
        return true;
    }
    const auto status = statusOf(path);
    return status && !S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode);
}

std::optional<QString> Stream::whyNotWritable(const QString &path)
{
    if (const auto descriptor = descriptorOf(path)) {
        return isForWriting(*descriptor) ? std::nullopt
                                         : std::optional(tr("it is not open for writing"));
    }
    return ::access(QFile::encodeName(path).constData(), W_OK) != 0 ? std::optional(textOf(errno))
                                                                    : std::nullopt;
}

Stream::Stream(QString path, Patience patience)
    : m_path(std::move(path))
    , m_patience(std::move(patience))
{}

Stream::~Stream()
{
    Stream::close();
}

bool Stream::open(OpenMode mode)
{
    const QByteArray path = QFile::encodeName(m_path);
    if (const auto descriptor = descriptorOf(m_path)) {
        m_descriptor = ::fcntl(*descriptor, F_DUPFD_CLOEXEC, 0);
    } else {
        // Without a reader a named pipe refuses (ENXIO), and is asked again: open() itself would
        // wait out of reach.
        const Wait wait(m_patience);
        const auto status = statusOf(m_path);
        const bool isPipe = status && S_ISFIFO(status->st_mode);
        constexpr int flags = O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
        while ((m_descriptor = ::open(path.constData(), flags)) < 0) {
            if (errno != EINTR && !(errno == ENXIO && isPipe)) {
                return fail(errno);
            }
            if (!wait.goesOn()) {
                return fail(ECANCELED);
            }
            std::this_thread::sleep_for(pause);
        }
    }
    return m_descriptor < 0 ? fail(errno) : QIODevice::open(mode | Unbuffered);
}

void Stream::close()
{
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
    QIODevice::close();
}

qint64 Stream::readData(char *, qint64)
{
    return -1;
}

qint64 Stream::writeData(const char *data, qint64 size)
{
    if (!Wait(m_patience).goesOn()) {
        fail(ECANCELED);
        return -1;
    }
    const int error = writePatiently(m_descriptor, {data, size}, m_patience);
    return error == 0 || fail(error) ? size : -1;
}

bool Stream::fail(int error)
{
    m_error = error;
    setErrorString(textOf(error));
    return false;
}

} // namespace thaw
