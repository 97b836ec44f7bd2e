// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/cellages.h"

#include "jobs/workloads/flood/floodcells.h"

#include <algorithm>

namespace thaw {

void CellAges::reset(std::size_t cells)
{
    m_cells.assign(cells, {});
    m_lastChange.reset();
}

void CellAges::update(const std::vector<FloodCell> &cells, Clock::time_point at)
{
    const std::size_t count = std::min(cells.size(), m_cells.size());
    bool hasChanged = false;
    for (std::size_t cell = 0; cell < count; ++cell) {
        Seen &seen = m_cells[cell];
        if (seen.count != cells[cell].tally.count) {
            seen = {cells[cell].tally.count, at};
            hasChanged = true;
        }
    }
    if (hasChanged) {
        m_lastChange = at;
    }
}

std::optional<std::chrono::nanoseconds> CellAges::age(std::size_t cell, Clock::time_point at) const
{
    const Seen &seen = m_cells[cell];
    return seen.count == 0 ? std::nullopt : std::optional(at - seen.changed);
}

CellAges::Freshness CellAges::freshness(std::size_t cell, Clock::time_point at) const
{
    const auto age = this->age(cell, at);
    return !age            ? Freshness::Never
           : *age < now    ? Freshness::Now
           : *age < recent ? Freshness::Recent
           : *age < lately ? Freshness::Lately
                           : Freshness::Old;
}

bool CellAges::isFading(Clock::time_point at) const
{
    return m_lastChange && at - *m_lastChange < lately;
}

} // namespace thaw
