// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/poolplacement.h"

#include "runners/jobworker.h"

#include <QCoreApplication>
#include <QRunnable>
#include <QSemaphore>
#include <QThreadPool>

#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace thaw {

namespace {

/// The pool, whose threads stay once they have been started.
struct Pool
{
    Pool() { threads.setExpiryTimeout(-1); }

    QThreadPool threads;
    bool wasUsed = false; // so one of its threads is there
};

// QThreadPool doesn't notice when the system refuses it a thread, and the task would never run.
bool systemHasAThread()
{
    try {
        std::thread([] {}).join();
        return true;
    } catch (const std::system_error &) {
        return false;
    }
}

class PoolRunner : public Runner, private QRunnable
{
    Q_DECLARE_TR_FUNCTIONS(thaw::PoolRunner)
public:
    explicit PoolRunner(std::shared_ptr<Pool> pool, int size)
        : m_pool(std::move(pool))
    {
        setAutoDelete(false);
        m_pool->threads.setMaxThreadCount(size);
    }

    ~PoolRunner() override
    {
        if (m_worker && !m_pool->threads.tryTake(this)) {
            m_done->acquire();
        }
    }

    void start(JobWorker &worker) override
    {
        if ((!m_pool->wasUsed || m_pool->threads.activeThreadCount() > 0) && !systemHasAThread()) {
            worker.fail(noThread());
            return;
        }
        m_pool->wasUsed = true;
        m_worker = &worker;
        worker.takeThread(QStringLiteral("pool"));
        m_pool->threads.start(this);
    }

private:
    void run() override
    {
        const std::shared_ptr<QSemaphore> done = m_done; // outlives this object
        m_worker->work();
        done->release();
    }

    const std::shared_ptr<Pool> m_pool;
    const std::shared_ptr<QSemaphore> m_done = std::make_shared<QSemaphore>();
    JobWorker *m_worker = nullptr;
};

} // namespace

PlacementDescriptor poolPlacement()
{
    return {
            .id = QStringLiteral("pool"),
            .title = PoolRunner::tr("Thread pool"),
            .summary = PoolRunner::tr(
                    "A thread of a pool is borrowed for the job, and given back at its end for "
                    "the next one."),
            .where = PoolRunner::tr("on a pool's thread"),
            .freezesWindow = false,
            .make =
                    [pool = std::make_shared<Pool>()](const PlacementSettings &settings) {
                        return std::make_unique<PoolRunner>(pool, settings.poolSize);
                    },
    };
}

} // namespace thaw
