// SPDX-License-Identifier: MIT
#pragma once

#include "probe/delayhistogram.h"
#include "probe/responsivenesssnapshot.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace thaw {

/// Reckons from a probe's pings the delay that an event posted at a moment chosen at random would
/// have had: how much of a stretch's time had which delay. Not thread-safe.
///
/// - While a ping is under way the delay is known at each moment: until the ping is handled. In
///   between it isn't.
/// - So a ping, and each moment one interval after another while it is under way, is a sample,
/// taken
///   without regard to what the loop does. It stands for the time around it, half the way to the
///   next sample on either side. Thus each moment counts once, however often was pinged. That it
///   keeps its delay all that time, where what comes after it waits for less, is made up for by
///   what came before and waited for longer: where in a turn of the loop it fell is chance.
/// - A delay of `manyIntervals` is added as the sawtooth that it is, and so is one that is known
///   from its beginning on, as of a freeze with which a recording begins.
///
/// The share of the time that it gives to the delays longer than any one is unbiased, unless the
/// loop's work keeps step with the pings. README.md tells the error of sampling.
class DelayEstimate
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// A sawtooth that begins up to an interval before its ping is too low by an eighth of an
    /// interval at most there, near its top. Of a delay of so many that is less than 1 %.
    static constexpr std::int64_t manyIntervals = 16;

    /// Of the stretch that begins at `start`: what lies before it, or after `end`, counts for
    /// nothing.
    explicit DelayEstimate(TimePoint start, TimePoint end = TimePoint::max());

    /// Pings in the order of time. One that was handled before the start is left out.
    void addPing(const DelaySample &ping);
    /// The delays of the stretch that ends at `end`, which is not before the last ping's posting:
    /// as far as something is known of it, which is half an interval after the last sample.
    [[nodiscard]] DelayHistogram delaysUntil(TimePoint end) const;

private:
    using nanoseconds = std::chrono::nanoseconds;

    /// The last sample of a ping.
    struct Sample
    {
        TimePoint at;
        TimePoint handled;
        nanoseconds interval;
    };

    void meet(TimePoint posted, nanoseconds interval);
    void keep(nanoseconds delay, TimePoint to);
    void fall(TimePoint to, TimePoint handled);

    TimePoint m_start;
    TimePoint m_end;
    TimePoint m_known; ///< all that lies before is in m_delays
    std::optional<Sample> m_last;
    DelayHistogram m_delays;
};

} // namespace thaw
