// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/columnschedule.h"

#include <algorithm>

namespace thaw {

ColumnSchedule::ColumnSchedule(Clock::time_point start, std::chrono::nanoseconds period)
    : m_start(start)
    , m_period(period)
{}

ColumnSchedule::Clock::time_point ColumnSchedule::next() const
{
    return m_start + m_tick * m_period;
}

void ColumnSchedule::handled(Clock::time_point now)
{
    const std::int64_t due = (now - m_start) / m_period; // the newest tick that is due
    const std::int64_t following = std::max(m_tick, due) + 1;
    m_skipped += following - m_tick - 1;
    m_tick = following;
}

} // namespace thaw
