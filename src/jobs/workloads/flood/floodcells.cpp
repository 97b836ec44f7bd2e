// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodcells.h"

namespace thaw {

FloodCells::FloodCells(int producers)
    : m_cells(static_cast<std::size_t>(producers))
{}

void FloodCells::take(std::span<const Sample> samples) noexcept
{
    FloodCell *const cells = m_cells.data();
    for (const Sample &sample : samples) {
        FloodCell &cell = cells[sample.producer];
        cell.misplaced |= sample.number ^ static_cast<std::uint32_t>(cell.tally.count);
        cell.tally.add(sample.value);
        cell.value = sample.value;
    }
    m_handled.store(m_handled.load(std::memory_order_relaxed)
                            + static_cast<std::int64_t>(samples.size()),
                    std::memory_order_release);
}

} // namespace thaw
