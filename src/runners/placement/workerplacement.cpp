// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/workerplacement.h"

#include "runners/jobworker.h"

#include <QCoreApplication>
#include <QThread>

namespace thaw {

namespace {

class WorkerRunner : public Runner
{
    Q_DECLARE_TR_FUNCTIONS(thaw::WorkerRunner)
public:
    explicit WorkerRunner(const QString &threadName) { m_thread.setObjectName(threadName); }

    ~WorkerRunner() override
    {
        m_thread.quit();
        m_thread.wait();
    }

    void start(JobWorker &worker) override
    {
        worker.takeThread(m_thread.objectName()); // before the thread that reads it starts
        m_thread.start();
        if (!m_thread.isRunning()) {
            worker.fail(noThread());
            return;
        }
        worker.moveToThread(&m_thread);
        // Queued: the call is handled by the event loop of the thread that the worker lives on now.
        QMetaObject::invokeMethod(&worker, &JobWorker::work, Qt::QueuedConnection);
    }

private:
    QThread m_thread;
};

} // namespace

std::unique_ptr<Runner> workerRunner(const QString &threadName)
{
    return std::make_unique<WorkerRunner>(threadName);
}

PlacementDescriptor workerPlacement()
{
    return {
            .id = QStringLiteral("worker"),
            .title = WorkerRunner::tr("Worker thread"),
            .summary = WorkerRunner::tr(
                    "The worker object lives on a QThread of its own and talks to the window by "
                    "queued signals; the window stays responsive."),
            .where = WorkerRunner::tr("on a worker thread"),
            .freezesWindow = false,
            .make =
                    [](const PlacementSettings &) {
                        return workerRunner(QStringLiteral("worker"));
                    },
    };
}

} // namespace thaw
