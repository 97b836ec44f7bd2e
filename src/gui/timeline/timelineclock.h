// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/pause.h"
#include "jobs/engine/timeline.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace thaw {

/// A stretch of the clock's time.
using Moments = std::pair<Span::Clock::time_point, Span::Clock::time_point>;

/// When in a pause something moved, in the order of time: a thread on its way to where the pause
/// holds it, or one that a step lets go on. That is, when a lane was running or sleeping. What lies
/// little apart is one. Of a pause that goes on: up to `now`.
[[nodiscard]] std::vector<Moments> movingIn(const Pause &pause, std::span<const Span> ended,
                                            const std::map<LaneId, Span> &open,
                                            Span::Clock::time_point now);

/// Where a moment of a run has its place on the timeline, and what time of the run it is there.
/// Both count from the run's start, and outside of pauses both go on as the clock does. In a pause
/// the time stands. The place stands as long as nothing moves, so that a pause is a break, however
/// long it was; it goes on while something does, and for a step by `leastStep` at least, so that
/// each step can be seen.
class TimelineClock
{
public:
    using Moment = Span::Clock::time_point;
    using nanoseconds = std::chrono::nanoseconds;
    static constexpr nanoseconds leastStep = std::chrono::milliseconds(50);

    /// The places that a pause takes up, from one to another; mostly none.
    struct Break
    {
        nanoseconds left{};
        nanoseconds right{};
        nanoseconds length{}; ///< by the clock, as far as it has come
        bool goesOn = false;
    };

    explicit TimelineClock(Moment start = {});
    /// The next pause, and what moved in it.
    void add(const Pause &pause, const std::vector<Moments> &moving, Moment now);
    /// Takes back all but the first so many pauses.
    void keep(std::size_t pauses);

    [[nodiscard]] nanoseconds placeOf(Moment moment) const;
    [[nodiscard]] nanoseconds timeOf(Moment moment) const;
    [[nodiscard]] nanoseconds timeAt(nanoseconds place) const;
    [[nodiscard]] nanoseconds placeOfTime(nanoseconds time) const;
    /// By pause.
    [[nodiscard]] const std::vector<Break> &breaks() const { return m_breaks; }

private:
    /// From `begin` to the next one's. The last goes on as it is.
    struct Piece
    {
        Moment begin;
        nanoseconds place{};  // at its begin
        nanoseconds time{};   // at its begin
        nanoseconds length{}; // in a pause: of what moves, by the clock
        nanoseconds room{};   // and on the timeline
        bool counts = true;   // outside of pauses
    };
    [[nodiscard]] const Piece &pieceOf(Moment moment) const;
    void append(Moment begin, Moment end, nanoseconds room);

    std::vector<Piece> m_pieces;
    std::vector<Break> m_breaks;
    std::vector<std::size_t> m_piecesBefore; // by pause
};

} // namespace thaw
