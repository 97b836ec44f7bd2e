// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/ringchannel.h"

#include "jobs/workloads/flood/awaitwindow.h"
#include "jobs/workloads/flood/floodcells.h"

#include <algorithm>
#include <bit>

namespace thaw {

namespace {

// About 10 us of work: so often is it published, released, and looked at the clock.
constexpr std::size_t portion = 4096;
constexpr std::size_t leastCapacity = 2 * portion;

class RingSender : public FloodSender
{
public:
    explicit RingSender(SpscRing<Sample> &ring)
        : m_ring(ring)
    {}

    std::span<Sample> room(JobContext &context, std::size_t most,
                           std::chrono::nanoseconds until) override
    {
        std::span<Sample> room;
        const bool hasRoom = awaitWindow(context, until, [&] {
            room = m_ring.writable(std::min(most, portion));
            return !room.empty();
        });
        return hasRoom ? room : std::span<Sample>();
    }
    void send(std::size_t count) override { m_ring.publish(count); }

private:
    SpscRing<Sample> &m_ring;
};

} // namespace

RingChannel::RingChannel(int threads, FloodCells &cells, std::size_t samples)
    : m_cells(cells)
{
    const std::size_t each =
            std::bit_floor(std::max(leastCapacity, samples / static_cast<std::size_t>(threads)));
    for (int thread = 0; thread < threads; ++thread) {
        m_rings.push_back(std::make_unique<Ring>(each));
    }
}

std::unique_ptr<FloodSender> RingChannel::makeSender(int thread)
{
    return std::make_unique<RingSender>(*m_rings[static_cast<std::size_t>(thread)]);
}

// In turns, so that a thread that fills its ring as fast as it is drained leaves the others time.
void RingChannel::drain(std::chrono::steady_clock::time_point until)
{
    std::size_t emptyInARow = 0;
    while (emptyInARow < m_rings.size() && !isGivenUp()
           && std::chrono::steady_clock::now() < until) {
        Ring &ring = *m_rings[m_next];
        m_next = (m_next + 1) % m_rings.size();
        const std::span<const Sample> samples = ring.readable(portion);
        m_cells.take(samples);
        ring.release(samples.size());
        emptyInARow = samples.empty() ? emptyInARow + 1 : 0;
    }
}

} // namespace thaw

#include "moc_ringchannel.cpp"
