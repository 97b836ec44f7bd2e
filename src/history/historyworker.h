// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historydatabase.h"
#include "history/historyfault.h"
#include "history/historystore.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace thaw {

/// The half of the store that lives on its thread and has the database. Everything but the
/// constructor is called on that thread.
class HistoryWorker : public QObject
{
    Q_OBJECT
public:
    explicit HistoryWorker(HistoryStore &store);

    void open();
    void begin(RunTicket ticket, const StartedRun &run);
    void keep(RunTicket ticket, const RunRecord &record, const QDateTime &endedAt);
    void remove(const QList<qint64> &ids);
    void list(quint64 request, const HistoryQuery &query);
    void readRows(const QList<qint64> &ids);
    void readRuns(const QList<qint64> &ids);
    void lookForChanges();
    /// Writes what waits to be, in order, until something is in the way.
    void write();
    /// The same if anything waits.
    void writeRest();
    /// The same again and again until then. Returns whether all runs are written; of a long removal
    /// a part may be left.
    bool writeUntil(QDeadlineTimer deadline);
    /// Forgets what isn't written, for good, and says what that is.
    [[nodiscard]] HistoryStore::Closed giveUpRest();

private:
    /// A run that was told and isn't in the database to its end.
    struct Known
    {
        StartedRun run;
        qint64 id = 0; ///< 0: it has no row yet
    };
    /// What waits to be written: a run's beginning, its end, or a removal.
    struct Task
    {
        RunTicket ticket = {};
        std::optional<RunRecord> record = {};
        QDateTime endedAt = {};
        QList<qint64> removed = {};
        bool isTold = false; ///< it was told that it could not be written at once
        QElapsedTimer waiting = {};
    };

    HistoryDatabase &database(HistoryDatabase::Access access);
    void add(Task task);
    void perform(HistoryDatabase &database, const Task &task);
    void finish(const Task &task);
    void forgetIds();
    bool findInterrupted(HistoryDatabase &database);
    bool overcome(const HistoryFault &fault);
    void waitFor(const HistoryFault &fault);
    void waitForLock(const HistoryFault &fault);
    void refuse(qint64 leastMs);
    void giveUp(const HistoryFault &fault);
    [[nodiscard]] std::optional<HistoryFault> tryToRead(
            const std::function<void(HistoryDatabase &)> &read);
    void tell(const HistoryFault &fault);
    void tellOnce(int kind, const QString &problem);
    void tellKept(RunTicket ticket, bool isKept);
    template <typename Function>
    void emitLater(Function function);

    HistoryStore &m_store;
    std::unique_ptr<HistoryDatabase> m_database;
    FileIdentity m_opened; // the file as it was just before it was opened
    QHash<RunTicket, Known> m_known;
    std::deque<Task> m_tasks;
    QTimer m_again;
    QElapsedTimer m_blocked; // since the first of a row of failures
    QSet<int> m_told;
    bool m_toldOfLock = false;
    qint64 m_version = 0;
    int m_damages = 0;
    std::optional<HistoryFault> m_lastFault; // of the last try to write
    bool m_isOver = false;                   // the rest was given up
};

} // namespace thaw
