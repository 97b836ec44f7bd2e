// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/tracedharness.h"

#include <QTest>

#include <exception>
#include <memory>
#include <stdexcept>

#include <pthread.h>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Mutex;
using traced::Thread;

class TestTracedThread : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedHarness> m_run;

    static QString name() { return QStringLiteral("Worker"); }
    [[nodiscard]] JobContext &context() { return m_run->context(); }

    // What a thread does that ends only when the run must stop.
    void workForEver()
    {
        for (;;) {
            context().sleep(1ms);
        }
    }

private Q_SLOTS:
    void init() { m_run = std::make_unique<TracedHarness>(); }

    void runsItsFunctionOnAThreadOfThatName()
    {
        QString inThaw;
        QString inSystem;
        bool isOther = false;
        Thread thread(context(), name(), [&, test = std::this_thread::get_id()] {
            inThaw = currentThreadName();
            char text[32] = {};
            pthread_getname_np(pthread_self(), text, sizeof text);
            inSystem = QString::fromUtf8(text);
            isOther = std::this_thread::get_id() != test;
        });
        thread.start();
        thread.wait();
        QCOMPARE(inThaw, name());
        QCOMPARE(inSystem, name());
        QVERIFY(isOther);
        QCOMPARE(thread.name(), name());
    }

    void runsFromItsStartToItsEnd()
    {
        std::atomic<bool> mayEnd = false;
        Thread thread(context(), name(), [&] {
            while (!mayEnd) {
                std::this_thread::sleep_for(1ms);
            }
        });
        QVERIFY(!thread.isRunning());
        QVERIFY(!thread.isFinished());
        thread.start();
        QVERIFY(thread.isRunning());
        mayEnd = true;
        thread.wait();
        QVERIFY(!thread.isRunning());
        QVERIFY(thread.isFinished());
    }

    // What a thread has written is there after the wait: ThreadSanitizer would tell.
    void handsOverWhatItHasWritten()
    {
        int written = 0;
        Thread thread(context(), name(), [&] { written = 7; });
        thread.start();
        thread.wait();
        QCOMPARE(written, 7);
    }

    void refusesASecondStart()
    {
        int runs = 0;
        Thread thread(context(), name(), [&] { ++runs; });
        thread.start();
        thread.wait();
        try {
            thread.start();
            QFAIL("it was started again");
        } catch (const std::runtime_error &error) {
            const QString message = QString::fromUtf8(error.what());
            QVERIFY(message.contains(name()));
            QVERIFY(message.contains(QLatin1String("started before")));
        }
        QCOMPARE(runs, 1);
    }

    void aThreadThatThrowsFailsTheRunAndStopsTheOthers()
    {
        Thread other(context(), QStringLiteral("Other"), [&] { workForEver(); });
        Thread thread(context(), name(), [] { throw std::runtime_error("out of paper"); });
        other.start();
        thread.start();
        QTRY_VERIFY(other.isFinished());
        QCOMPARE(m_run->control().stopReason(), StopReason::JobFailed);
        QVERIFY(RunAccess(context()).failure());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 std::rethrow_exception(RunAccess(context()).failure()));
    }

    void aCanceledThreadIsNoFailure()
    {
        Thread thread(context(), name(), [&] { workForEver(); });
        thread.start();
        m_run->control().requestStop(StopReason::User);
        QTRY_VERIFY(thread.isFinished());
        QVERIFY(!RunAccess(context()).failure());
    }

    void aWaitForItsEndCanBeCanceled()
    {
        std::atomic<bool> mayEnd = false;
        Thread thread(context(), name(), [&] {
            while (!mayEnd) {
                std::this_thread::sleep_for(1ms);
            }
        });
        thread.start();
        m_run->start(QStringLiteral("Joiner"), [&] { thread.wait(); });
        QVERIFY(m_run->await(QStringLiteral("Joiner"), LaneState::Waiting));
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 1);
        QVERIFY(thread.isRunning()); // it was the wait that was canceled
        mayEnd = true;
    }

    void pausesAtItsSteps()
    {
        std::atomic<int> steps = 0;
        Thread thread(context(), name(), [&] {
            for (int step = 0; step < 3; ++step) {
                context().point();
                ++steps;
            }
        });
        m_run->control().pause();
        m_run->start(QStringLiteral("Starter"), [&] { thread.start(); });
        QVERIFY(m_run->await(QStringLiteral("Starter"), LaneState::Waiting));
        QVERIFY(!thread.isRunning());
        m_run->control().step();
        QVERIFY(m_run->await(name(), LaneState::Waiting)); // that step was not for it
        QCOMPARE(steps.load(), 0);
        m_run->control().step();
        QTRY_COMPARE(steps.load(), 1);
        m_run->control().resume();
        m_run->finish();
        thread.wait();
        QCOMPARE(steps.load(), 3);
    }

    void waitsForItsEndWhenItIsDestroyed()
    {
        std::atomic<bool> mayEnd = false;
        std::atomic<bool> ended = false;
        std::atomic<bool> destroyed = false;
        auto thread = std::make_unique<Thread>(context(), name(), [&] {
            while (!mayEnd) {
                std::this_thread::sleep_for(1ms);
            }
            ended = true;
        });
        thread->start();
        std::jthread destroyer([&] {
            thread.reset();
            QVERIFY(ended);
            destroyed = true;
        });
        QVERIFY(!destroyed);
        mayEnd = true;
        destroyer.join();
        QVERIFY(destroyed);
        QVERIFY(!m_run->control().stopRequested());
    }

    // Else it would wait for a thread that waits for what won't come any more.
    void stopsTheRunWhenAnExceptionDestroysIt()
    {
        const auto lesson = [&] {
            Mutex mutex(context(), QStringLiteral("the lock"));
            mutex.lock();
            Thread thread(context(), name(), [&] { mutex.lock(); });
            thread.start();
            throw std::runtime_error("left");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, lesson());
        QCOMPARE(m_run->control().stopReason(), StopReason::JobFailed);
    }

    void needNotBeStarted()
    {
        bool ran = false;
        {
            const Thread thread(context(), name(), [&] { ran = true; });
        }
        QVERIFY(!ran);
    }

    void hasALaneAndItsJoinIsAWait()
    {
        Thread thread(context(), name(), [&] { context().sleep(20ms); });
        m_run->start(QStringLiteral("Joiner"), [&] {
            thread.start();
            thread.wait();
        });
        m_run->finish();
        QCOMPARE(m_run->spans(name(), LaneState::Sleeping).size(), std::size_t{1});
        const auto joins = m_run->spans(QStringLiteral("Joiner"), LaneState::Waiting);
        QCOMPARE(joins.size(), std::size_t{1});
        QCOMPARE(joins.front().object, QStringLiteral("the end of Worker"));
    }
};

QTEST_GUILESS_MAIN(TestTracedThread)
#include "tst_tracedthread.moc"
