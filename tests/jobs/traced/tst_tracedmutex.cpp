// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/mutex.h"
#include "jobs/traced/tracedharness.h"

#include <QRegularExpression>
#include <QTest>

#include <memory>
#include <stdexcept>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Mutex;
using traced::MutexLocker;
using traced::RecursiveMutex;

class TestTracedMutex : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedHarness> m_run;
    std::unique_ptr<Mutex> m_mutex;
    std::atomic<bool> m_release = false;

    static QString first() { return QStringLiteral("First"); }
    static QString second() { return QStringLiteral("Second"); }

    // First holds the mutex from now until m_release or a stop. (Not until a variable of the test,
    // which may have returned by then.)
    void holdUntilReleased()
    {
        std::atomic<bool> holds = false;
        m_run->start(first(), [&holds, this] {
            m_mutex->lock();
            holds = true;
            while (!m_release && !m_run->control().stopRequested()) {
                std::this_thread::sleep_for(1ms);
            }
            m_mutex->release();
        });
        QTRY_VERIFY(holds);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_release = false;
        m_run = std::make_unique<TracedHarness>();
        m_mutex = std::make_unique<Mutex>(m_run->context(), QStringLiteral("the lock"));
    }
    void cleanup()
    {
        m_release = true;
        m_run->control().requestStop(StopReason::Closing);
        m_run->finish();
        m_mutex.reset();
        m_run.reset();
    }

    void letsOneThreadInAtATime()
    {
        int counter = 0;
        for (int number = 0; number < 4; ++number) {
            m_run->start(QStringLiteral("Counter"), [&] {
                for (int turn = 0; turn < 20'000; ++turn) {
                    const MutexLocker locker(m_mutex.get());
                    ++counter;
                }
            });
        }
        m_run->finish();
        QCOMPARE(counter, 80'000);
    }

    void knowsWhoHoldsIt()
    {
        QCOMPARE(m_mutex->holder(), QString());
        holdUntilReleased();
        QCOMPARE(m_mutex->holder(), first());
        m_release = true;
        m_run->finish();
        QCOMPARE(m_mutex->holder(), QString());
    }

    void tracesWhoIsBlockedAndByWhom()
    {
        holdUntilReleased();
        m_run->start(second(), [&] {
            m_mutex->lock();
            m_mutex->unlock();
        });
        const auto blocked = m_run->await(second(), LaneState::Blocked);
        QVERIFY(blocked);
        QCOMPARE(blocked->object, QStringLiteral("the lock"));
        QCOMPARE(blocked->holder, first());
        m_release = true;
        m_run->finish();
        QCOMPARE(m_run->spans(second(), LaneState::Blocked).size(), std::size_t{1});
        QVERIFY(m_run->spans(first(), LaneState::Blocked).empty());
    }

    void givesUpAfterItsTimeLimit()
    {
        holdUntilReleased();
        const auto before = std::chrono::steady_clock::now();
        QVERIFY(!m_mutex->tryLock(50ms));
        QVERIFY(std::chrono::steady_clock::now() - before >= 50ms);
        QCOMPARE(m_mutex->holder(), first());
        QVERIFY(!m_mutex->tryLock(0ms));
    }

    void isTakenWithinItsTimeLimit()
    {
        holdUntilReleased();
        std::atomic<bool> got = false;
        m_run->start(second(), [&] {
            got = m_mutex->tryLock(60s);
            m_mutex->unlock();
        });
        QVERIFY(m_run->await(second(), LaneState::Blocked));
        m_release = true;
        m_run->finish();
        QVERIFY(got);
    }

    void aPauseDoesNotCountInATimeLimit()
    {
        holdUntilReleased();
        std::atomic<bool> ended = false;
        m_run->start(second(), [&] {
            QVERIFY(!m_mutex->tryLock(500ms));
            ended = true;
        });
        QVERIFY(m_run->await(second(), LaneState::Blocked));
        QVERIFY(m_run->standsStillInAPause(ended)); // of more than that limit
        QTRY_VERIFY(ended);
    }

    void aWaitForItCanBeCanceled()
    {
        m_run->start(first(), [&] {
            m_mutex->lock();
            while (!m_release) { // whatever is asked of it
                std::this_thread::sleep_for(1ms);
            }
            m_mutex->release();
        });
        QTRY_COMPARE(m_mutex->holder(), first());
        m_run->start(second(), [&] { m_mutex->lock(); });
        QVERIFY(m_run->await(second(), LaneState::Blocked));
        m_run->control().requestStop(StopReason::User);
        const auto before = std::chrono::steady_clock::now();
        QTRY_COMPARE(m_run->canceled(), 1); // although First still holds it
        QVERIFY(std::chrono::steady_clock::now() - before < promptly);
        m_release = true;
    }

    // While paused its limit stands still; a step lets the wait, and its limit, go on.
    void aStepLetsAWaitWithALimitGoOn()
    {
        holdUntilReleased();
        std::atomic<bool> gaveUp = false;
        m_run->start(second(), [&] { gaveUp = !m_mutex->tryLock(1s); });
        QVERIFY(m_run->await(second(), LaneState::Blocked));
        m_run->control().pause();
        m_run->control().step();
        QTRY_VERIFY(gaveUp);
        m_release = true;
    }

    void aPausedThreadTakesItAtTheNextStep()
    {
        m_run->control().pause();
        m_run->start(second(), [&] { m_mutex->lock(); });
        QVERIFY(m_run->await(second(), LaneState::Waiting));
        QCOMPARE(m_mutex->holder(), QString());
        m_run->control().step();
        m_run->finish();
        QCOMPARE(m_mutex->holder(), second());
    }

    // Of the steps pressed while it is blocked two are good for the next that it comes to.
    void aBlockedThreadKeepsItsPermits()
    {
        holdUntilReleased();
        std::atomic<int> steps = 0;
        m_run->start(second(), [&] {
            m_mutex->lock();
            m_run->context().point();
            ++steps;
            m_run->context().point();
            ++steps;
            m_run->context().point();
            ++steps;
        });
        QVERIFY(m_run->await(second(), LaneState::Blocked));
        m_run->control().pause();
        for (int press = 0; press < 5; ++press) {
            m_run->control().step();
        }
        QCOMPARE(steps.load(), 0);
        m_release = true;
        QTRY_COMPARE(steps.load(), 2);
        QVERIFY(m_run->await(second(), LaneState::Waiting)); // for the step after
        QCOMPARE(steps.load(), 2);
        m_run->control().step();
        m_run->finish();
        QCOMPARE(steps.load(), 3);
    }

    void onlyItsHolderLetsGoOfIt()
    {
        holdUntilReleased();
        m_mutex->unlock();
        m_mutex->release();
        QCOMPARE(m_mutex->holder(), first());
        QVERIFY(!m_mutex->tryLock(0ms));
    }

    // The system gives a new thread the number of one that has ended.
    void aNewThreadIsNotTheOneThatEndedWithIt()
    {
        m_run->start(first(), [&] { m_mutex->lock(); });
        m_run->finish();
        for (int number = 0; number < 10; ++number) {
            m_run->start(second(), [&] { m_mutex->unlock(); });
            m_run->finish();
            QCOMPARE(m_mutex->holder(), first());
        }
    }

    void aPlainOneIsNotGivenToItsHolderAgain()
    {
        m_mutex->lock();
        QVERIFY(!m_mutex->tryLock(1ms));
        m_mutex->unlock();
        QVERIFY(m_mutex->tryLock(1ms));
    }

    void aRecursiveOneCountsHowOftenItWasTaken()
    {
        RecursiveMutex mutex(m_run->context(), QStringLiteral("the lock"));
        m_run->start(first(), [&] {
            mutex.lock();
            QVERIFY(mutex.tryLock(0ms));
            mutex.unlock();
            QCOMPARE(mutex.holder(), first());
            mutex.unlock();
            QCOMPARE(mutex.holder(), QString());
        });
        m_run->finish();
    }

    void aLockerLetsGoOfItWhenAnExceptionPasses()
    {
        m_run->start(first(), [&] {
            try {
                const MutexLocker locker(m_mutex.get());
                throw std::runtime_error("left");
            } catch (const std::runtime_error &) {
                QCOMPARE(m_mutex->holder(), QString());
            }
        });
        m_run->finish();
        QVERIFY(m_mutex->tryLock(0ms));
    }

    // Without a warning of Qt's: see init().
    void canBeDestroyedWhileItIsHeld()
    {
        m_run->start(first(), [&] { m_mutex->lock(); });
        m_run->finish();
        QCOMPARE(m_mutex->holder(), first());
        m_mutex.reset();
        {
            RecursiveMutex mutex(m_run->context(), QStringLiteral("the lock"));
            mutex.lock();
            mutex.lock();
        }
    }
};

QTEST_GUILESS_MAIN(TestTracedMutex)
#include "tst_tracedmutex.moc"
