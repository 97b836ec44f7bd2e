// SPDX-License-Identifier: MIT
#pragma once

#include "probe/recording.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace thaw {

/// One ping: when it was posted, how late it was handled, and when the next one was wanted.
struct DelaySample
{
    /// Time in which the process was suspended is taken out of the delay by moving `posted` on, so
    /// that posted + delay is when the ping was handled.
    std::chrono::steady_clock::time_point posted;
    std::chrono::nanoseconds delay{};
    std::chrono::nanoseconds interval{};
    [[nodiscard]] std::chrono::steady_clock::time_point handled() const { return posted + delay; }
};

/// A stretch of a probe's log, ready to be drawn. A plain value that nobody changes any more.
struct ResponsivenessSnapshot
{
    /// In place of a bucket's delay: no ping was posted in it and none was waiting.
    static constexpr std::chrono::nanoseconds noData{-1};

    std::chrono::steady_clock::time_point now; ///< the moment that was asked for
    /// The left edge of the first bucket. Edges lie on multiples of bucketWidth, so that a
    /// chart moves by whole buckets and doesn't flicker; `now` lies within the last bucket.
    std::chrono::steady_clock::time_point start;
    std::chrono::nanoseconds bucketWidth{};
    /// For each bucket the worst delay that an event posted in it has seen, or would have seen: all
    /// through a freeze from t0 to t1 it is t1 - t. In a stall that still lasts it is now - t.
    std::vector<std::chrono::nanoseconds> worstDelays;

    /// Those that reach into the stretch, oldest first, uncut; a lasting one is the last.
    std::vector<Stall> stalls;

    /// How many pings reach into the stretch from `start` to `now`; one that shows a stall which
    /// lasts is counted.
    std::int64_t delayCount = 0;
    /// Of that stretch's time, not of its pings: in 50 % of it, 95 % and 99 %, an event posted then
    /// would have waited no longer than this. Zero if there were no pings.
    std::chrono::nanoseconds p50{};
    std::chrono::nanoseconds p95{};
    std::chrono::nanoseconds p99{};
    std::chrono::nanoseconds worst{}; ///< exact
    /// Up to the last that the probe has heard of the loop, or to `now` in a stall that lasts.
    /// Exact while something is recorded; otherwise known from the pings: the loop is taken to be
    /// free between them, so that of each freeze as many frames are missed as its delay has.
    FrameCount frames;

    /// The newest delay; while a stall lasts, its length so far. None before the first ping.
    std::optional<std::chrono::nanoseconds> current;

    // Since the log was made; a stall that lasts is counted, with its length so far.
    std::int64_t stallsSinceStart = 0;      ///< without those that are counted apart
    std::int64_t stallsApartSinceStart = 0; ///< as soon as they have ended
    std::chrono::nanoseconds worstSinceStart{};

    [[nodiscard]] bool isStalled() const { return !stalls.empty() && stalls.back().lasting; }
    [[nodiscard]] std::chrono::steady_clock::time_point bucketStart(std::size_t bucket) const
    {
        return start + bucketWidth * static_cast<std::int64_t>(bucket);
    }
};

/// Fills in the buckets and what is of the stretch (all but the frames) and `current`.
/// `delays` are in the order of time; a stall that lasts is the last of them, reckoned up to now.
void fillSnapshot(ResponsivenessSnapshot &snapshot, const std::vector<DelaySample> &delays);

} // namespace thaw
