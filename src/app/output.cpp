// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace thaw {

namespace {

// The system's error number, or 0.
int writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written =
                ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        bytes = bytes.sliced(std::max<qsizetype>(written, 0));
    }
    return 0;
}

QByteArray lineOf(const QString &text)
{
    return text.toUtf8() + '\n';
}

} // namespace

void StandardOutput::write(const QByteArray &bytes)
{
    if (m_failed) {
        return;
    }
    if (const int error = writeAll(STDOUT_FILENO, bytes)) {
        m_failed = true;
        printError(QCoreApplication::translate("thaw::StandardOutput",
                                               "Standard output could not be written: %1.")
                           .arg(QString::fromLocal8Bit(std::strerror(error))));
    }
}

void StandardOutput::writeLine(const QString &text)
{
    write(lineOf(text));
}

void printError(const QString &message)
{
    writeAll(STDERR_FILENO, lineOf(QStringLiteral("thaw: ") + message));
}

} // namespace thaw
