// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelineclock.h"

#include "timelinesample.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Moment = TimelineClock::Moment;
const Moment start = TimelineSample::begin;

Pause pause(std::chrono::nanoseconds from, std::chrono::nanoseconds to)
{
    return {start + from, start + to};
}

/// Paused from 1 s to 26 s.
TimelineClock paused(const std::vector<Moments> &moving)
{
    TimelineClock clock(start);
    clock.add(pause(1s, 26s), moving, start + 60s);
    return clock;
}

} // namespace

class TestTimelineClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheClocksOwnWithoutPauses()
    {
        const TimelineClock clock(start);
        QVERIFY(clock.placeOf(start + 3s) == 3s);
        QVERIFY(clock.timeOf(start + 3s) == 3s);
        QVERIFY(clock.placeOf(start - 3s) == 0s);
        QVERIFY(clock.timeAt(3s) == 3s);
        QVERIFY(clock.placeOfTime(3s) == 3s);
        QVERIFY(clock.breaks().empty());
    }

    void aPauseIsABreakHoweverLongItWas()
    {
        const TimelineClock clock = paused({});
        QVERIFY(clock.placeOf(start + 500ms) == 500ms);
        QVERIFY(clock.placeOf(start + 1s) == 1s);
        QVERIFY(clock.placeOf(start + 13s) == 1s);
        QVERIFY(clock.placeOf(start + 26s) == 1s);
        QVERIFY(clock.placeOf(start + 27s) == 2s);
        QVERIFY(clock.timeOf(start + 13s) == 1s);
        QVERIFY(clock.timeOf(start + 27s) == 2s);
        QVERIFY(clock.timeAt(2s) == 2s);
        QVERIFY(clock.placeOfTime(2s) == 2s);
        QCOMPARE(clock.breaks().size(), std::size_t{1});
        QVERIFY(clock.breaks().front().left == 1s);
        QVERIFY(clock.breaks().front().right == 1s);
        QVERIFY(clock.breaks().front().length == 25s);
        QVERIFY(!clock.breaks().front().goesOn);
    }

    // It has room on the timeline and counts in no time.
    void whatAStepLetsGoOnTakesItsRoomInThePause()
    {
        const TimelineClock clock = paused({{start + 5s, start + 5500ms}});
        QVERIFY(clock.placeOf(start + 5s) == 1s);
        QVERIFY(clock.placeOf(start + 5250ms) == 1250ms);
        QVERIFY(clock.placeOf(start + 9s) == 1500ms);
        QVERIFY(clock.placeOf(start + 27s) == 2500ms);
        QVERIFY(clock.timeOf(start + 5250ms) == 1s);
        QVERIFY(clock.timeAt(1250ms) == 1s);
        QVERIFY(clock.timeAt(2500ms) == 2s);
        QVERIFY(clock.placeOfTime(2s) == 2500ms);
        QVERIFY(clock.placeOfTime(500ms) == 500ms);
        QVERIFY(clock.breaks().front().right == 1500ms);
    }

    void aStepThatTookNoTimeCanBeSeenAllTheSame()
    {
        const TimelineClock clock = paused({{start + 5s, start + 5s + 10us}, // three steps
                                            {start + 6s, start + 6s + 10us},
                                            {start + 7s, start + 7s + 10us}});
        QVERIFY(clock.placeOf(start + 5s + 5us) == 1s + TimelineClock::leastStep / 2);
        QVERIFY(clock.placeOf(start + 5500ms) == 1s + TimelineClock::leastStep);
        QVERIFY(clock.placeOf(start + 27s) == 2s + 3 * TimelineClock::leastStep);
    }

    void goesOnWithWhatMovesInAPauseThatGoesOn()
    {
        TimelineClock clock(start);
        clock.add({start + 1s}, {{start + 5s, start + 6s}}, start + 6s);
        QVERIFY(clock.placeOf(start + 6s) == 2s);
        QVERIFY(clock.placeOf(start + 6500ms) == 2500ms); // it may move on
        QVERIFY(clock.timeOf(start + 6500ms) == 1s);
        QVERIFY(clock.breaks().front().goesOn);
        clock.keep(0);
        clock.add({start + 1s}, {{start + 5s, start + 6s}}, start + 9s);
        QVERIFY(clock.placeOf(start + 12s) == 2s); // it has stopped
        QVERIFY(clock.breaks().front().length == 8s);
    }

    void pausesAddUp()
    {
        TimelineClock clock = paused({});
        clock.add(pause(30s, 40s), {{start + 35s, start + 36s}}, start + 60s);
        QVERIFY(clock.timeOf(start + 41s) == 6s);
        QVERIFY(clock.placeOf(start + 41s) == 7s);
        QVERIFY(clock.timeAt(5500ms) == 5s);
        clock.keep(1);
        QVERIFY(clock.placeOf(start + 41s) == 16s);
        QCOMPARE(clock.breaks().size(), std::size_t{1});
    }

    void whatRunsOrSleepsInAPauseMoves()
    {
        const auto span = [](LaneState state, auto from, auto to, int lane = 1) {
            return TimelineSample::span(lane, state, from, to);
        };
        const std::vector<Span> ended{
                span(LaneState::Running, 500ms, 1010ms),      // to where the pause holds it
                span(LaneState::Waiting, 1010ms, 5s),         // for the step
                span(LaneState::Running, 5s, 5001ms),         // which two threads take,
                span(LaneState::Sleeping, 5002ms, 5s, 2),     // (a clock that is wrong)
                span(LaneState::Sleeping, 5005ms, 5600ms, 2), // not quite at once
                span(LaneState::Blocked, 5600ms, 27s, 2)};
        const std::map<LaneId, Span> open{{LaneId(3), span(LaneState::Sleeping, 25s, 25s, 3)},
                                          {LaneId(4), span(LaneState::Blocked, 2s, 2s, 4)}};
        QVERIFY(movingIn(pause(1s, 26s), ended, open, start + 30s)
                == (std::vector<Moments>{{start + 1s, start + 1010ms},
                                         {start + 5s, start + 5600ms},
                                         {start + 25s, start + 26s}}));
        QVERIFY(movingIn({start + 1s}, {}, open, start + 30s)
                == (std::vector<Moments>{{start + 25s, start + 30s}}));
    }
};

QTEST_APPLESS_MAIN(TestTimelineClock)
#include "tst_timelineclock.moc"
