// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/floodchannel.h"
#include "jobs/workloads/flood/spscring.h"

#include <memory>
#include <vector>

namespace thaw {

/// A ring for each producing thread, drained once a frame. Nobody is told of anything: the threads
/// write memory, the window reads it, and a thread whose ring is full waits.
class RingChannel : public FloodChannel
{
    Q_OBJECT
public:
    /// What all rings hold together: what comes within a frame at 250 million a second. 32 MB.
    static constexpr std::size_t allSamples = std::size_t{1} << 22;

    RingChannel(int threads, FloodCells &cells, std::size_t samples = allSamples);

    [[nodiscard]] std::unique_ptr<FloodSender> makeSender(int thread) override;
    void drain(std::chrono::steady_clock::time_point until) override;

private:
    using Ring = SpscRing<Sample>;

    FloodCells &m_cells;
    std::vector<std::unique_ptr<Ring>> m_rings; // by thread
    std::size_t m_next = 0;                     // the one to be drained first
};

} // namespace thaw
