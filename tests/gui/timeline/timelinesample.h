// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <chrono>
#include <memory>

namespace thaw {

/// A made-up timeline, built span by span. Lane 0 is there from the start.
struct TimelineSample
{
    TimelineSample();

    int addLane(const char *name);
    static Span span(int lane, LaneState state, std::chrono::nanoseconds from,
                     std::chrono::nanoseconds to, const char *object = "", const char *holder = "");
    template <typename... Arguments>
    void add(Arguments... arguments) const
    {
        timeline->spans.push_back(span(arguments...));
    }

    /// `lanes` threads that contend for one lock: each runs for 1 us with it and is blocked
    /// otherwise, until there are `spans` spans.
    static TimelineSample contention(int lanes, int spans);

    inline static const Span::Clock::time_point begin{std::chrono::seconds(1000)};
    std::shared_ptr<Timeline> timeline;
};

} // namespace thaw
