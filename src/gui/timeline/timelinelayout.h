// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <QString>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace thaw {

// The geometry of the timeline: plain functions, without a widget. All times are from the run's
// start, all places in pixels of the plot.

inline constexpr std::size_t laneStateCount = 5;
/// A time for each LaneState.
using StateTimes = std::array<std::chrono::nanoseconds, laneStateCount>;

/// A span, as far as its place is concerned.
struct Stretch
{
    std::chrono::nanoseconds start{};
    std::chrono::nanoseconds end{};
    LaneState state = LaneState::Running;
    std::size_t span = 0; ///< its index in the timeline
};

/// The stretches of one lane, in the order of time. What is asked of it takes the logarithm of
/// their number.
class LaneStretches
{
public:
    /// It begins no earlier than the last one ended.
    void append(const Stretch &stretch);
    /// Takes back all but the first so many.
    void cut(std::size_t count);
    [[nodiscard]] std::span<const Stretch> all() const { return m_stretches; }

    /// The index of the first that ends after `moment`, of those from `from` on; their number if
    /// there is none.
    [[nodiscard]] std::size_t firstEndingAfter(std::chrono::nanoseconds moment,
                                               std::size_t from = 0) const;
    /// The one at this moment.
    [[nodiscard]] const Stretch *at(std::chrono::nanoseconds moment) const;
    /// The time in each state from one moment to another. All before `first` have ended by `from`.
    [[nodiscard]] StateTimes times(std::chrono::nanoseconds from, std::chrono::nanoseconds to,
                                   std::size_t first = 0) const;

private:
    [[nodiscard]] StateTimes timesUntil(std::chrono::nanoseconds moment, std::size_t index) const;

    std::vector<Stretch> m_stretches;
    std::vector<StateTimes> m_sums; // in all stretches before every 8th
};

/// Which time is where.
struct TimeScale
{
    static constexpr double finest = 10; ///< nanoseconds a pixel
    std::chrono::nanoseconds left{};     ///< the time at x = 0
    double perPixel = 1e6;               ///< nanoseconds

    [[nodiscard]] double xOf(std::chrono::nanoseconds time) const;
    [[nodiscard]] std::chrono::nanoseconds timeAt(double x) const;
};

/// What is painted in one piece: a stretch, or all that happens within a pixel.
struct Block
{
    double left = 0; ///< cut to the plot
    double right = 0;
    std::size_t first = 0; ///< of the lane's stretches
    std::size_t count = 1;
    bool merged = false;
    StateTimes times{}; ///< if merged: how long each state takes within the pixel
};

/// Narrower stretches are merged with what else there is in their pixels.
inline constexpr double leastBlockWidth = 2;

/// What is to be painted of a lane in a plot of this width, from left to right; a merged block
/// comes before the one that it overlaps. No more than two a pixel, however many stretches.
[[nodiscard]] std::vector<Block> blocksOf(const LaneStretches &lane, const TimeScale &scale,
                                          double width);

/// The distance of the time scale's ticks, at least so many pixels: 1, 2 or 5 and zeros.
[[nodiscard]] std::chrono::nanoseconds tickStep(double perPixel, double leastSpacing);
/// The multiples of `step` from one time to another.
[[nodiscard]] std::vector<std::chrono::nanoseconds> ticks(std::chrono::nanoseconds from,
                                                          std::chrono::nanoseconds to,
                                                          std::chrono::nanoseconds step);
/// "1.25 s" or "3.5 ms", in the unit for ticks that are `step` apart, with as many digits as tell
/// moments apart that are `resolution` apart.
[[nodiscard]] QString tickText(std::chrono::nanoseconds time, std::chrono::nanoseconds step,
                               std::chrono::nanoseconds resolution);
[[nodiscard]] inline QString tickText(std::chrono::nanoseconds time, std::chrono::nanoseconds step)
{
    return tickText(time, step, step);
}

/// How much time is shown of a run that has come to `now` and goes on: some room ahead, and
/// changing seldom.
[[nodiscard]] std::chrono::nanoseconds growingLength(std::chrono::nanoseconds now);

/// Where the lanes are, one below the other. The first may be higher.
struct LaneRows
{
    int count = 0;
    double firstHeight = 0;
    double height = 0;

    [[nodiscard]] double top(int lane) const;
    [[nodiscard]] double heightOf(int lane) const { return lane == 0 ? firstHeight : height; }
    [[nodiscard]] double total() const { return top(count); }
    [[nodiscard]] std::optional<int> laneAt(double y) const;
};

} // namespace thaw
