// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyworker.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr qint64 patienceMs = 2000; // with another program's lock, before anything is said of it
constexpr auto lockPause = 50ms;
constexpr auto faultPause = 3s;
constexpr std::size_t mostTasks = 10'000; // in memory, while nothing can be written
// At once, since all else waits meanwhile, another process, too; and the pause in which that has
// its turn. SQLite's wait for a lock is a row of looks at it, of which one has to meet the pause.
constexpr qsizetype removedAtOnce = 500;
constexpr auto removalPause = 30ms;
constexpr int mostDamages = 3; // files that are set aside by one process
constexpr int toldOfSettingAside = -1;

} // namespace

HistoryWorker::HistoryWorker(HistoryStore &store)
    : m_store(store)
    , m_again(this)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HistoryWorker::write);
}

// To the store's thread; nothing if it is gone by then.
template <typename Function>
void HistoryWorker::emitLater(Function function)
{
    QMetaObject::invokeMethod(
            &m_store, [&store = m_store, function = std::move(function)] { function(store); },
            Qt::QueuedConnection);
}

void HistoryWorker::open()
{
    write();
}

void HistoryWorker::begin(RunTicket ticket, const StartedRun &run)
{
    m_known.insert(ticket, {run, 0});
    add({.ticket = ticket});
}

void HistoryWorker::keep(RunTicket ticket, const RunRecord &record, const QDateTime &endedAt)
{
    add({.ticket = ticket, .record = record, .endedAt = endedAt});
}

void HistoryWorker::remove(const QList<qint64> &ids)
{
    if (!ids.isEmpty()) {
        add({.removed = ids});
    }
}

void HistoryWorker::add(Task task)
{
    if (m_isOver) {
        return;
    }
    task.waiting.start();
    // Runs go before what is still to be removed.
    const auto firstRemoval = std::ranges::find_if(
            m_tasks, [](const Task &waiting) { return !waiting.removed.isEmpty(); });
    m_tasks.insert(task.removed.isEmpty() ? firstRemoval : m_tasks.end(), std::move(task));
    if (m_tasks.size() > mostTasks) {
        if (m_tasks.front().record) {
            m_known.remove(m_tasks.front().ticket);
        }
        m_tasks.pop_front();
    }
    write();
}

// The open database, opened anew if another file has taken its place, or if it was open only to be
// read and is to be written.
HistoryDatabase &HistoryWorker::database(HistoryDatabase::Access access)
{
    const bool toWrite = access == HistoryDatabase::Access::ReadWrite;
    const bool isEnough =
            m_database && (!toWrite || m_database->access() == HistoryDatabase::Access::ReadWrite);
    if (!isEnough || !m_database->isAtItsPath()) {
        if (m_database && !m_database->isAtItsPath()) {
            forgetIds();
        }
        m_database.reset();
        m_opened = FileIdentity::of(m_store.path());
        m_database = std::make_unique<HistoryDatabase>(m_store.path(), access);
    }
    return *m_database;
}

// Those of a file that is gone: in another they are of other runs, or will be.
void HistoryWorker::forgetIds()
{
    for (Known &known : m_known) {
        known.id = 0;
    }
    std::erase_if(m_tasks, [](const Task &task) { return !task.removed.isEmpty(); });
}

void HistoryWorker::write()
{
    m_again.stop();
    for (bool goOn = true; goOn;) {
        try {
            HistoryDatabase &database = this->database(HistoryDatabase::Access::ReadWrite);
            while (!m_tasks.empty()) {
                Task &task = m_tasks.front();
                perform(database, task);
                if (!database.isAtItsPath()) {
                    break; // it went into a file that has just been set aside or deleted: again
                }
                finish(task);
                if (task.removed.size() > removedAtOnce) {
                    task.removed.remove(0, removedAtOnce);
                    m_blocked.invalidate();
                    m_again.start(removalPause);
                    return;
                }
                m_tasks.pop_front();
            }
            m_blocked.invalidate();
            m_lastFault.reset();
            goOn = !m_tasks.empty();
        } catch (const HistoryFault &fault) {
            m_lastFault = fault;
            goOn = overcome(fault);
        }
    }
}

void HistoryWorker::writeRest()
{
    if (!m_tasks.empty()) {
        write();
    }
}

bool HistoryWorker::writeUntil(QDeadlineTimer deadline)
{
    writeRest();
    while (!m_tasks.empty() && !deadline.hasExpired()) {
        QThread::msleep(20);
        write();
    }
    return std::ranges::all_of(m_tasks, [](const Task &task) { return !task.removed.isEmpty(); });
}

HistoryStore::Closed HistoryWorker::giveUpRest()
{
    m_isOver = true;
    m_again.stop();
    HistoryStore::Closed closed;
    closed.lost = std::ranges::count_if(m_tasks,
                                        [](const Task &task) { return task.record.has_value(); });
    if (closed.lost > 0 && m_lastFault && m_lastFault->kind() == HistoryFault::Kind::Locked) {
        const bool isBegun =
                std::ranges::any_of(m_known, [](const Known &known) { return known.id != 0; });
        closed.problem = m_lastFault->whyLost(m_store.path(), closed.lost, isBegun);
    }
    m_tasks.clear();
    return closed;
}

void HistoryWorker::perform(HistoryDatabase &database, const Task &task)
{
    if (!task.removed.isEmpty()) {
        database.remove(task.removed.first(std::min(task.removed.size(), removedAtOnce)));
        return;
    }
    const auto known = m_known.find(task.ticket);
    if (known == m_known.end()) {
        return;
    }
    if (task.record) {
        database.keep(known->id, known->run, *task.record, task.endedAt);
    } else {
        known->id = database.begin(known->run);
    }
}

void HistoryWorker::finish(const Task &task)
{
    if (task.record) {
        m_known.remove(task.ticket);
        tellKept(task.ticket, true);
    }
    emitLater([](HistoryStore &store) { Q_EMIT store.changed(); });
}

void HistoryWorker::tellKept(RunTicket ticket, bool isKept)
{
    emitLater([ticket, isKept](HistoryStore &store) { Q_EMIT store.kept(ticket, isKept); });
}

// Whether writing can go on at once.
bool HistoryWorker::overcome(const HistoryFault &fault)
{
    if (fault.kind() == HistoryFault::Kind::Corrupt && m_damages < mostDamages) {
        ++m_damages;
        const FileIdentity damaged = m_database ? m_database->file() : m_opened;
        m_database.reset();
        forgetIds();
        if (const auto kept = setAside(m_store.path(), damaged)) {
            if (!kept->isEmpty()) {
                tellOnce(toldOfSettingAside,
                         tr("The history was damaged: it is kept as %1, and a new one has "
                            "begun in its place.")
                                 .arg(*kept));
            }
            return true;
        }
    }
    if (fault.mayPass()) {
        waitFor(fault);
    } else {
        giveUp(fault);
    }
    return false;
}

void HistoryWorker::waitFor(const HistoryFault &fault)
{
    if (!m_blocked.isValid()) {
        m_blocked.start();
    }
    if (fault.kind() == HistoryFault::Kind::Locked) {
        waitForLock(fault);
        return;
    }
    tell(fault);
    refuse(0);
    if (!m_tasks.empty()) {
        m_again.start(faultPause);
    }
}

// Each run that has ended has its own patience, however long the lock has been there before.
void HistoryWorker::waitForLock(const HistoryFault &fault)
{
    const bool isImpatient = m_store.m_ending;
    if (isImpatient || m_blocked.elapsed() >= patienceMs) {
        if (!std::exchange(m_toldOfLock, true)) {
            emitLater([problem = fault.whyNotRecorded(m_store.path())](HistoryStore &store) {
                Q_EMIT store.delayed(problem);
            });
        }
        refuse(isImpatient ? 0 : patienceMs);
    }
    if (!m_tasks.empty() || (!isImpatient && m_blocked.elapsed() < patienceMs)) {
        m_again.start(lockPause);
    }
}

// Tells of the runs that have waited for so long that they aren't recorded yet.
void HistoryWorker::refuse(qint64 leastMs)
{
    for (Task &task : m_tasks) {
        if (task.record && task.waiting.elapsed() >= leastMs && !std::exchange(task.isTold, true)) {
            tellKept(task.ticket, false);
        }
    }
}

void HistoryWorker::giveUp(const HistoryFault &fault)
{
    tell(fault);
    for (const Task &task : m_tasks) {
        if (task.record) {
            m_known.remove(task.ticket);
            tellKept(task.ticket, false);
        }
    }
    m_tasks.clear();
}

void HistoryWorker::tell(const HistoryFault &fault)
{
    tellOnce(static_cast<int>(fault.kind()), fault.whyNotRecorded(m_store.path()));
}

void HistoryWorker::tellOnce(int kind, const QString &problem)
{
    if (!m_told.contains(kind)) {
        m_told.insert(kind);
        emitLater([problem](HistoryStore &store) { Q_EMIT store.failed(problem); });
    }
}

// What can't be opened to be written can often still be read.
std::optional<HistoryFault> HistoryWorker::tryToRead(
        const std::function<void(HistoryDatabase &)> &read)
{
    try {
        if (!m_database) {
            write(); // opens it, too, and overcomes what can be overcome
        }
        read(database(HistoryDatabase::Access::ReadOnly));
    } catch (const HistoryFault &fault) {
        if (fault.kind() == HistoryFault::Kind::Corrupt && m_database
            && m_database->access() == HistoryDatabase::Access::ReadWrite) {
            overcome(fault);
        }
        return fault;
    }
    return std::nullopt;
}

// Runs of processes that have died since the database was opened. Returns whether there were any.
bool HistoryWorker::findInterrupted(HistoryDatabase &database)
{
    try {
        return database.markInterrupted() > 0;
    } catch (const HistoryFault &fault) {
        if (fault.kind() == HistoryFault::Kind::Corrupt) {
            throw;
        }
        return false; // they are read all the same, and marked another time
    }
}

void HistoryWorker::list(quint64 request, const HistoryQuery &query)
{
    const auto isNewest = [this, request] {
        return request == m_store.m_newestList && !m_store.m_ending;
    };
    if (!isNewest()) {
        return;
    }
    if (m_database && m_database->access() == HistoryDatabase::Access::ReadOnly) {
        m_database.reset(); // what was in the way of writing may have passed
    }
    HistoryList list;
    const auto fault = tryToRead([&](HistoryDatabase &database) {
        findInterrupted(database);
        list = {.ids = database.ids(query, isNewest),
                .total = database.count(),
                .jobs = database.jobs(),
                .placements = database.placements(),
                .problem = {}};
        m_version = database.version();
    });
    if (fault) {
        list.problem = fault->whyNotRead(m_store.path());
    }
    if (isNewest()) {
        emitLater([request, list](HistoryStore &store) { Q_EMIT store.listed(request, list); });
    }
}

void HistoryWorker::readRows(const QList<qint64> &ids)
{
    QList<HistoryRow> rows;
    if (!tryToRead([&](HistoryDatabase &database) { rows = database.rows(ids); })) {
        emitLater([rows](HistoryStore &store) { Q_EMIT store.rowsRead(rows); });
    }
}

void HistoryWorker::readRuns(const QList<qint64> &ids)
{
    QList<StoredRun> runs;
    if (!tryToRead([&](HistoryDatabase &database) { runs = database.runs(ids); })) {
        emitLater([ids, runs](HistoryStore &store) { Q_EMIT store.runsRead(ids, runs); });
    }
}

void HistoryWorker::lookForChanges()
{
    bool isChanged = false;
    const auto fault = tryToRead([&](HistoryDatabase &database) {
        const bool haveDied = findInterrupted(database);
        const qint64 version = database.version();
        isChanged = haveDied || version != std::exchange(m_version, version);
    });
    if (isChanged || fault) {
        emitLater([](HistoryStore &store) { Q_EMIT store.changed(); });
    }
}

} // namespace thaw

#include "moc_historyworker.cpp"
