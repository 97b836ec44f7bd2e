// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runclock.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using namespace thaw;

class TestRunClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsFromItsConstruction()
    {
        const RunClock clock;
        std::this_thread::sleep_for(5ms);
        const auto active = clock.activeTime();
        QVERIFY(active >= 5ms);
        QVERIFY(clock.activeTime() >= active);
        QVERIFY(clock.pauses().empty());
        QCOMPARE(clock.pausesOver(), 0ns);
    }

    void beginsAnew()
    {
        RunClock clock;
        std::this_thread::sleep_for(5ms);
        const auto before = RunClock::Clock::now();
        clock.begin();
        const auto active = clock.activeTime();
        QVERIFY(active <= RunClock::Clock::now() - before);
    }

    void standsStillInAPause()
    {
        RunClock clock;
        clock.beginPause();
        const auto active = clock.activeTime();
        std::this_thread::sleep_for(5ms);
        QCOMPARE(clock.activeTime(), active);
        clock.endPause();
        std::this_thread::sleep_for(5ms);
        QVERIFY(clock.activeTime() >= active + 5ms);
    }

    void aPauseThatGoesOnCountsAsPausedButNotAsOver()
    {
        RunClock clock;
        clock.beginPause();
        const auto began = clock.pauses().back().begin;
        QVERIFY(!clock.pauses().back().end);
        QCOMPARE(clock.pausedUntil(began + 3s), 3s);
        QCOMPARE(clock.pausesOver(), 0ns);
        clock.endPause();
        const auto ended = clock.pauses().back().end;
        QVERIFY(ended);
        QCOMPARE(clock.pausesOver(), *ended - began);
        QCOMPARE(clock.pausedUntil(*ended + 1h), *ended - began);
    }

    void addsUpItsPauses()
    {
        RunClock clock;
        std::chrono::nanoseconds sum{};
        for (int turn = 0; turn < 3; ++turn) {
            clock.beginPause();
            std::this_thread::sleep_for(1ms);
            clock.endPause();
            const Pause &pause = clock.pauses().back();
            sum += *pause.end - pause.begin;
            QCOMPARE(clock.pausesOver(), sum);
        }
        QCOMPARE(clock.pauses().size(), std::size_t{3});
        QVERIFY(clock.pauses()[1].begin >= *clock.pauses()[0].end);
        QVERIFY(clock.pauses()[2].begin >= *clock.pauses()[1].end);
    }

    // A moment's active time and its paused time are together all the time since the start.
    void isActiveWheneverItIsNotPaused()
    {
        RunClock clock;
        const auto begin = RunClock::Clock::now();
        clock.begin();
        const auto began = begin - clock.activeUntil(begin);
        for (int turn = 0; turn < 3; ++turn) {
            clock.beginPause();
            const auto in = RunClock::Clock::now() + 7s;
            QCOMPARE(clock.activeUntil(in) + clock.pausedUntil(in), in - began);
            clock.endPause();
            const auto behind = RunClock::Clock::now() + 7s;
            QCOMPARE(clock.activeUntil(behind) + clock.pausedUntil(behind), behind - began);
        }
    }

    // A child process may be told to pause before its job begins.
    void aPauseGoesOnWhenItBegins()
    {
        RunClock clock;
        clock.beginPause();
        std::this_thread::sleep_for(2ms);
        clock.begin();
        QCOMPARE(clock.activeTime(), 0ns);
        std::this_thread::sleep_for(2ms);
        QCOMPARE(clock.activeTime(), 0ns);
        QCOMPARE(clock.pauses().size(), std::size_t{1});
        clock.endPause();
        const auto paused = clock.pausesOver();
        QVERIFY(paused >= 2ms);
        const auto before = clock.activeTime();
        std::this_thread::sleep_for(2ms);
        QVERIFY(clock.activeTime() >= before + 2ms);
        QVERIFY(clock.activeTime() < 1h); // not all the time since the machine was started
    }

    void forgetsThePausesBeforeItBegins()
    {
        RunClock clock;
        clock.beginPause();
        clock.endPause();
        clock.begin();
        QVERIFY(clock.pauses().empty());
        QCOMPARE(clock.pausesOver(), 0ns);
    }

    void neverGoesBackForThoseWhoAskMeanwhile()
    {
        RunClock clock;
        std::atomic<bool> isOver = false;
        std::atomic<bool> wentBack = false;
        std::atomic<int> asked = 0;
        std::thread asks([&] {
            auto last = clock.activeTime();
            while (!isOver) {
                const auto now = clock.activeTime();
                if (now < last) {
                    wentBack = true;
                }
                last = now;
                ++asked;
            }
        });
        for (int turn = 0; turn < 20'000; ++turn) {
            clock.beginPause();
            clock.endPause();
        }
        QTRY_VERIFY(asked > 100);
        isOver = true;
        asks.join();
        QVERIFY(!wentBack);
    }
};

QTEST_APPLESS_MAIN(TestRunClock)
#include "tst_runclock.moc"
