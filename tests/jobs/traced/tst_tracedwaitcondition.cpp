// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/mutex.h"
#include "jobs/traced/tracedharness.h"
#include "jobs/traced/waitcondition.h"

#include <QStringList>
#include <QTest>

#include <memory>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Mutex;
using traced::MutexLocker;
using traced::WaitCondition;

class TestTracedWaitCondition : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedHarness> m_run;
    std::unique_ptr<Mutex> m_mutex;
    std::unique_ptr<WaitCondition> m_condition;
    QStringList m_woken; // protected by m_mutex

    static QString name(int number) { return QStringLiteral("Waiter-%1").arg(number); }

    // A thread that waits until it is woken, and notes it; returns when it waits.
    [[nodiscard]] bool startWaiter(int number)
    {
        m_run->start(name(number), [this, number] {
            const MutexLocker locker(m_mutex.get());
            m_condition->wait(m_mutex.get());
            m_woken.append(name(number));
        });
        return m_run->await(name(number), LaneState::Waiting).has_value();
    }
    [[nodiscard]] QStringList woken()
    {
        const MutexLocker locker(m_mutex.get());
        return m_woken;
    }

private Q_SLOTS:
    void init()
    {
        m_woken.clear();
        m_run = std::make_unique<TracedHarness>();
        m_mutex = std::make_unique<Mutex>(m_run->context(), QStringLiteral("the lock"));
        m_condition =
                std::make_unique<WaitCondition>(m_run->context(), QStringLiteral("the change"));
    }
    void cleanup()
    {
        m_run->control().requestStop(StopReason::Closing);
        m_run->finish();
        m_condition.reset();
        m_mutex.reset();
        m_run.reset();
    }

    void wakesOneAfterTheOtherInTheOrderInWhichTheyCame()
    {
        QStringList expected;
        for (int number = 1; number <= 3; ++number) {
            QVERIFY(startWaiter(number));
        }
        for (int number = 1; number <= 3; ++number) {
            QCOMPARE(m_condition->waiting(), 4 - number);
            m_condition->wakeOne();
            expected.append(name(number));
            QTRY_COMPARE(woken(), expected);
        }
    }

    void wakesAll()
    {
        for (int number = 1; number <= 4; ++number) {
            QVERIFY(startWaiter(number));
        }
        m_condition->wakeAll();
        m_run->finish();
        QCOMPARE(woken().size(), 4);
        QCOMPARE(m_condition->waiting(), 0);
    }

    void aWakeUpThatNobodyWaitsForIsLost()
    {
        m_condition->wakeOne();
        m_condition->wakeAll();
        const MutexLocker locker(m_mutex.get());
        QVERIFY(!m_condition->wait(m_mutex.get(), 1ms));
    }

    // Longer than the portions in which it looks whether the run must stop.
    void wakesNobodyWithoutAWakeUp()
    {
        QVERIFY(startWaiter(1));
        QTest::qWait(100);
        QCOMPARE(m_condition->waiting(), 1);
        QCOMPARE(woken(), QStringList());
        QVERIFY(m_run->spans(name(1), LaneState::Waiting).empty()); // it is the same wait still
    }

    void letsGoOfTheMutexAndTakesItAgain()
    {
        std::atomic<bool> holdsItAgain = false;
        m_run->start(name(1), [&] {
            const MutexLocker locker(m_mutex.get());
            m_condition->wait(m_mutex.get());
            holdsItAgain = m_mutex->holder() == name(1);
        });
        QVERIFY(m_run->await(name(1), LaneState::Waiting));
        QTRY_COMPARE(m_mutex->holder(), QString());
        m_condition->wakeOne();
        m_run->finish();
        QVERIFY(holdsItAgain);
    }

    void givesUpAfterItsTimeLimitAndHoldsTheMutex()
    {
        std::atomic<bool> held = false;
        m_run->start(name(1), [&] {
            const MutexLocker locker(m_mutex.get());
            const auto before = std::chrono::steady_clock::now();
            QVERIFY(!m_condition->wait(m_mutex.get(), 50ms));
            QVERIFY(std::chrono::steady_clock::now() - before >= 50ms);
            held = m_mutex->holder() == name(1);
        });
        m_run->finish();
        QVERIFY(held);
        QCOMPARE(m_condition->waiting(), 0);
    }

    void isWokenWithinItsTimeLimit()
    {
        std::atomic<bool> wasWoken = false;
        m_run->start(name(1), [&] {
            const MutexLocker locker(m_mutex.get());
            wasWoken = m_condition->wait(m_mutex.get(), 60s);
        });
        QVERIFY(m_run->await(name(1), LaneState::Waiting));
        m_condition->wakeOne();
        m_run->finish();
        QVERIFY(wasWoken);
    }

    void aPauseDoesNotCountInATimeLimit()
    {
        std::atomic<bool> ended = false;
        m_run->start(name(1), [&] {
            const MutexLocker locker(m_mutex.get());
            QVERIFY(!m_condition->wait(m_mutex.get(), 500ms));
            ended = true;
        });
        QVERIFY(m_run->await(name(1), LaneState::Waiting));
        QVERIFY(m_run->standsStillInAPause(ended)); // of more than that limit
        QTRY_VERIFY(ended);
    }

    void aWaitForItCanBeCanceled()
    {
        QVERIFY(startWaiter(1));
        QVERIFY(startWaiter(2));
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 2);
        QCOMPARE(m_condition->waiting(), 0);
    }

    void canBeCanceledWhileItTakesTheMutexAgain()
    {
        QVERIFY(startWaiter(1));
        m_mutex->lock();
        m_condition->wakeOne();
        QVERIFY(m_run->await(name(1), LaneState::Blocked));
        QVERIFY(m_run->cancel() < promptly); // the mutex is held all the time
        QCOMPARE(m_run->canceled(), 1);
        m_mutex->release();
    }

    void waitingAndWakingAreSteps()
    {
        QVERIFY(startWaiter(1));
        m_run->control().pause();
        m_run->start(QStringLiteral("Waker"), [&] { m_condition->wakeOne(); });
        const auto waiting = m_run->await(QStringLiteral("Waker"), LaneState::Waiting);
        QVERIFY(waiting);
        QVERIFY(waiting->object.contains(QLatin1String("Step")));
        QCOMPARE(m_condition->waiting(), 1);
        m_run->control().step();
        QTRY_COMPARE(m_condition->waiting(), 0);
    }

    void tracesWhatIsWaitedFor()
    {
        QVERIFY(startWaiter(1));
        m_condition->wakeOne();
        m_run->finish();
        const std::vector<Span> waits = m_run->spans(name(1), LaneState::Waiting);
        QCOMPARE(waits.size(), std::size_t{1});
        QCOMPARE(waits.front().object, QStringLiteral("the change"));
    }

    // Two hand one item over and back as fast as they can: no wake-up is lost.
    void losesNoWakeUp()
    {
        constexpr int rounds = 5'000;
        int item = 0; // even: the first thread's turn
        const auto play = [&](int turn) {
            for (int round = 0; round < rounds; ++round) {
                const MutexLocker locker(m_mutex.get());
                while (item % 2 != turn) {
                    m_condition->wait(m_mutex.get());
                }
                ++item;
                m_condition->wakeAll();
            }
        };
        m_run->start(name(1), [&] { play(0); });
        m_run->start(name(2), [&] { play(1); });
        m_run->finish();
        QCOMPARE(item, 2 * rounds);
    }
};

QTEST_GUILESS_MAIN(TestTracedWaitCondition)
#include "tst_tracedwaitcondition.moc"
