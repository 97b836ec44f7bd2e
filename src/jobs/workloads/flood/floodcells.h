// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/sample.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace thaw {

/// What the window has of one producer.
struct FloodCell
{
    SampleTally tally;           ///< of the samples that have come
    std::uint32_t value = 0;     ///< the newest; nothing while tally.count is 0
    std::uint32_t misplaced = 0; ///< not 0: a sample has come that wasn't the next one
};

/// The window's side of a flood: a cell for each producer, with its newest value, and what is
/// reckoned of all its samples. Used on the GUI thread, but for handled().
class FloodCells
{
public:
    explicit FloodCells(int producers);

    /// Handles samples, in the order in which their producers sent them.
    void take(std::span<const Sample> samples) noexcept;

    [[nodiscard]] const std::vector<FloodCell> &all() const noexcept { return m_cells; }
    /// The samples so far, of all producers. Any thread: who reads it may read, too, what the cells
    /// had come to by then, as long as nobody sends any more.
    [[nodiscard]] std::int64_t handled() const noexcept
    {
        return m_handled.load(std::memory_order_acquire);
    }

private:
    std::vector<FloodCell> m_cells;
    std::atomic<std::int64_t> m_handled = 0;
};

} // namespace thaw
