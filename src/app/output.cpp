// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output.h"

#include "app/signalwatcher.h"

#include <QCoreApplication>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace thaw {

namespace {

constexpr std::chrono::milliseconds patienceAfterSignal{500};
// Nothing is held up for ever by somebody who doesn't read the errors.
constexpr std::chrono::milliseconds patienceWithErrors{3000};

// Of the process, as the descriptors are.
std::atomic<bool> readerIsLost = false;

QByteArray lineOf(const QString &text)
{
    return text.toUtf8() + '\n';
}

QString whyNotWritten(int error)
{
    return error == EBADF ? StandardOutput::tr("it is closed")
                          : QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

Patience patienceUntil(const SignalWatcher &signals)
{
    return [&signals](std::chrono::milliseconds waited) {
        return signals.received() == 0 || waited < patienceAfterSignal;
    };
}

StandardOutput::StandardOutput(Patience patience)
    : m_patience(std::move(patience))
{}

void StandardOutput::write(const QByteArray &bytes)
{
    if (m_failed) {
        return;
    }
    const int error = writePatiently(STDOUT_FILENO, bytes, m_patience);
    m_failed = error != 0;
    if (error == EPIPE) {
        noteLostReader();
    } else if (error != 0 && error != ECANCELED) {
        printError(tr("Standard output could not be written: %1.").arg(whyNotWritten(error)));
    }
}

void StandardOutput::writeLine(const QString &text)
{
    write(lineOf(text));
}

void printError(const QString &message)
{
    const int error = writePatiently(
            STDERR_FILENO, lineOf(QStringLiteral("thaw: ") + message),
            [](std::chrono::milliseconds waited) { return waited < patienceWithErrors; });
    if (error == EPIPE) {
        noteLostReader();
    }
}

void noteLostReader()
{
    readerIsLost = true;
}

int withLostReader(int status)
{
    constexpr int endedBySignal = 128; // and its number
    return readerIsLost && status < endedBySignal ? endedBySignal + SIGPIPE : status;
}

void reserveStandardDescriptors()
{
    for (int opened = 0; opened <= STDERR_FILENO;) {
        // Not /dev/null, which would swallow what is written. A folder also refuses whoever opens
        // it anew, by /dev/stdout.
        opened = ::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0) {
            return;
        }
        if (opened > STDERR_FILENO) {
            ::close(opened);
        }
    }
}

} // namespace thaw
