// SPDX-License-Identifier: MIT
#pragma once

#include "probe/frameslots.h"
#include "probe/recording.h"
#include "probe/responsivenesssnapshot.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace thaw {

/// What a probe measured lately: the delays of the last minute, one by one, and the stalls.
///
/// Threads: everything here may be called from any thread. The probe writes, a chart reads by
/// taking snapshots. Memory is fixed: about 350 kB.
class ResponsivenessLog
{
public:
    using Clock = std::chrono::steady_clock;

    /// How far back a snapshot can reach.
    static constexpr std::chrono::seconds reach{60};
    /// 200 pings a second for a minute, and a margin. With more pings a second the reach is
    /// shorter.
    static constexpr std::size_t maxDelays = 13'000;
    /// The newest stalls are kept, and as many of those that are counted apart; how many were
    /// dropped is counted.
    static constexpr std::size_t maxStalls = 1'000;

    ResponsivenessLog();

    /// The `span` (at most `reach`) that ends at `now`, in `buckets` (1 to 10,000) of equal width.
    /// Immutable, and as long-lived as the caller wants. Takes well under a millisecond.
    [[nodiscard]] std::shared_ptr<const ResponsivenessSnapshot> snapshot(
            Clock::time_point now = Clock::now(),
            std::chrono::nanoseconds span = std::chrono::seconds{60}, int buckets = 600) const;

    /// The stalls since the log was made, of both kinds, oldest first, at most `maxStalls` of each;
    /// a stall that lasts at `now` is the last.
    [[nodiscard]] std::vector<Stall> stalls(Clock::time_point now = Clock::now()) const;
    /// Of those that are not counted apart.
    [[nodiscard]] std::int64_t stallsDropped() const;

    // What the probe reports, in the order of time.

    /// A ping was handled, and with it `ended` if it ended a stall.
    void addDelay(const DelaySample &sample, const std::optional<Stall> &ended = {});
    /// The same, where it ended stalls of several causes, one behind the other.
    void addDelay(const DelaySample &sample, const std::vector<Stall> &ended);
    /// A stall was seen that still lasts; its length is reckoned from its start when asked for. It
    /// lasts until addDelay() ends it.
    void noteLastingStall(const Stall &stall, std::chrono::nanoseconds interval);
    /// Frames are expected from `now` on, or no longer.
    void beginFrames(Clock::time_point now);
    void endFrames(Clock::time_point now);
    /// The watched loop took a turn.
    void markFrame(Clock::time_point turn);
    /// The watched loop was free from the one to the other.
    void markFrames(Clock::time_point from, Clock::time_point to);
    /// The process was suspended: no frames are expected in that time.
    void excuseFrames(Clock::time_point from, Clock::time_point to);

private:
    /// The stalls of one kind.
    struct Ended
    {
        std::deque<Stall> newest; // oldest first
        std::int64_t dropped = 0;
        void add(const Stall &stall);
        [[nodiscard]] std::int64_t count() const;
    };
    [[nodiscard]] std::vector<Stall> endedSince(Clock::time_point start) const;
    [[nodiscard]] std::vector<DelaySample> delaysSince(Clock::time_point start) const;

    mutable std::mutex m_mutex;        // protects everything below
    std::vector<DelaySample> m_delays; // a ring, oldest at m_oldest once it is full
    std::size_t m_oldest = 0;
    Ended m_stalls;
    Ended m_stallsApart;
    std::optional<Stall> m_lasting;
    std::chrono::nanoseconds m_lastingInterval{0};
    std::chrono::nanoseconds m_worst{0};
    FrameSlots m_frames;
    Clock::time_point m_framesKnown; // how far the probe has told of the loop
};

} // namespace thaw
