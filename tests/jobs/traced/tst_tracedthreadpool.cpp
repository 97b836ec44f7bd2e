// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runaccess.h"
#include "jobs/traced/promise.h"
#include "jobs/traced/threadpool.h"
#include "jobs/traced/tracedrun.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <pthread.h>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Future;
using traced::Promise;
using traced::ThreadPool;

namespace {

const QString poolName = QStringLiteral("Pool");

QString systemName()
{
    char name[32] = {};
    pthread_getname_np(pthread_self(), name, sizeof name);
    return QString::fromUtf8(name);
}

} // namespace

class TestTracedThreadPool : public QObject
{
    Q_OBJECT

    std::unique_ptr<TracedRun> m_run;

    Future<int> submit(ThreadPool &pool, std::function<int()> task)
    {
        const auto promise =
                std::make_shared<Promise<int>>(m_run->context, QStringLiteral("the result"));
        Future<int> future = promise->future(); // before it may be finished
        pool.start([promise, task = std::move(task)] {
            promise->start();
            try {
                promise->addResult(task());
            } catch (const std::exception &) {
                promise->setException(std::current_exception());
            }
            promise->finish();
        });
        return future;
    }

private Q_SLOTS:
    void init() { m_run = std::make_unique<TracedRun>(); }
    void cleanup() { m_run.reset(); }

    void itsThreadsHaveNamesAndALaneEach()
    {
        std::latch allHaveOne(3);
        std::vector<QString> names(3);
        std::vector<QString> systemNames(3);
        ThreadPool pool(m_run->context, poolName, 3);
        for (std::size_t task = 0; task < 3; ++task) {
            pool.start([&, task] {
                names[task] = currentThreadName();
                systemNames[task] = systemName();
                allHaveOne.arrive_and_wait();
            });
        }
        pool.waitForDone();
        std::ranges::sort(names);
        std::ranges::sort(systemNames);
        const std::vector expected{QStringLiteral("Pool-1"), QStringLiteral("Pool-2"),
                                   QStringLiteral("Pool-3")};
        QCOMPARE(names, expected);
        QCOMPARE(systemNames, expected);
        QCOMPARE(pool.threadsUsed(), 3);
        std::vector<QString> lanes;
        for (const Lane &lane : m_run->channel.take().lanes) {
            if (lane.name.startsWith(poolName)) {
                lanes.push_back(lane.name);
            }
        }
        std::ranges::sort(lanes);
        QCOMPARE(lanes, expected);
    }

    void doesManyTasksOnFewThreads()
    {
        std::atomic<int> done = 0;
        ThreadPool pool(m_run->context, poolName, 2);
        for (int task = 0; task < 100; ++task) {
            pool.start([&] { ++done; });
        }
        pool.waitForDone();
        QCOMPARE(done, 100);
        QVERIFY(pool.threadsUsed() <= 2);
        const RunUpdate update = m_run->channel.take();
        QVERIFY(update.lanes.size() <= 4);   // those two, the job's and the GUI thread's
        QVERIFY(update.threads.size() <= 2); // what each task cost is added up
    }

    void resultsAndFailuresComeOutOfTheFutures()
    {
        ThreadPool pool(m_run->context, poolName, 2);
        std::vector<Future<int>> futures;
        for (int task = 0; task < 10; ++task) {
            futures.push_back(submit(pool, [task] {
                if (task == 3) {
                    throw std::runtime_error("three");
                }
                return task * task;
            }));
        }
        for (int task = 0; task < 10; ++task) {
            Future<int> &future = futures[static_cast<std::size_t>(task)];
            if (task == 3) {
                QVERIFY_THROWS_EXCEPTION(std::runtime_error, future.result());
            } else {
                QCOMPARE(future.result(), task * task);
            }
            QVERIFY(future.isFinished());
        }
        QVERIFY(!RunAccess(m_run->context).failure());
    }

    void tracesWhatIsWaitedFor()
    {
        {
            ThreadPool pool(m_run->context, poolName, 1);
            Future<int> future = submit(pool, [this] {
                m_run->context.sleep(30ms);
                return 1;
            });
            QVERIFY(!future.isFinished());
            QCOMPARE(future.result(), 1);
        }
        const std::vector<Span> spans = m_run->channel.take().spans;
        QVERIFY(std::ranges::any_of(spans, [](const Span &span) {
            return span.state == LaneState::Waiting && span.object == QLatin1String("the result");
        }));
        QVERIFY(std::ranges::any_of(
                spans, [](const Span &span) { return span.state == LaneState::Sleeping; }));
    }

    void aTaskThatThrowsFailsTheRun()
    {
        {
            ThreadPool pool(m_run->context, poolName, 2);
            pool.start([] { throw std::runtime_error("broken"); });
        }
        QVERIFY(RunAccess(m_run->context).failure());
        QCOMPARE(m_run->control.stopReason(), StopReason::JobFailed);
    }

    void aWaitForAResultCanBeCanceled()
    {
        ThreadPool pool(m_run->context, poolName, 1);
        Future<int> future = submit(pool, [this] {
            m_run->context.sleep(1h);
            return 1;
        });
        QVERIFY(m_run->isCanceled([&] { static_cast<void>(future.result()); }));
    }

    void aWaitForAllTasksCanBeCanceled()
    {
        ThreadPool pool(m_run->context, poolName, 1);
        pool.start([this] { m_run->context.sleep(1h); });
        QVERIFY(m_run->isCanceled([&] { pool.waitForDone(); }));
    }

    void destroyedItWaitsForItsTasks()
    {
        std::atomic<int> done = 0;
        {
            ThreadPool pool(m_run->context, poolName, 2);
            for (int task = 0; task < 6; ++task) {
                pool.start([&] {
                    m_run->context.sleep(5ms);
                    ++done;
                });
            }
        }
        QCOMPARE(done, 6);
    }

    void destroyedByAnExceptionItStopsTheRunAndDropsWhatHasNotBegun()
    {
        std::atomic<int> done = 0;
        try {
            ThreadPool pool(m_run->context, poolName, 1);
            for (int task = 0; task < 100; ++task) {
                pool.start([&] {
                    m_run->context.sleep(1h);
                    ++done;
                });
            }
            throw std::runtime_error("the lesson fails");
        } catch (const std::runtime_error &) {
            QCOMPARE(done, 0);
        }
        QVERIFY(m_run->control.stopRequested());
    }

    void aPauseStopsItsTasks()
    {
        std::atomic<int> steps = 0;
        std::atomic<bool> enough = false;
        ThreadPool pool(m_run->context, poolName, 2);
        for (int task = 0; task < 2; ++task) {
            pool.start([&] {
                while (!enough) {
                    m_run->context.point();
                    ++steps;
                }
            });
        }
        QTRY_VERIFY(steps > 0);
        m_run->control.pause();
        std::this_thread::sleep_for(50ms); // each comes to its next step
        const int before = steps;
        std::this_thread::sleep_for(50ms);
        QCOMPARE(steps, before);
        m_run->control.resume();
        QTRY_VERIFY(steps > before);
        enough = true;
        pool.waitForDone();
    }
};

QTEST_GUILESS_MAIN(TestTracedThreadPool)
#include "tst_tracedthreadpool.moc"
