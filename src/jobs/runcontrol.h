// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace thaw {

/// Who asked a run to stop.
enum class StopReason : std::uint8_t { None, User, FreezeLimit, Signal, Closing };

/// Stop, pause and step of one run: shared by the job's threads and whoever steers it.
///
/// Plain atomics and a condition variable, never queued events: they work while the GUI thread is
/// blocked. Every function may be called from any thread.
class RunControl
{
public:
    using Clock = std::chrono::steady_clock;

    RunControl() = default;
    RunControl(const RunControl &) = delete;
    RunControl &operator=(const RunControl &) = delete;

    /// The run starts now: its clock begins. At construction it already does.
    void begin();

    /// Sets the stop flag, and ends a pause. The first reason stays; returns whether this call was
    /// the first.
    bool requestStop(StopReason reason);
    [[nodiscard]] bool stopRequested() const noexcept
    {
        return (m_flags.load(std::memory_order_relaxed) & Stop) != 0;
    }
    [[nodiscard]] StopReason stopReason() const;
    /// When the stop flag was set; empty while it isn't.
    [[nodiscard]] std::optional<Clock::time_point> stopRequestedAt() const;

    void pause();
    void resume();
    [[nodiscard]] bool paused() const noexcept
    {
        return (m_flags.load(std::memory_order_relaxed) & Pause) != 0;
    }
    /// While paused, lets each of the job's threads go on to its next checkpoint. A thread that
    /// isn't waiting at one keeps its permit until it comes there.
    void step();

    /// The job's threads call this often: waits while paused, returns false when the job must stop.
    [[nodiscard]] bool checkpoint()
    {
        return m_flags.load(std::memory_order_relaxed) == 0 || checkpointSlowly();
    }

    /// Sleeps until `time` has passed that was not paused; false (at once) when the job must stop.
    [[nodiscard]] bool sleepFor(std::chrono::nanoseconds time);

    /// The time since the run began, without the time paused.
    [[nodiscard]] std::chrono::nanoseconds activeTime() const;
    /// All the time paused so far.
    [[nodiscard]] std::chrono::nanoseconds pausedTime() const;

private:
    enum Flag : unsigned { Stop = 1, Pause = 2 };

    [[nodiscard]] bool checkpointSlowly();
    [[nodiscard]] bool hasPermit(std::thread::id thread);
    [[nodiscard]] std::chrono::nanoseconds pausedUntil(Clock::time_point now) const;
    void endPause();
    void waitForPermit(std::unique_lock<std::mutex> &lock);

    std::atomic<unsigned> m_flags = 0;

    mutable std::mutex m_mutex; // protects all below
    std::condition_variable m_changed;
    StopReason m_stopReason = StopReason::None;
    std::optional<Clock::time_point> m_stopRequestedAt;
    Clock::time_point m_began = Clock::now();
    Clock::time_point m_pausedAt;
    std::chrono::nanoseconds m_pausedBefore{};             // in the pauses that are over
    std::uint64_t m_steps = 0;                             // since the pause began
    std::map<std::thread::id, std::uint64_t> m_stepsTaken; // by each thread, since the pause began
};

} // namespace thaw
