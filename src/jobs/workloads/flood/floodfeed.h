// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/livefeed.h"
#include "jobs/workloads/flood/floodcells.h"
#include "jobs/workloads/flood/floodchannel.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace thaw {

/// The window's side of a flood: the channel's end, and the cells that a view paints.
///
/// Threads: as a LiveFeed's; what any thread may use says so.
class FloodFeed : public LiveFeed
{
    Q_OBJECT
public:
    /// What a drain may take of a frame of 16 ms: the rest is the window's own, whose delay is to
    /// stay under a frame.
    static constexpr std::chrono::milliseconds drainTime{8};

    FloodFeed(FloodChannelKind kind, int producers, int threads);
    ~FloodFeed() override;

    [[nodiscard]] FloodChannelKind kind() const noexcept { return m_kind; }
    [[nodiscard]] int threads() const noexcept { return m_threads; }
    [[nodiscard]] const std::vector<FloodCell> &cells() const noexcept { return m_cells.all(); }

    /// Whether a view shows the cells. While none does, a drain counts as a paint.
    void setInSight(bool isInSight) { m_isInSight = isInSight; }
    /// The view has painted the cells. Counts once for each drain, and not in a pause.
    void notePaint() noexcept;

    // Any thread:

    /// Until the feed has ended.
    [[nodiscard]] FloodChannel &channel() noexcept { return *m_channel; }
    [[nodiscard]] std::int64_t handled() const noexcept { return m_cells.handled(); }
    [[nodiscard]] std::int64_t paints() const noexcept
    {
        return m_paints.load(std::memory_order_relaxed);
    }
    /// What all threads have sent so far; they note it.
    [[nodiscard]] std::int64_t produced() const noexcept
    {
        return m_produced.load(std::memory_order_relaxed);
    }
    /// The run is paused, or goes on: the job notes it.
    void setPaused(bool isPaused) noexcept
    {
        m_isPaused.store(isPaused, std::memory_order_relaxed);
    }
    void noteProduced(std::int64_t samples) noexcept
    {
        m_produced.fetch_add(samples, std::memory_order_relaxed);
    }

protected:
    void drain() override;
    void finish() override;

private:
    const FloodChannelKind m_kind;
    const int m_threads;
    FloodCells m_cells;
    std::unique_ptr<FloodChannel> m_channel; // none when the feed has ended
    bool m_isInSight = false;
    bool m_isPainted = true; // as it is since the last drain
    std::atomic<bool> m_isPaused = false;
    std::atomic<std::int64_t> m_paints = 0;
    std::atomic<std::int64_t> m_produced = 0;
};

} // namespace thaw
