// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfault.h"

#include <QCoreApplication>
#include <QSqlError>

namespace thaw {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::History", text);
}

// SQLite's result codes; but for one, the higher bits say more than is needed here.
HistoryFault::Kind kindOf(int code)
{
    if (code == 4874) { // SQLITE_IOERR_SHMSIZE: the file beside the log can't grow
        return HistoryFault::Kind::Full;
    }
    switch (code & 0xff) {
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
    return {kindOf(error.nativeErrorCode().toInt()), error.databaseText()};
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
        return tr("Qt's SQLite plugin is missing; install libqt6sql6-sqlite.");
    case Kind::NoFolder:
        return tr("there is no home folder, for HOME is not set and the account has none; set "
                  "HOME, or choose a folder by --data.");
    case Kind::CantOpen:
        return tr("%1 can't be opened; check the folder and its permissions, or choose another by "
                  "--data.")
                .arg(path);
    case Kind::ReadOnly:
        return tr("%1 is read-only; check its permissions, or choose another folder by --data.")
                .arg(path);
    case Kind::Locked:
        return tr("another program keeps %1 locked; end that program.").arg(path);
    case Kind::Full:
        return tr("the disk with %1 is full; make room on it.").arg(path);
    case Kind::Unwritable:
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
    return (m_kind == Kind::Locked ? tr("The run is not recorded yet: %1")
                                   : tr("Runs are not recorded: %1"))
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
