// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/setaside.h"

#include "history/historyfiles.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <chrono>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

// A name that is free, also for the files beside it.
QString freeName(const QString &path)
{
    const QFileInfo info(path);
    const QString base = QStringLiteral("%1/%2.corrupt-%3")
                                 .arg(info.path(), info.completeBaseName(),
                                      QDateTime::currentDateTimeUtc().toString(
                                              QStringLiteral("yyyyMMdd-HHmmss")));
    QString name = base + QStringLiteral(".db");
    const auto exists = [](const QString &file) { return QFile::exists(file); };
    for (int copy = 2; std::ranges::any_of(historyFiles(name), exists); ++copy) {
        name = QStringLiteral("%1-%2.db").arg(base).arg(copy);
    }
    return name;
}

// Another program may hold it for as long as it likes.
bool locks(int file)
{
    using namespace std::chrono_literals;
    for (const QDeadlineTimer deadline(1s); flock(file, LOCK_EX | LOCK_NB) != 0;) {
        if (deadline.hasExpired()) {
            return false;
        }
        QThread::msleep(10);
    }
    return true;
}

} // namespace

FileIdentity FileIdentity::of(const QString &path)
{
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0) {
        return {};
    }
    return {status.st_dev, status.st_ino};
}

std::optional<QString> setAside(const QString &path, const FileIdentity &damaged)
{
    // Whoever renames it holds this lock of the file itself, and looks whether it is there still.
    const int file = open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return std::nullopt;
    }
    std::optional<QString> result;
    if (locks(file)) {
        if (FileIdentity::of(path) != damaged) {
            result = QString();
        } else {
            const QString name = freeName(path);
            // The database last: beside a new one, an old log would be taken for its own.
            QStringList from = historyFiles(path);
            QStringList to = historyFiles(name);
            std::ranges::reverse(from);
            std::ranges::reverse(to);
            bool areMoved = true;
            for (qsizetype one = 0; areMoved && one < from.size(); ++one) {
                areMoved = !QFile::exists(from[one]) || QFile::rename(from[one], to[one]);
            }
            if (areMoved) {
                result = name;
            }
        }
    }
    close(file);
    return result;
}

} // namespace thaw
