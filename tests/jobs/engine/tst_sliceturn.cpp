// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/sliceturn.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/jobthread.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

using std::chrono::nanoseconds;

namespace {

// A turn on the test's own thread, and how long each of its calls would have waited for an event.
struct Turn
{
    void begin(nanoseconds length)
    {
        turn.begin({length, [this](nanoseconds atMost) { handled.push_back(atMost); }});
    }
    ControlState state;
    SliceTurn turn{state};
    std::vector<nanoseconds> handled;
};

} // namespace

class TestSliceTurn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesNothingWhereNoJobRunsInSlices()
    {
        Turn f;
        QVERIFY(!f.turn.isHere());
        QCOMPARE(f.turn.longestWait(50ms), 50ms);
        f.turn.giveWay(1s);
        f.turn.giveWayIfDue();
        QVERIFY(f.handled.empty());
        QVERIFY(!f.state.has(ControlState::InSlices));
    }

    void isOfTheThreadThatBeganIt()
    {
        Turn f;
        f.begin(0ns);
        QVERIFY(f.state.has(ControlState::InSlices));
        QVERIFY(f.turn.isHere());
        bool isElsewhere = true;
        auto wait = 0ms;
        std::thread([&] {
            isElsewhere = f.turn.isHere();
            wait = f.turn.longestWait(50ms);
            f.turn.giveWay();
            f.turn.giveWayIfDue();
        }).join();
        QVERIFY(!isElsewhere);
        QCOMPARE(wait, 50ms);
        QVERIFY(f.handled.empty());
    }

    void waitsForOtherThingsNoLongerThanASlice_data()
    {
        QTest::addColumn<nanoseconds>("slice");
        QTest::addColumn<std::chrono::milliseconds>("longest");
        QTest::newRow("a shorter slice") << nanoseconds(8ms) << 8ms;
        QTest::newRow("a part of a millisecond") << nanoseconds(8ms + 1ns) << 9ms;
        QTest::newRow("a longer slice") << nanoseconds(2s) << 50ms;
        QTest::newRow("none") << 0ns << 0ms;
    }

    void waitsForOtherThingsNoLongerThanASlice()
    {
        QFETCH(nanoseconds, slice);
        QFETCH(std::chrono::milliseconds, longest);
        Turn f;
        f.begin(slice);
        QCOMPARE(f.turn.longestWait(50ms), longest);
    }

    void givesWayForAsLongAsItIsTold()
    {
        Turn f;
        f.begin(1h);
        f.turn.giveWay(20ms);
        f.turn.giveWay();
        QCOMPARE(f.handled, (std::vector<nanoseconds>{20ms, 0ns}));
    }

    // Nor does a warning of Qt's that comes meanwhile belong to the job.
    void whatIsHandledIsNoneOfTheJobs()
    {
        RunControl control;
        RunChannel channel([] {});
        JobContext context(control, channel);
        ControlState state;
        SliceTurn turn(state);
        JobContext *meanwhile = &context;
        turn.begin({1h, [&](nanoseconds) { meanwhile = currentJobContext(); }});
        JobContext *const before = setCurrentJobContext(&context);
        turn.giveWay();
        JobContext *const after = setCurrentJobContext(before);
        QVERIFY(!meanwhile);
        QCOMPARE(after, &context);
    }

    void isNotDueBeforeTheSliceIsOver()
    {
        Turn f;
        f.begin(1h);
        f.turn.giveWayIfDue();
        QVERIFY(f.handled.empty());
    }

    void isDueWhenTheSliceIsOver()
    {
        Turn f;
        f.begin(0ns);
        f.turn.giveWayIfDue();
        QCOMPARE(f.handled, std::vector{0ns}); // without waiting
        f.turn.giveWayIfDue();                 // nothing is as long as the next slice, too
        QCOMPARE(f.handled.size(), std::size_t{2});
    }

    void aSliceBeginsWhenTheEventsAreHandled()
    {
        ControlState state;
        SliceTurn turn(state);
        int handled = 0;
        turn.begin({2s, [&](nanoseconds) {
                        ++handled;
                        std::this_thread::sleep_for(2s); // as long as a slice
                    }});
        turn.giveWay();
        turn.giveWayIfDue(); // would be due if the slice had begun before
        QCOMPARE(handled, 1);
    }

    void isNeverDueOnceTheJobIsToStop()
    {
        Turn f;
        f.begin(0ns);
        f.state.set(ControlState::Stopping);
        f.turn.giveWayIfDue();
        QVERIFY(f.handled.empty());
        f.turn.giveWay(1ms); // who has to wait still handles what comes
        QCOMPARE(f.handled, std::vector<nanoseconds>{1ms});
    }

    void aRunMayBeStoppedByWhatIsHandled()
    {
        ControlState state;
        SliceTurn turn(state);
        int handled = 0;
        turn.begin({0ns, [&](nanoseconds) {
                        ++handled;
                        state.set(ControlState::Stopping);
                    }});
        turn.giveWayIfDue();
        turn.giveWayIfDue();
        QCOMPARE(handled, 1);
    }

    void goesOnWhileTheRunIsPaused()
    {
        Turn f;
        f.begin(0ns);
        f.state.set(ControlState::Pausing);
        f.turn.giveWayIfDue(); // else nobody could resume it
        QCOMPARE(f.handled.size(), std::size_t{1});
    }

    void beginsAnewWithOtherSlices()
    {
        Turn f;
        f.begin(1h);
        int handled = 0;
        f.turn.begin({0ns, [&](nanoseconds) { ++handled; }});
        f.turn.giveWayIfDue();
        QCOMPARE(handled, 1);
        QVERIFY(f.handled.empty());
    }
};

QTEST_APPLESS_MAIN(TestSliceTurn)
#include "tst_sliceturn.moc"
