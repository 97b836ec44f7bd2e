// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodfeed.h"

namespace thaw {

FloodFeed::FloodFeed(FloodChannelKind kind, int producers, int threads)
    : m_kind(kind)
    , m_threads(threads)
    , m_cells(producers)
    , m_channel(makeFloodChannel(kind, threads, m_cells))
{}

FloodFeed::~FloodFeed() = default;

void FloodFeed::notePaint() noexcept
{
    if (!m_isPainted) {
        m_isPainted = true;
        m_paints.fetch_add(m_isPaused.load(std::memory_order_relaxed) ? 0 : 1,
                           std::memory_order_relaxed);
    }
}

void FloodFeed::drain()
{
    m_channel->drain(Clock::now() + drainTime);
    m_isPainted = false;
    if (!m_isInSight) {
        notePaint();
    }
}

// The samples' memory; the cells stay, to be looked at.
void FloodFeed::finish()
{
    m_channel.reset();
}

} // namespace thaw

#include "moc_floodfeed.cpp"
