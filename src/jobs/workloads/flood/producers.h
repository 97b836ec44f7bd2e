// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/sample.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace thaw {

/// The logical producers of one thread. They take turns, a sample each, so that none is ever ahead
/// of another by more than one.
///
/// One thread's; another may read when that one has been joined.
class Producers
{
public:
    /// Those from `first` to before `last` of the flood; at least one.
    Producers(int first, int last);

    /// Has the next of them produce a sample each, until `room` is full.
    void produce(std::span<Sample> room) noexcept;

    [[nodiscard]] int first() const noexcept { return m_first; }
    [[nodiscard]] std::size_t count() const noexcept { return m_producers.size(); }
    /// The samples so far, of all of them.
    [[nodiscard]] std::int64_t produced() const noexcept { return m_produced; }
    /// What the producer first() + `index` has produced.
    [[nodiscard]] const SampleTally &tally(std::size_t index) const
    {
        return m_producers[index].tally;
    }

private:
    struct Producer
    {
        SampleTally tally;
        std::uint32_t state = 0; // of its pseudo-random values
    };
    int m_first;
    std::vector<Producer> m_producers;
    std::size_t m_next = 0; // whose turn it is
    std::int64_t m_produced = 0;
};

} // namespace thaw
