// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace thaw {

/// The ticks of a column: at start + n * period, for ever, however late each is handled. So the
/// schedule doesn't drift, and neither a move nor a slow refresh resets it.
class ColumnSchedule
{
public:
    using Clock = std::chrono::steady_clock;

    /// The first tick is at `start` itself. `period` is more than zero.
    ColumnSchedule(Clock::time_point start, std::chrono::nanoseconds period);

    /// The tick that is to be handled next.
    [[nodiscard]] Clock::time_point next() const;
    /// The next tick was handled and now it is `now`: goes on to the first tick after that, and
    /// counts those between, which are skipped.
    void handled(Clock::time_point now);
    [[nodiscard]] std::int64_t skipped() const { return m_skipped; }

private:
    Clock::time_point m_start;
    std::chrono::nanoseconds m_period;
    std::int64_t m_tick = 0;
    std::int64_t m_skipped = 0;
};

} // namespace thaw
