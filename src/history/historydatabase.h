// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"
#include "history/processmark.h"
#include "history/setaside.h"
#include "history/sqlconnection.h"

#include <QList>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace thaw {

/// The runs in an SQLite file. Several processes may have it open at once. Every function may wait
/// for the disk, and throws a HistoryFault. One thread's.
class HistoryDatabase
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens the file. For writing it is made if there is none, with its folder, brought to the
    /// schema of this version, and runs whose process has died are marked as interrupted. A file
    /// that can't be used is left as it is.
    HistoryDatabase(QString path, Access access);

    /// The same, but waits up to two seconds for another process's lock to pass.
    [[nodiscard]] static std::unique_ptr<HistoryDatabase> openPatiently(const QString &path,
                                                                        Access access);

    /// The file that is open; another one may have taken its place at the path since.
    [[nodiscard]] const FileIdentity &file() const { return m_file; }
    [[nodiscard]] bool isAtItsPath() const { return FileIdentity::of(m_path) == m_file; }
    [[nodiscard]] Access access() const { return m_access; }

    /// Each of these is whole, and lasts, when it has returned.
    qint64 begin(const StartedRun &run);
    /// `id` is what begin() gave, 0 if it didn't; the run is also kept if that row has gone.
    void keep(qint64 id, const StartedRun &run, const RunRecord &record, const QDateTime &endedAt);
    /// Those that are running stay.
    void remove(const QList<qint64> &ids);
    /// Of runs whose process has died. Returns how many were not known as such. If it throws, or is
    /// open to be read only, they are read as interrupted all the same.
    int markInterrupted();

    /// The ids in order. Ends early, with what it has, when `goOn` returns false.
    [[nodiscard]] QList<qint64> ids(const HistoryQuery &query,
                                    const std::function<bool()> &goOn = {}) const;
    /// In the order of the ids; those that are gone are left out.
    [[nodiscard]] QList<HistoryRow> rows(const QList<qint64> &ids) const;
    [[nodiscard]] QList<StoredRun> runs(const QList<qint64> &ids) const;
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] QStringList jobs() const;
    [[nodiscard]] QStringList placements() const;
    /// Another number when another connection has changed something.
    [[nodiscard]] qint64 version() const;

private:
    void openToWrite();
    void lookBeforeWriting();
    void openToRead();
    [[nodiscard]] QList<qint64> runsOfTheDead() const;
    void correct(HistoryRow &row) const;
    [[nodiscard]] QStringList valuesOf(const QString &column) const;

    const QString m_path;
    const Access m_access;
    const ProcessMark m_process = ProcessMark::own();
    FileIdentity m_file;
    std::unique_ptr<SqlConnection> m_connection;
    QSet<qint64> m_dead;    // runs that are interrupted and may not be marked so
    bool m_isBlank = false; // a file without a schema, open to be read
};

} // namespace thaw
