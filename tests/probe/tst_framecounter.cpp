// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/framecounter.h"
#include "probe/frameslots.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>

#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using thaw::FrameCounter;
using thaw::FrameGrid;
using Clock = FrameCounter::Clock;

namespace {

struct Fixture
{
    std::vector<std::int64_t> met;
    std::function<void()> whenMet = [] {};
    FrameCounter counter{[this](Clock::time_point turn) {
        met.push_back(FrameGrid::slotAt(turn));
        whenMet();
    }};

    /// The most slots in a row that were all met.
    int longestRun() const
    {
        int longest = 0;
        int run = 0;
        for (std::size_t i = 1; i < met.size(); ++i) {
            run = met[i] == met[i - 1] + 1 ? run + 1 : 0;
            longest = std::max(longest, run);
        }
        return longest;
    }
    bool hasMet(std::int64_t slot) const
    {
        return std::find(met.begin(), met.end(), slot) != met.end();
    }
};

void spinUntil(Clock::time_point time)
{
    while (Clock::now() < time) {}
}

} // namespace

class TestFrameCounter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsAnOtherwiseIdleLoopTurning();
    void meetsEachSlotOnce();
    void meetsNoSlotThatTheLoopWasBlockedIn();
    void countsTurnsThatAreNotItsTimers();
    void stopsAndStartsAgain();
    void needsADispatcher();
};

void TestFrameCounter::keepsAnOtherwiseIdleLoopTurning()
{
    Fixture fixture;
    QVERIFY(fixture.counter.start());
    QVERIFY(fixture.counter.isActive());
    QEventLoop loop; // without a test's time-outs in it, which would make it turn, too
    fixture.whenMet = [&] {
        if (fixture.longestRun() >= 20 || fixture.met.size() > 3'000) {
            loop.quit();
        }
    };
    loop.exec();
    QVERIFY(fixture.longestRun() >= 20);
}

void TestFrameCounter::meetsEachSlotOnce()
{
    Fixture fixture;
    const std::int64_t first = FrameGrid::slotAt(Clock::now());
    QVERIFY(fixture.counter.start());
    const auto end = Clock::now() + 200ms;
    while (Clock::now() < end) { // thousands of turns
        QCoreApplication::processEvents();
    }
    const std::int64_t last = FrameGrid::slotAt(Clock::now());
    QVERIFY(!fixture.met.empty());
    QVERIFY(std::is_sorted(fixture.met.begin(), fixture.met.end(), std::less_equal<>{}));
    QVERIFY(static_cast<std::int64_t>(fixture.met.size()) <= last - first + 1);
    QVERIFY(fixture.met.front() >= first && fixture.met.back() <= last);
}

void TestFrameCounter::meetsNoSlotThatTheLoopWasBlockedIn()
{
    Fixture fixture;
    QVERIFY(fixture.counter.start());
    QTRY_VERIFY(!fixture.met.empty());
    const std::int64_t first = FrameGrid::slotAt(Clock::now());
    std::this_thread::sleep_for(200ms);
    const std::int64_t last = FrameGrid::slotAt(Clock::now());
    const auto before = fixture.met.size();
    QTRY_VERIFY(fixture.met.size() > before + 1);
    for (std::int64_t slot = first + 1; slot < last; ++slot) {
        QVERIFY(!fixture.hasMet(slot));
    }
}

void TestFrameCounter::countsTurnsThatAreNotItsTimers()
{
    Fixture fixture;
    QVERIFY(fixture.counter.start());
    // A turn early in a slot, then none until the slot is over: the timer, aimed at the middle,
    // can't have met it. Tried again when the machine was too busy to keep to that.
    for (int tries = 0; tries < 200; ++tries) {
        const std::int64_t slot = FrameGrid::slotAt(Clock::now()) + 2;
        while (FrameGrid::slotAt(Clock::now()) < slot - 1) {
            QCoreApplication::processEvents();
        }
        spinUntil(FrameGrid::startOf(slot - 1) + 10ms);
        QCoreApplication::processEvents(); // the timer aims at the middle of `slot` now
        spinUntil(FrameGrid::startOf(slot) + 1ms);
        QCoreApplication::processEvents();
        if (Clock::now() > FrameGrid::startOf(slot) + 6ms) {
            continue;
        }
        QVERIFY(fixture.hasMet(slot));
        return;
    }
    QSKIP("The machine is too busy to time a single frame");
}

void TestFrameCounter::stopsAndStartsAgain()
{
    Fixture fixture;
    QVERIFY(fixture.counter.start());
    QVERIFY(fixture.counter.start());
    QTRY_VERIFY(!fixture.met.empty());
    fixture.counter.stop();
    QVERIFY(!fixture.counter.isActive());
    const auto stopped = fixture.met.size();
    QTest::qWait(100);
    QCOMPARE(fixture.met.size(), stopped);
    QVERIFY(fixture.counter.start());
    QTRY_VERIFY(fixture.met.size() > stopped);
}

void TestFrameCounter::needsADispatcher()
{
    bool started = true;
    std::thread([&] {
        FrameCounter counter([](Clock::time_point) {});
        started = counter.start();
    }).join();
    QVERIFY(!started);
}

QTEST_GUILESS_MAIN(TestFrameCounter)
#include "tst_framecounter.moc"
