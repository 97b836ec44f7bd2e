// SPDX-License-Identifier: MIT
#pragma once

#include "probe/delayestimate.h"
#include "probe/frameslots.h"
#include "probe/recording.h"
#include "probe/responsivenesssnapshot.h"

#include <chrono>
#include <cstddef>

namespace thaw {

/// Gathers one Recording: delays and stalls that began before it are cut to what lies within it.
/// Times come in their order, from whoever has them. Not thread-safe.
class Recorder
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::size_t maxStalls = 1'000;

    explicit Recorder(TimePoint start);

    void addDelay(const DelaySample &sample) { m_delays.addPing(sample); }
    /// Left out if what lies within the recording isn't longer than `threshold`. It goes to its
    /// kind: to the stalls, or to those that are counted apart.
    void addStall(Stall stall, std::chrono::nanoseconds threshold);
    void markFrame(TimePoint turn) { m_frames.mark(turn); }
    void excuseFrames(TimePoint from, TimePoint to) { m_frames.excuse(from, to); }

    /// `end` is not before the last delay's posting.
    [[nodiscard]] Recording closed(TimePoint end) const;

private:
    Recording m_recording; // without its delays and frames
    DelayEstimate m_delays;
    FrameTally m_frames;
};

} // namespace thaw
