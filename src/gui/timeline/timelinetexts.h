// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/timelineclock.h"
#include "gui/timeline/timelinelanes.h"
#include "gui/timeline/timelinelayout.h"
#include "jobs/engine/timeline.h"

#include <QString>

#include <chrono>

namespace thaw {

// What the timeline's picture says, in words.

/// "running", "waiting", "blocked", "sleeping", "not recorded"
[[nodiscard]] QString stateText(LaneState state);
/// "blocked by Worker-0", "waiting for the lock": in short.
[[nodiscard]] QString spanTitle(const Span &span);
/// A length or a moment to the microsecond or millisecond: "12.345 ms", "1.250 s".
[[nodiscard]] QString exactTimeText(std::chrono::nanoseconds time);
/// For a tool tip: the state, how long, since when, what it waits for, who holds it, the line. One
/// that goes on still goes on at `now`. Pauses are left out, but of what was all in one.
[[nodiscard]] QString spanText(const TimelineLanes &lanes, int lane, const Span &span,
                               std::chrono::nanoseconds now);
/// "Paused for 25.0 s, which counts in no time."
[[nodiscard]] QString pauseText(const TimelineLanes &lanes, const TimelineClock::Break &pause);
/// "blocked 60 %, running 40 %", of a stretch of time.
[[nodiscard]] QString sharesText(const StateTimes &times, std::chrono::nanoseconds of);
/// What the threads do at the moment: "3 threads: 1 running, 1 blocked by Worker-0, 1 sleeping."
[[nodiscard]] QString momentText(const TimelineLanes &lanes);
/// What there was: "4 threads in 5.0 s, 120 spans. The GUI thread was frozen once, for 5.0 s."
/// The run took `elapsed`, pauses left out.
[[nodiscard]] QString wholeText(const TimelineLanes &lanes, std::chrono::nanoseconds elapsed);

} // namespace thaw
