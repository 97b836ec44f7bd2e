// SPDX-License-Identifier: MIT
#pragma once

#include "probe/delayhistogram.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <vector>

namespace thaw {

/// A span in which the watched loop handled nothing for longer than the threshold.
struct Stall
{
    std::chrono::steady_clock::time_point start;
    /// The loop may have stopped this much earlier than `start`: that long before it had last
    /// handled a ping. At most one ping interval, unless the probe's own thread was late.
    std::chrono::nanoseconds startUncertainty{};
    /// The length so far while it lasts, the whole length when it has ended.
    std::chrono::nanoseconds duration{};
    bool lasting = false;
    /// What ran, in words, known when it has ended: an Activity, else the event that was handled.
    /// Empty if the watched thread tells neither.
    QString what = {};
    bool isApart = false; ///< of an activity whose stalls are counted apart
};

/// The frames (60 a second) of a span of time, and how many the loop took a turn in.
struct FrameCount
{
    std::int64_t expected = 0;
    std::int64_t delivered = 0;
    [[nodiscard]] std::int64_t missed() const { return expected - delivered; }
};

/// What a probe saw from beginRecording() to the fence of endRecording(). A plain value.
struct Recording
{
    std::chrono::steady_clock::time_point start;
    std::chrono::steady_clock::time_point end;
    /// Of the time from start to end: the delay that an event posted at a moment chosen at random
    /// would have had. A freeze counts as long as it was, whatever the interval of the pings.
    DelayHistogram delays;
    /// Oldest first; of more than 1,000 the longest. A stall that began before the recording is cut
    /// to it. One is `lasting` only if the recording was closed without its fence, by
    /// Probe::stop().
    std::vector<Stall> stalls;
    std::int64_t stallsDropped = 0;
    /// Those of activities that are counted apart, which are in no other figure of stalls; likewise
    /// oldest first and at most 1,000. The delays and the frames are of all that the loop did.
    std::vector<Stall> stallsApart = {};
    std::int64_t stallsApartDropped = 0;
    FrameCount frames;
    /// Of those that are not counted apart. Zero if there was none.
    [[nodiscard]] std::chrono::nanoseconds longestStall() const;
    /// Of both kinds, oldest first.
    [[nodiscard]] std::vector<Stall> allStalls() const;
};

} // namespace thaw
