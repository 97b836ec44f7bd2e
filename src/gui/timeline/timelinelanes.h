// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/timelineclock.h"
#include "gui/timeline/timelinelayout.h"
#include "jobs/engine/timeline.h"
#include "probe/recording.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace thaw {

/// What the timeline shows of a run: its lanes, each with its spans in the order of time, those
/// that go on still, and the stalls of the GUI thread. It keeps the run's timeline, so that the run
/// may go. On the GUI thread, as the run.
class TimelineLanes
{
public:
    using Moment = Span::Clock::time_point;

    /// Shows this timeline from now on; null: nothing.
    void show(std::shared_ptr<const Timeline> timeline);
    /// Takes in what the timeline has got since; it goes on up to `now`.
    void update(Moment now = Span::Clock::now());
    /// The spans that go on, by lane.
    void setOpen(const std::map<LaneId, Span> &open) { m_open = open; }
    /// Those that were over before the run began are left out.
    void setStalls(std::vector<Stall> stalls);

    [[nodiscard]] bool isEmpty() const { return m_lanes.empty(); }
    [[nodiscard]] int count() const { return static_cast<int>(m_lanes.size()); }
    [[nodiscard]] const Lane &lane(int index) const;
    [[nodiscard]] const LaneStretches &stretches(int index) const;
    [[nodiscard]] const std::map<LaneId, Span> &open() const { return m_open; }
    [[nodiscard]] const std::vector<Stall> &stalls() const { return m_stalls; }
    [[nodiscard]] std::size_t spanCount() const { return m_taken; }
    /// Not kept since they came too fast, and since there were too many.
    [[nodiscard]] std::int64_t spansTooFast() const;
    [[nodiscard]] std::int64_t spansBeyondCap() const;

    /// Where all has its place, and what time it is there.
    [[nodiscard]] const TimelineClock &clock() const { return m_clock; }
    [[nodiscard]] std::chrono::nanoseconds placeOf(Moment moment) const
    {
        return m_timeline ? m_clock.placeOf(moment) : std::chrono::nanoseconds(0);
    }
    /// Between two places, pauses left out.
    [[nodiscard]] std::chrono::nanoseconds timeBetween(std::chrono::nanoseconds from,
                                                       std::chrono::nanoseconds to) const
    {
        return m_clock.timeAt(to) - m_clock.timeAt(from);
    }
    /// The run is paused, and nothing moves: its picture stays as it is.
    [[nodiscard]] bool rests() const;
    /// There is some stretch that is not recorded.
    [[nodiscard]] bool hasUnknown() const;
    /// The end of the last span or stall.
    [[nodiscard]] std::chrono::nanoseconds end() const;
    /// The span of a lane at a moment, also one that goes on at `now`.
    [[nodiscard]] const Span *spanAt(int lane, std::chrono::nanoseconds time,
                                     std::chrono::nanoseconds now) const;
    [[nodiscard]] const Span &span(const Stretch &stretch) const;
    [[nodiscard]] const Span *openSpan(int lane) const;
    /// What is not recorded between the last of the stretches and the open span.
    [[nodiscard]] const Span *gap(int lane) const;
    [[nodiscard]] const Stall *stallAt(std::chrono::nanoseconds time) const;
    /// The time of a lane in each state from one place to another, up to `now`; pauses left out.
    [[nodiscard]] StateTimes times(int lane, std::chrono::nanoseconds from,
                                   std::chrono::nanoseconds to, std::chrono::nanoseconds now) const;

private:
    void takePauses(Moment now);
    void takeSpans(Moment until);
    [[nodiscard]] StateTimes timesWithPauses(int lane, std::chrono::nanoseconds from,
                                             std::chrono::nanoseconds to,
                                             std::chrono::nanoseconds now) const;

    /// What was there when the first of the pauses came that may still change.
    struct Mark
    {
        std::size_t taken = 0;
        std::vector<std::size_t> stretches; // by lane
        std::chrono::nanoseconds spansEnd{};
    };

    std::shared_ptr<const Timeline> m_timeline;
    std::size_t m_taken = 0; // of the timeline's spans
    std::vector<LaneStretches> m_lanes;
    std::map<LaneId, Span> m_open;
    std::vector<Stall> m_stalls;
    std::chrono::nanoseconds m_spansEnd{};
    TimelineClock m_clock;
    std::size_t m_pausesOver = 0;    // the first so many had ended at the last update
    std::size_t m_pausesSettled = 0; // and these also at the one before
    std::optional<Mark> m_mark;
};

} // namespace thaw
