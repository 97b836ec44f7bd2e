// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/floodchannel.h"

#include <atomic>
#include <cstdint>

namespace thaw {

/// A queued signal for each sample: the way that comes to mind first, and the one that floods the
/// window's queue. It grows up to a cap, about 40 MB, so that a long run doesn't take all the
/// memory there is; at the cap the threads wait. When time is up, the signals that are queued still
/// are handled; when the run is canceled, they are removed.
class SignalChannel : public FloodChannel
{
    Q_OBJECT
public:
    static constexpr std::int64_t mostQueued = 200'000;

    explicit SignalChannel(FloodCells &cells);

    [[nodiscard]] std::unique_ptr<FloodSender> makeSender(int thread) override;
    void drain(std::chrono::steady_clock::time_point) override {}

    /// Whether so many more may be sent. Any thread.
    [[nodiscard]] bool hasRoomFor(std::int64_t samples) const noexcept;
    void noteSent(std::int64_t samples) noexcept { m_sent += samples; }

public Q_SLOTS:
    /// One has come.
    void take(thaw::Sample sample);

private:
    FloodCells &m_cells;
    std::atomic<std::int64_t> m_sent = 0;
};

/// What a producing thread emits its samples by. It lives on that thread.
class SampleEmitter : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void produced(thaw::Sample sample);
};

} // namespace thaw
