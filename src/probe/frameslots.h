// SPDX-License-Identifier: MIT
#pragma once

#include "probe/recording.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace thaw {

/// Time cut into the slots of 60 frames a second, numbered since the clock's epoch. No state.
struct FrameGrid
{
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::int64_t perSecond = 60;

    /// The slot that `time` lies in.
    [[nodiscard]] static std::int64_t slotAt(TimePoint time);
    /// The first slot that doesn't begin before `time`.
    [[nodiscard]] static std::int64_t firstWholeSlot(TimePoint time);
    [[nodiscard]] static TimePoint startOf(std::int64_t slot);
    /// The middle of the slot after the one that `time` lies in.
    [[nodiscard]] static TimePoint nextMiddle(TimePoint time);
};

/// Which slots of the last minute (and a little more) the loop took a turn in. Fixed memory, 32 kB.
/// Times come in their order, from whoever has them: no clock in here. Not thread-safe.
class FrameSlots
{
public:
    using TimePoint = FrameGrid::TimePoint;

    FrameSlots();

    /// Frames are expected from the first whole slot after `now` on, or no longer.
    void begin(TimePoint now);
    void end(TimePoint now);
    /// The loop took a turn. Returns whether it is the first one in its slot.
    bool mark(TimePoint turn);
    /// The loop was free all the time between the two: it could have taken a turn in each slot.
    void markAll(TimePoint from, TimePoint to);
    /// Slots that lie wholly between the two and had no turn are expected no more.
    void excuse(TimePoint from, TimePoint to);

    /// The whole slots between the two, as far as begun and not forgotten. delivered <= expected.
    [[nodiscard]] FrameCount count(TimePoint from, TimePoint to) const;

private:
    enum class State { Missed, Met, Excused };
    [[nodiscard]] State stateOf(std::int64_t slot) const;
    void excuseSlots(std::int64_t first, std::int64_t end);

    std::optional<std::int64_t> m_first; // the first slot that is expected
    std::optional<std::int64_t> m_end;   // the first that is not expected again, once ended
    /// At slot % size: the slot's number if it was met, its complement if it is excused.
    std::vector<std::int64_t> m_ring;
};

/// Counts the frames of one recording, however long it gets. Not thread-safe.
class FrameTally
{
public:
    using TimePoint = FrameGrid::TimePoint;

    explicit FrameTally(TimePoint start);
    /// The loop took a turn. Times come in their order.
    void mark(TimePoint turn);
    /// Slots that lie wholly between the two, both after the last turn, are expected no more.
    void excuse(TimePoint from, TimePoint to);
    /// The whole slots from the start to `end`, which is not before the last turn.
    [[nodiscard]] FrameCount count(TimePoint end) const;

private:
    std::int64_t m_first;
    std::int64_t m_lastMet;
    std::int64_t m_met = 0;
    std::int64_t m_excused = 0;
};

} // namespace thaw
