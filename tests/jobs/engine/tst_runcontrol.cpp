// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runcontrol.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

class TestRunControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsARunningJobPass()
    {
        RunControl control;
        QVERIFY(control.passPoint());
        QVERIFY(!control.stopRequested());
        QVERIFY(!control.stopRequestedAt());
        QCOMPARE(control.stopReason(), StopReason::None);
    }

    void keepsTheFirstReasonToStop()
    {
        RunControl control;
        QVERIFY(control.requestStop(StopReason::FreezeLimit));
        QVERIFY(!control.requestStop(StopReason::User));
        QCOMPARE(control.stopReason(), StopReason::FreezeLimit);
        QVERIFY(control.stopRequestedAt());
        QVERIFY(!control.passPoint());
    }

    void waitsAtAPointWhilePaused()
    {
        RunControl control;
        control.pause();
        std::atomic<bool> passed = false;
        std::thread job([&] { passed = control.passPoint(); });
        std::this_thread::sleep_for(50ms);
        QVERIFY(!passed);
        control.resume();
        job.join();
        QVERIFY(passed);
    }

    void stopEndsAPause()
    {
        RunControl control;
        control.pause();
        std::atomic<bool> result = true;
        std::thread job([&] { result = control.passPoint(); });
        control.requestStop(StopReason::User);
        job.join();
        QVERIFY(!result);
        QVERIFY(!control.paused());
    }

    void aStepLetsAThreadGoOnToItsNextPoint()
    {
        RunControl control;
        control.pause();
        std::atomic<int> passed = 0;
        std::thread job([&] {
            while (control.passPoint()) {
                ++passed;
            }
        });
        for (int step = 1; step <= 3; ++step) {
            control.step();
            QTRY_COMPARE(passed.load(), step);
        }
        std::this_thread::sleep_for(30ms);
        QCOMPARE(passed.load(), 3); // and no further by itself
        control.requestStop(StopReason::User);
        job.join();
    }

    void aThreadThatWasElsewhereKeepsItsPermit()
    {
        RunControl control;
        control.pause();
        control.step();
        QVERIFY(control.passPoint()); // comes only now, and passes
        std::atomic<bool> passed = false;
        std::thread job([&] {
            passed = control.passPoint(); // its own permit, not the main thread's
        });
        QTRY_VERIFY(passed);
        job.join();
    }

    void permitsOfOnePauseDoNotLastIntoTheNext()
    {
        RunControl control;
        control.pause();
        control.step();
        control.resume();
        control.pause();
        std::atomic<bool> passed = false;
        std::thread job([&] { passed = control.passPoint(); });
        std::this_thread::sleep_for(30ms);
        QVERIFY(!passed);
        control.resume();
        job.join();
    }

    void ofTheStepsThatAThreadMissedItKeepsTwo()
    {
        RunControl control;
        control.pause();
        for (int press = 0; press < 5; ++press) {
            control.step(); // the thread is busy elsewhere
        }
        std::atomic<int> passed = 0;
        std::thread job([&] {
            while (control.passPoint()) {
                ++passed;
            }
        });
        QTRY_COMPARE(passed, 2);
        std::this_thread::sleep_for(30ms);
        QCOMPARE(passed, 2);
        control.step();
        QTRY_COMPARE(passed, 3);
        control.requestStop(StopReason::User);
        job.join();
    }

    void stepsBeforeAThreadBeganAreNotForIt()
    {
        RunControl control;
        control.pause();
        control.step();
        std::atomic<bool> passed = false;
        std::thread job([&] {
            control.threadBegins();
            passed = control.passPoint();
        });
        std::this_thread::sleep_for(30ms);
        QVERIFY(!passed);
        control.step();
        QTRY_VERIFY(passed);
        job.join();
    }

    void thePaceMultipliesASleep()
    {
        RunControl control;
        QCOMPARE(control.pace(), 1.0);
        control.setPace(0.05);
        const auto began = RunControl::Clock::now();
        QVERIFY(control.sleepPaced(10s));
        const auto took = RunControl::Clock::now() - began;
        QVERIFY(took >= 500ms);
        QVERIFY(took < 8s);
        QVERIFY(control.sleepFor(1ms)); // no pace in this one: it would take no time at all
    }

    void thePaceCanChangeInTheMiddleOfASleep()
    {
        RunControl control;
        control.setPace(10);
        std::atomic<bool> done = false;
        std::thread job([&] { done = control.sleepPaced(10s).has_value(); }); // 100 s
        std::this_thread::sleep_for(50ms);
        QVERIFY(!done);
        control.setPace(0.05);
        QTRY_VERIFY(done); // half a second is left
        job.join();
    }

    void aStepIsTakenByHimWhoHasOne()
    {
        RunControl control;
        QVERIFY(!control.tryStep()); // nothing is paused
        control.pause();
        QVERIFY(!control.tryStep());
        control.step();
        QVERIFY(control.tryStep());
        QVERIFY(!control.tryStep());
    }

    void aStepsSleepCountsAsSlept()
    {
        RunControl control;
        control.pause();
        std::optional<std::chrono::nanoseconds> slept;
        std::thread job([&] { slept = control.sleepPaced(20ms); });
        control.step();
        job.join();
        QVERIFY(slept);
        QVERIFY(*slept >= 20ms);
        QVERIFY(control.activeTime() < 20ms); // on no clock
    }

    // A sleeper that gets no core in a short pause must not take it for sleep.
    void pausesThatASleeperDidNotSeeDoNotCount()
    {
        RunControl control;
        std::optional<std::chrono::nanoseconds> slept;
        std::chrono::nanoseconds active{};
        std::thread job([&] {
            const auto before = control.activeTime();
            slept = control.sleepPaced(200ms);
            active = control.activeTime() - before;
        });
        for (int turn = 0; turn < 20; ++turn) {
            control.pause();
            std::this_thread::sleep_for(10ms);
            control.resume();
        }
        job.join();
        QVERIFY(slept);
        QVERIFY2(active >= 199ms, "what was paused was taken for sleep");
    }

    void theFirstPaceIsTheJobsUnlessThePersonHasSetOne()
    {
        RunControl control;
        control.setInitialPace(2);
        QCOMPARE(control.pace(), 2.0);
        RunControl steered;
        steered.setPace(0.5);
        steered.setInitialPace(2);
        QCOMPARE(steered.pace(), 0.5);
    }

    void tellsTheTimeToOneAfterTheOther()
    {
        RunControl control;
        std::vector<std::chrono::nanoseconds> told; // no lock of its own
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int number = 0; number < 1000; ++number) {
                        control.tellTime(
                                [&](auto /*now*/, auto active) { told.push_back(active); });
                    }
                });
            }
        }
        QCOMPARE(told.size(), std::size_t{4000});
        QVERIFY(std::ranges::is_sorted(told));
    }

    void remembersItsPauses()
    {
        RunControl control;
        QVERIFY(control.pauses().empty());
        const auto before = RunControl::Clock::now();
        control.pause();
        std::this_thread::sleep_for(2ms);
        QCOMPARE(control.pauses().size(), std::size_t{1});
        QVERIFY(control.pauses().front().begin >= before);
        QVERIFY(!control.pauses().front().end);
        control.resume();
        control.pause();
        control.requestStop(StopReason::User); // ends it
        const std::vector<Pause> pauses = control.pauses();
        QCOMPARE(pauses.size(), std::size_t{2});
        QVERIFY(*pauses[0].end - pauses[0].begin >= 2ms);
        QVERIFY(pauses[1].begin >= *pauses[0].end);
        QVERIFY(pauses[1].end);
        QCOMPARE(control.pausedTime(),
                 *pauses[0].end - pauses[0].begin + *pauses[1].end - pauses[1].begin);
    }

    void tellsListenersWhetherTheyMayRun()
    {
        RunControl control;
        std::vector<bool> told;
        {
            const RunControl::Listener listener =
                    control.listen([&](bool mayRun) { told.push_back(mayRun); });
            QCOMPARE(told, std::vector<bool>());
            control.pause();
            control.step();
            control.resume();
            control.pause();
            control.requestStop(StopReason::User); // ends the pause
        }
        QCOMPARE(told, (std::vector{false, true, true, false, true}));
    }

    void tellsAListenerAtOnceThatAPauseIsOn()
    {
        RunControl control;
        control.pause();
        std::vector<bool> told;
        std::optional listener = control.listen([&](bool mayRun) { told.push_back(mayRun); });
        QCOMPARE(told, std::vector{false});
        listener.reset();
        control.resume(); // nobody listens any more
        QCOMPARE(told, std::vector{false});
    }

    void sleepsForTheWholeTime()
    {
        RunControl control;
        const auto began = RunControl::Clock::now();
        QVERIFY(control.sleepFor(30ms));
        QVERIFY(RunControl::Clock::now() - began >= 30ms);
        QVERIFY(control.sleepFor(0ms));
    }

    void stopInterruptsASleep()
    {
        RunControl control;
        std::atomic<bool> result = true;
        std::thread job([&] { result = control.sleepFor(1h); });
        std::this_thread::sleep_for(20ms);
        control.requestStop(StopReason::User);
        job.join(); // would take an hour
        QVERIFY(!result);
    }

    void pausedTimeCountsInNoSleep()
    {
        RunControl control;
        const auto began = RunControl::Clock::now();
        std::atomic<bool> done = false;
        std::thread job([&] { done = control.sleepFor(40ms); });
        std::this_thread::sleep_for(10ms);
        control.pause();
        std::this_thread::sleep_for(100ms);
        QVERIFY(!done); // 40 ms are long over
        control.resume();
        job.join();
        QVERIFY(done);
        QVERIFY(RunControl::Clock::now() - began >= 130ms);
    }

    void tellsASleeperThatAPauseHoldsItUp()
    {
        RunControl control;
        std::vector<bool> told;
        control.pause();
        std::atomic<bool> isHeldUp = false;
        std::thread job([&] {
            static_cast<void>(control.sleepFor(1ms, [&](bool heldUp) {
                told.push_back(heldUp);
                isHeldUp = heldUp;
            }));
        });
        QTRY_VERIFY(isHeldUp);
        control.resume();
        job.join();
        QCOMPARE(told, (std::vector{true, false}));
    }

    void aStepLetsASleepGoOn()
    {
        RunControl control;
        control.pause();
        std::atomic<bool> done = false;
        std::thread job([&] { done = control.sleepFor(20ms); });
        std::this_thread::sleep_for(60ms);
        QVERIFY(!done);
        control.step();
        QTRY_VERIFY(done);
        job.join();
    }

    void pausedTimeCountsInNoClock()
    {
        RunControl control;
        control.pause();
        std::this_thread::sleep_for(50ms);
        const auto active = control.activeTime();
        const auto paused = control.pausedTime();
        QVERIFY(paused >= 50ms);
        std::this_thread::sleep_for(20ms);
        QCOMPARE(control.activeTime(), active); // stands still
        control.resume();
        std::this_thread::sleep_for(20ms);
        QVERIFY(control.activeTime() >= active + 20ms);
    }

    void theActiveTimeWaitsForNobody()
    {
        RunControl control;
        std::promise<void> told;
        std::thread asks;
        std::future_status status{};
        {
            const auto listener = control.listen([&](bool) { // is called with the lock held
                asks = std::thread([&] {
                    static_cast<void>(control.activeTime());
                    told.set_value();
                });
                status = told.get_future().wait_for(10s);
            });
            control.pause();
        }
        asks.join();
        QCOMPARE(status, std::future_status::ready);
    }

    void pauseAfterAStopDoesNothing()
    {
        RunControl control;
        control.requestStop(StopReason::User);
        control.pause();
        QVERIFY(!control.paused());
        QVERIFY(!control.passPoint()); // and doesn't wait
    }

    void manyThreadsPauseAndStopTogether()
    {
        RunControl control;
        std::atomic<int> rounds = 0;
        std::vector<std::jthread> jobs;
        for (int index = 0; index < 8; ++index) {
            jobs.emplace_back([&] {
                while (control.passPoint()) {
                    ++rounds;
                    std::this_thread::yield();
                }
            });
        }
        for (int turn = 0; turn < 50; ++turn) {
            control.pause();
            control.step();
            control.resume();
        }
        QTRY_VERIFY(rounds > 100);
        control.requestStop(StopReason::User);
        jobs.clear(); // joins: all have left
    }
};

QTEST_APPLESS_MAIN(TestRunControl)
#include "tst_runcontrol.moc"
