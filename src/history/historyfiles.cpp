// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfiles.h"

#include "history/historyfault.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <sys/stat.h>

namespace thaw {

namespace {

const auto log = QStringLiteral("-wal");
const auto index = QStringLiteral("-shm");
const auto journal = QStringLiteral("-journal");

struct HistoryFiles
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HistoryFiles)
};

QString kindOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return HistoryFiles::tr("a folder");
    case S_IFIFO:
        return HistoryFiles::tr("a pipe");
    case S_IFSOCK:
        return HistoryFiles::tr("a socket");
    default:
        return HistoryFiles::tr("a device");
    }
}

bool isFileThere(const QString &path)
{
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) == 0) {
        if (!S_ISREG(status.st_mode)) {
            throw HistoryFault(HistoryFault::Kind::NoFile,
                               HistoryFiles::tr("%1 is %2").arg(path, kindOf(status.st_mode)));
        }
        return true;
    }
    switch (errno) {
    case ENOENT:
        return false;
    case ELOOP:
        throw HistoryFault(HistoryFault::Kind::NoFile,
                           HistoryFiles::tr("%1 is a link that leads in a circle").arg(path));
    default:
        throw HistoryFault(HistoryFault::Kind::CantOpen);
    }
}

} // namespace

QStringList historyFiles(const QString &path)
{
    return {path, path + log, path + index, path + journal};
}

bool isHistoryThere(const QString &path)
{
    // SQLite opens all of them.
    for (const QString &end : {log, index, journal}) {
        static_cast<void>(isFileThere(path + end));
    }
    return isFileThere(path);
}

bool hasUnfinishedChanges(const QString &path)
{
    return QFileInfo(path + log).size() > 0 || QFileInfo(path + journal).size() > 0;
}

} // namespace thaw
