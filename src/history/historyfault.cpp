// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfault.h"

#include "history/historyfiles.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace thaw {

namespace {

// Whether this process may open no file more: SQLite only says that it can't.
bool hasNoFileLeft()
{
    const int one = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (one >= 0) {
        close(one);
    }
    return one < 0 && (errno == EMFILE || errno == ENFILE);
}

// Whether a limit of this process (ulimit -f), and not the disk, keeps a file from growing.
bool isSizeLimited(const QString &path)
{
    constexpr qint64 step = 32 << 10; // the largest by which one grows
    rlimit limit = {};
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return false;
    }
    const QStringList files = historyFiles(path);
    return std::ranges::any_of(files, [&](const QString &file) {
        return static_cast<rlim_t>(QFileInfo(file).size() + step) >= limit.rlim_cur;
    });
}

QString sizeLimited(const QString &path)
{
    return HistoryFault::
            tr("%1 can't grow, since the size of files is limited; raise the limit (ulimit -f).")
                    .arg(path);
}

// SQLite's result codes; but for these, the higher bits say more than is needed here.
HistoryFault::Kind kindOf(int code)
{
    switch (code) {
    case 4874: // SQLITE_IOERR_SHMSIZE: the file beside the log can't grow
        return HistoryFault::Kind::Full;
    case 776: // SQLITE_READONLY_ROLLBACK: whoever made the journal has died
        return HistoryFault::Kind::CutShort;
    case 3082: // SQLITE_IOERR_NOMEM
    case 5386: // SQLITE_IOERR_SHMMAP
        return HistoryFault::Kind::NoMemory;
    default:
        break;
    }
    switch (code & 0xff) {
    case 7: // SQLITE_NOMEM
        return HistoryFault::Kind::NoMemory;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return HistoryFault::Kind::Locked;
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
        return HistoryFault::Kind::ReadOnly;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return HistoryFault::Kind::Corrupt;
    case 13: // SQLITE_FULL
        return HistoryFault::Kind::Full;
    case 14: // SQLITE_CANTOPEN
    case 23: // SQLITE_AUTH
        return HistoryFault::Kind::CantOpen;
    default:
        return HistoryFault::Kind::Unwritable;
    }
}

} // namespace

HistoryFault HistoryFault::of(const QSqlError &error)
{
    const Kind kind = kindOf(error.nativeErrorCode().toInt());
    const bool mayBeStarved = kind == Kind::CantOpen || kind == Kind::Unwritable;
    return {mayBeStarved && hasNoFileLeft() ? Kind::NoFileLeft : kind, error.databaseText()};
}

bool HistoryFault::mayPass() const
{
    return m_kind != Kind::NoDriver && m_kind != Kind::NoFolder && m_kind != Kind::Newer
           && m_kind != Kind::Foreign;
}

QString HistoryFault::reason(const QString &path) const
{
    switch (m_kind) {
    case Kind::NoDriver:
        return m_detail.isEmpty()
                       ? tr("Qt's SQLite plugin is missing; install libqt6sql6-sqlite.")
                       : tr("Qt's SQLite plugin can't be loaded (%1); close other programs, or "
                            "raise the limits of memory and of open files.")
                                 .arg(m_detail);
    case Kind::NoMemory:
        return tr("there is too little memory for %1; close other programs, or raise the limit "
                  "(ulimit -v).")
                .arg(path);
    case Kind::NoFileLeft:
        return tr("Thaw may open no file more, not even %1; raise the limit (ulimit -n).")
                .arg(path);
    case Kind::NoFolder:
        return tr("there is no home folder, for HOME is not set and the account has none; set "
                  "HOME, or choose a folder by --data.");
    case Kind::CantOpen:
        return tr("%1 can't be opened; check the folder and its permissions, or choose another by "
                  "--data.")
                .arg(path);
    case Kind::NoFile:
        return tr("%1 and is left as it is; move it away, or choose another folder by --data.")
                .arg(m_detail);
    case Kind::CutShort:
        return tr("a change of %1 was cut short and can't be undone without the right to write; "
                  "check the permissions of the file and its folder.")
                .arg(path);
    case Kind::ReadOnly:
        return tr("%1 is read-only; check its permissions, or choose another folder by --data.")
                .arg(path);
    case Kind::Locked:
        return tr("another program keeps %1 locked; end that program.").arg(path);
    case Kind::Full:
        if (isSizeLimited(path)) {
            return sizeLimited(path);
        }
        return tr("the disk with %1 is full; make room on it.").arg(path);
    case Kind::Unwritable:
        if (isSizeLimited(path)) {
            return sizeLimited(path);
        }
        return tr("%1 can't be used (%2); check the disk.").arg(path, m_detail);
    case Kind::Corrupt:
        return tr("%1 is damaged and can't be set aside; move it away.").arg(path);
    case Kind::Newer:
        return tr("%1 is of a newer version of Thaw and is left as it is; update Thaw, or choose "
                  "another folder by --data.")
                .arg(path);
    case Kind::Foreign:
        return tr("%1 is another program's database and is left as it is; choose another folder by "
                  "--data.")
                .arg(path);
    }
    Q_UNREACHABLE();
}

QString HistoryFault::whyNotRecorded(const QString &path) const
{
    return (m_kind == Kind::Locked ? tr("The run waits to be recorded: %1")
                                   : tr("Runs are not recorded: %1"))
            .arg(reason(path));
}

QString HistoryFault::whyLost(const QString &path, qint64 runs, bool isBegun) const
{
    if (runs > 1) {
        return tr("The last %1 runs are not recorded: %2").arg(runs).arg(reason(path));
    }
    return (isBegun ? tr("How the run ended is not recorded: %1")
                    : tr("The run is not recorded: %1"))
            .arg(reason(path));
}

QString HistoryFault::whyNotRead(const QString &path) const
{
    return m_kind == Kind::Corrupt
                   ? tr("The history can't be read: %1 is damaged; the next run sets it aside and "
                        "begins a new one.")
                             .arg(path)
                   : tr("The history can't be read: %1").arg(reason(path));
}

} // namespace thaw
