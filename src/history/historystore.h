// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <chrono>
#include <memory>

namespace thaw {

class HistoryWorker;

/// A run that was told to the history, until its end.
enum class RunTicket : quint64 {};

/// The history of runs, in a database that a thread of its own reads and writes: each function
/// returns at once, and a slow or locked disk stalls nobody. It lives on the thread of its owner,
/// where its signals come.
///
/// What can't be written is kept in memory and tried again, for as long as the store lives.
class HistoryStore : public QObject
{
    Q_OBJECT
public:
    /// `path` is the database's; nothing is opened or made before the first request. An empty one
    /// is nowhere: nothing can be recorded, which `failed` tells.
    explicit HistoryStore(QString path, QObject *parent = nullptr);
    /// Tries a last time to write what is left, without waiting for a lock.
    ~HistoryStore() override;

    /// The database of a folder that a person has chosen, or of the user's standard folder for an
    /// empty one.
    [[nodiscard]] static QString pathIn(const QString &dataFolder);
    [[nodiscard]] const QString &path() const { return m_path; }

    /// Opens the database, if that hasn't been done: runs that Thaw died in become interrupted.
    void open();

    /// A run starts: it is there as running, and interrupted if this process dies.
    RunTicket begin(const RunRequest &request);
    /// Its record is made. `kept` follows.
    void keep(RunTicket ticket, const RunRecord &record);

    /// Asks for the runs of a query; `listed` follows. A newer request takes an older one's place.
    quint64 list(const HistoryQuery &query);
    /// Asks for rows of a list; `rowsRead` follows.
    void readRows(const QList<qint64> &ids);
    /// Asks for all of some runs; `runsRead` follows.
    void readRuns(const QList<qint64> &ids);
    /// Deletes runs, but for those that are running; `changed` follows.
    void remove(const QList<qint64> &ids);
    /// Has `changed` emitted if another process has changed something since it was last asked.
    void lookForChanges();

    enum class Flushed {
        All,    ///< all is written
        Partly, ///< something is in the way
        Hangs   ///< the thread is stuck in the system, and destroying the store would wait for it
    };
    /// Blocks until all is written that was asked for, or the time is over.
    Flushed flush(std::chrono::milliseconds limit);

    struct Closed
    {
        bool hangs = false; ///< as Flushed::Hangs
        qint64 lost = 0;    ///< runs that ended and are not recorded
        /// In one sentence, that they aren't, and why; empty if `failed` says it.
        QString problem = {};
    };
    /// The same for the last time: what isn't written by then never is, and nothing is recorded any
    /// more.
    Closed close(std::chrono::milliseconds limit);

Q_SIGNALS:
    /// Whether a run that was to be kept is in the database now: if it is, it outlives this
    /// process, however that ends. If it isn't, `failed` or `delayed` has said why, and it is tried
    /// again.
    void kept(thaw::RunTicket ticket, bool isKept);
    /// Something is wrong, in one sentence. Each kind of fault is told once.
    void failed(const QString &problem);
    /// In one sentence: runs wait for another program's lock to pass, and it is tried again and
    /// again. Told once.
    void delayed(const QString &problem);
    void changed();
    void listed(quint64 request, const thaw::HistoryList &list);
    void rowsRead(const QList<thaw::HistoryRow> &rows);
    void runsRead(const QList<qint64> &asked, const QList<thaw::StoredRun> &runs);

private:
    friend class HistoryWorker;
    [[nodiscard]] QString whyNoThread() const;
    template <typename Function>
    void post(Function function);
    [[nodiscard]] Flushed write(std::chrono::milliseconds limit, Closed *closed);

    const QString m_path;
    QThread m_thread;
    HistoryWorker *m_worker = nullptr; // lives on m_thread, and is deleted there
    quint64 m_tickets = 0;
    std::atomic<quint64> m_newestList = 0;
    std::atomic<bool> m_ending = false;
};

} // namespace thaw
