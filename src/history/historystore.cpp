// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historystore.h"

#include "history/historyworker.h"

#include <QDir>
#include <QSemaphore>
#include <QStandardPaths>

#include <utility>

namespace thaw {

HistoryStore::HistoryStore(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_worker(new HistoryWorker(*this))
{
    m_thread.setObjectName(QStringLiteral("history"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    if (!m_thread.isRunning()) {
        QMetaObject::invokeMethod(
                this, [this] { Q_EMIT failed(whyNoThread()); }, Qt::QueuedConnection);
    }
}

HistoryStore::~HistoryStore()
{
    m_ending = true;
    if (!m_thread.isRunning()) {
        delete m_worker;
        return;
    }
    post([](HistoryWorker &worker) { worker.writeRest(); });
    post([](HistoryWorker &) { QThread::currentThread()->quit(); });
    m_thread.wait();
}

QString HistoryStore::pathIn(const QString &dataFolder)
{
    const QString folder =
            dataFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                 : dataFolder;
    return QDir(folder).absoluteFilePath(QStringLiteral("history.db"));
}

QString HistoryStore::whyNoThread() const
{
    return tr("Runs are not recorded: the system refused a thread for the history; close other "
              "programs or raise the limits of processes and memory.");
}

// To the worker's thread, in order.
template <typename Function>
void HistoryStore::post(Function function)
{
    QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, function = std::move(function)]() mutable { function(*worker); },
            Qt::QueuedConnection);
}

void HistoryStore::open()
{
    post([](HistoryWorker &worker) { worker.open(); });
}

RunTicket HistoryStore::begin(const RunRequest &request)
{
    const RunTicket ticket{++m_tickets};
    post([ticket, run = StartedRun::now(request)](HistoryWorker &worker) {
        worker.begin(ticket, run);
    });
    return ticket;
}

void HistoryStore::keep(RunTicket ticket, const RunRecord &record)
{
    if (!m_thread.isRunning()) {
        QMetaObject::invokeMethod(
                this, [this, ticket] { Q_EMIT kept(ticket, false); }, Qt::QueuedConnection);
        return;
    }
    post([ticket, record, endedAt = QDateTime::currentDateTimeUtc()](HistoryWorker &worker) {
        worker.keep(ticket, record, endedAt);
    });
}

quint64 HistoryStore::list(const HistoryQuery &query)
{
    const quint64 request = ++m_newestList;
    if (!m_thread.isRunning()) {
        QMetaObject::invokeMethod(
                this,
                [this, request] { Q_EMIT listed(request, HistoryList{.problem = whyNoThread()}); },
                Qt::QueuedConnection);
    }
    post([request, query](HistoryWorker &worker) { worker.list(request, query); });
    return request;
}

void HistoryStore::readRows(const QList<qint64> &ids)
{
    post([ids](HistoryWorker &worker) { worker.readRows(ids); });
}

void HistoryStore::readRuns(const QList<qint64> &ids)
{
    post([ids](HistoryWorker &worker) { worker.readRuns(ids); });
}

void HistoryStore::remove(const QList<qint64> &ids)
{
    post([ids](HistoryWorker &worker) { worker.remove(ids); });
}

void HistoryStore::lookForChanges()
{
    post([](HistoryWorker &worker) { worker.lookForChanges(); });
}

// Blocks until the thread has answered, or the time is over. With `closed` for the last time.
HistoryStore::Flushed HistoryStore::write(std::chrono::milliseconds limit, Closed *closed)
{
    if (!m_thread.isRunning()) {
        return Flushed::Partly;
    }
    struct Answer
    {
        QSemaphore given;
        bool all = false;
        Closed closed;
    };
    const auto answer = std::make_shared<Answer>(); // which may come when nobody waits any more
    post([answer, isLast = closed != nullptr,
          deadline = QDeadlineTimer(limit)](HistoryWorker &worker) {
        answer->all = worker.writeUntil(deadline);
        if (isLast) {
            answer->closed = worker.giveUpRest();
        }
        answer->given.release();
    });
    constexpr int margin = 500; // for what can't be interrupted
    if (!answer->given.tryAcquire(1, static_cast<int>(limit.count()) + margin)) {
        return Flushed::Hangs;
    }
    if (closed) {
        *closed = answer->closed;
    }
    return answer->all ? Flushed::All : Flushed::Partly;
}

HistoryStore::Flushed HistoryStore::flush(std::chrono::milliseconds limit)
{
    return write(limit, nullptr);
}

HistoryStore::Closed HistoryStore::close(std::chrono::milliseconds limit)
{
    Closed closed;
    if (write(limit, &closed) == Flushed::Hangs) {
        closed.hangs = true;
        closed.problem = tr("Nobody knows whether the last run is recorded: the disk with %1 does "
                            "not answer; check it.")
                                 .arg(m_path);
    }
    return closed;
}

} // namespace thaw

#include "moc_historystore.cpp"
