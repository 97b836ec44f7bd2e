// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/setaside.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

const auto log = QStringLiteral("-wal");
const auto index = QStringLiteral("-shm");

// A name that is free, also for the files beside it.
QString freeName(const QString &path)
{
    const QFileInfo info(path);
    const QString base = QStringLiteral("%1/%2.corrupt-%3")
                                 .arg(info.path(), info.completeBaseName(),
                                      QDateTime::currentDateTimeUtc().toString(
                                              QStringLiteral("yyyyMMdd-HHmmss")));
    QString name = base + QStringLiteral(".db");
    for (int copy = 2;
         QFile::exists(name) || QFile::exists(name + log) || QFile::exists(name + index); ++copy) {
        name = QStringLiteral("%1-%2.db").arg(base).arg(copy);
    }
    return name;
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
    if (flock(file, LOCK_EX) == 0) {
        if (FileIdentity::of(path) != damaged) {
            result = QString();
        } else {
            const QString name = freeName(path);
            // The log first: beside a new database, an old log would be taken for its own.
            const auto move = [&](const QString &suffix) {
                return !QFile::exists(path + suffix) || QFile::rename(path + suffix, name + suffix);
            };
            if (move(log) && move(index) && QFile::rename(path, name)) {
                result = name;
            }
        }
    }
    close(file);
    return result;
}

} // namespace thaw
