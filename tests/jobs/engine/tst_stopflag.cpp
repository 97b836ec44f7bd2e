// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/stopflag.h"

#include "jobs/engine/stepgate.h"

#include <QTest>

#include <mutex>
#include <thread>
#include <vector>

using namespace thaw;

class TestStopFlag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNotSetAtFirst()
    {
        ControlState state;
        const StopFlag stop(state);
        QVERIFY(!stop.isSet());
        QCOMPARE(stop.reason(), StopReason::None);
        QVERIFY(!stop.since());
    }

    void tellsWhyAndSinceWhen_data()
    {
        QTest::addColumn<StopReason>("reason");
        QTest::newRow("the person") << StopReason::User;
        QTest::newRow("the freeze limit") << StopReason::FreezeLimit;
        QTest::newRow("a signal") << StopReason::Signal;
        QTest::newRow("the window closes") << StopReason::Closing;
        QTest::newRow("the job failed") << StopReason::JobFailed;
    }

    void tellsWhyAndSinceWhen()
    {
        QFETCH(StopReason, reason);
        ControlState state;
        StopFlag stop(state);
        const auto before = StopFlag::Clock::now();
        QVERIFY(stop.set(reason));
        QVERIFY(stop.isSet());
        QCOMPARE(stop.reason(), reason);
        QVERIFY(stop.since());
        QVERIFY(*stop.since() >= before && *stop.since() <= StopFlag::Clock::now());
    }

    void isSetOnce()
    {
        ControlState state;
        StopFlag stop(state);
        QVERIFY(stop.set(StopReason::FreezeLimit));
        const auto since = stop.since();
        QVERIFY(!stop.set(StopReason::User));
        QVERIFY(!stop.set(StopReason::FreezeLimit));
        QCOMPARE(stop.reason(), StopReason::FreezeLimit);
        QVERIFY(stop.since() == since);
    }

    void leavesTheFlagsOfOthersAlone()
    {
        ControlState state;
        state.set(ControlState::Pausing);
        StopFlag stop(state);
        QVERIFY(!stop.isSet());
        stop.set(StopReason::User);
        QVERIFY(state.has(ControlState::Stopping));
        QVERIFY(state.has(ControlState::Pausing));
        QVERIFY(!state.has(ControlState::InSlices));
    }

    void aThreadThatWaitsForItSeesTheReason()
    {
        ControlState state;
        StopFlag stop(state);
        StopReason seen = StopReason::None;
        std::thread job([&] {
            std::unique_lock lock(state.mutex);
            state.changed.wait(lock, [&] { return stop.isSet(); });
            seen = stop.reason();
        });
        {
            const std::lock_guard lock(state.mutex);
            stop.set(StopReason::Closing);
        }
        state.changed.notify_all();
        job.join();
        QCOMPARE(seen, StopReason::Closing);
    }

    void endsTheWaitAtAClosedGate()
    {
        ControlState state;
        StopFlag stop(state);
        StepGate gate(state);
        gate.close();
        bool isStopped = false;
        std::thread job([&] {
            std::unique_lock lock(state.mutex);
            state.changed.wait(lock, [&] { return stop.isSet() || gate.letsPass(); });
            isStopped = stop.isSet();
        });
        {
            const std::lock_guard lock(state.mutex);
            stop.set(StopReason::User);
        }
        state.changed.notify_all();
        job.join();
        QVERIFY(isStopped);
        QVERIFY(gate.isClosed()); // to open it is another's affair
    }

    void oneOfManyThreadsIsTheFirst()
    {
        ControlState state;
        StopFlag stop(state);
        int first = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 8; ++thread) {
                threads.emplace_back([&] {
                    const std::lock_guard lock(state.mutex);
                    first += stop.set(StopReason::User) ? 1 : 0;
                });
            }
        }
        QCOMPARE(first, 1);
    }
};

QTEST_APPLESS_MAIN(TestStopFlag)
#include "tst_stopflag.moc"
