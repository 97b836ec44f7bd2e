// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/sample.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>

namespace thaw {

class FloodCells;
class JobContext;

/// How the samples get to the window.
enum class FloodChannelKind {
    Signals, ///< a queued signal each
    Batches, ///< a queued event for each batch, and no more batches than there are credits
    Ring,    ///< through a ring's memory, which the window drains once a frame
};

/// "signals", "batches", "ring", as on the command line and in JSON; in the order of the kinds.
[[nodiscard]] QStringList floodChannelWords();

/// One producing thread's end of a channel: made, used and destroyed on that thread.
class FloodSender
{
public:
    FloodSender() = default;
    FloodSender(const FloodSender &) = delete;
    FloodSender &operator=(const FloodSender &) = delete;
    virtual ~FloodSender() = default;

    /// Room for the next samples, `most` at most. Where there is none, it waits until the window
    /// has made some, without using the core: until the run's active time is `until`, the run is
    /// paused or the job must stop; then it is empty.
    [[nodiscard]] virtual std::span<Sample> room(JobContext &context, std::size_t most,
                                                 std::chrono::nanoseconds until) = 0;
    /// The first `count` samples of the room have been written: sends them.
    virtual void send(std::size_t count) = 0;
};

/// A way for the samples of several threads to the window, with nothing lost and each producer's in
/// order. It is bounded: a thread that is too fast waits.
///
/// Threads: lives on the GUI thread, which takes the samples there; the producing threads make
/// their senders, and destroy them before the channel.
class FloodChannel : public QObject
{
    Q_OBJECT
public:
    /// The end of producing thread `thread`, from 0 on. That thread.
    [[nodiscard]] virtual std::unique_ptr<FloodSender> makeSender(int thread) = 0;
    /// Takes what has come, until `until` at most; nothing where samples come as events. The GUI
    /// thread, once a frame.
    virtual void drain(std::chrono::steady_clock::time_point until) = 0;

    /// Nobody wants what is under way any more: it is dropped, quickly, not handled. Any thread.
    void giveUp() noexcept { m_isGivenUp.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isGivenUp() const noexcept
    {
        return m_isGivenUp.load(std::memory_order_relaxed);
    }

private:
    std::atomic<bool> m_isGivenUp = false;
};

/// The channel for so many producing threads, whose samples go to `cells`, which outlive it. The
/// GUI thread.
[[nodiscard]] std::unique_ptr<FloodChannel> makeFloodChannel(FloodChannelKind kind, int threads,
                                                             FloodCells &cells);

} // namespace thaw
