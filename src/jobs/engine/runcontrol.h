// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/pause.h"
#include "jobs/engine/threadpriorities.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace thaw {

/// Who asked a run to stop. JobFailed: one of the job's own threads, so that the others end, too.
enum class StopReason : std::uint8_t { None, User, FreezeLimit, Signal, Closing, JobFailed };

/// Stop, pause, step, pace and priority of one run: shared by the job's threads and whoever steers
/// it.
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
        return (m_flags.load(std::memory_order_relaxed) & Stopping) != 0;
    }
    [[nodiscard]] StopReason stopReason() const;
    /// When the stop flag was set; empty while it isn't.
    [[nodiscard]] std::optional<Clock::time_point> stopRequestedAt() const;

    void pause();
    void resume();
    [[nodiscard]] bool paused() const noexcept
    {
        return (m_flags.load(std::memory_order_relaxed) & Pausing) != 0;
    }
    /// While paused, lets each of the job's threads go on to its next checkpoint. A thread that
    /// isn't waiting at one keeps its permit until it comes there. It keeps two at the most: quick
    /// presses aren't lost, and a thread that was blocked through many doesn't run away.
    void step();
    /// While paused, takes a permit of the calling thread, if it has one, without waiting for it.
    [[nodiscard]] bool tryStep();
    /// The calling thread has just begun: the steps so far were not meant for it.
    void threadBegins();
    /// Neither paused nor asked to stop, and not in slices.
    [[nodiscard]] bool undisturbed() const noexcept
    {
        return m_flags.load(std::memory_order_relaxed) == 0;
    }

    /// Has `mayRun` called with false when a pause begins, with true when it ends and at each step,
    /// for as long as the returned object lives: for what can't come to a checkpoint, such as a
    /// child process. It is called on whatever thread steers, with a lock held: it must be quick
    /// and call nothing here. If a pause is on, it is called with false at once.
    class Listener;
    [[nodiscard]] Listener listen(std::function<void(bool mayRun)> mayRun);

    static constexpr double leastPace = 0.05;
    static constexpr double mostPace = 10;
    /// What the waits of sleepPaced() are multiplied by, 1 unless set; also those under way. Values
    /// outside of the range are brought into it.
    void setPace(double pace);
    /// The same unless a pace has been set already: what the job begins with.
    void setInitialPace(double pace);
    [[nodiscard]] double pace() const noexcept { return m_pace.load(std::memory_order_relaxed); }

    /// The job's threads call this often: waits while paused, returns false when the job must stop.
    [[nodiscard]] bool checkpoint() { return undisturbed() || checkpointSlowly(); }

    /// How a thread with an event loop runs a job without stopping all else.
    struct Slices
    {
        std::chrono::nanoseconds length; ///< of work, then it gives way
        /// Handles the events that wait, and waits for one for `atMost` so long.
        std::function<void(std::chrono::nanoseconds atMost)> handleEvents;
    };
    /// The calling thread is about to run the job, in slices: it gives way at its checkpoints, and
    /// in its pauses and sleeps. The job's other threads don't. Before any of them begins.
    void runInSlices(Slices slices);
    /// Whether that is the calling thread.
    [[nodiscard]] bool runsInSlicesHere() const noexcept
    {
        return (m_flags.load(std::memory_order_relaxed) & InSlices) != 0
               && m_slicedThread == std::this_thread::get_id();
    }
    /// How long it may wait for something other than events without giving way: a slice, if it runs
    /// in slices, else `otherwise`.
    [[nodiscard]] std::chrono::milliseconds longestWait(std::chrono::milliseconds otherwise) const;
    /// On the thread that runs in slices, handles the events that wait, and waits for one for
    /// `atMost` so long. Elsewhere it does nothing.
    void giveWay(std::chrono::nanoseconds atMost = {});
    /// The same if the slice is over, without waiting.
    void giveWayIfDue();

    /// How the run's threads share the cores with all else.
    [[nodiscard]] ThreadPriorities &priorities() { return m_priorities; }

    /// Is told, on the thread that sleeps, when a pause begins to hold it up and when no longer.
    using HeldUp = std::function<void(bool isHeldUp)>;
    /// Sleeps until `time` has passed that was not paused; false (at once) when the job must stop.
    [[nodiscard]] bool sleepFor(std::chrono::nanoseconds time, const HeldUp &heldUp = {})
    {
        return sleep(time, false, heldUp).has_value();
    }
    /// The same for `time` multiplied by the pace, which may change meanwhile. Returns how long it
    /// slept, a stepped sleep included; nothing when the job must stop.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> sleepPaced(std::chrono::nanoseconds time,
                                                                     const HeldUp &heldUp = {})
    {
        return sleep(time, true, heldUp);
    }

    /// The time since the run began, without the time paused. Waits for nobody: a thread of lowered
    /// priority may lose its core while it holds the lock.
    [[nodiscard]] std::chrono::nanoseconds activeTime() const noexcept;
    /// All the time paused so far.
    [[nodiscard]] std::chrono::nanoseconds pausedTime() const;
    /// All the pauses so far, one after the other.
    [[nodiscard]] std::vector<Pause> pauses() const;

    /// Has `tell(now, activeTime)` called at once with the clock's time and the run's. The calls
    /// come one after the other, over all threads, so what they do is in the order of these times.
    /// It must be quick and call nothing here.
    template <typename Tell>
    void tellTime(Tell tell) const
    {
        const std::lock_guard lock(m_mutex);
        const auto now = Clock::now();
        tell(now, now - m_began - pausedUntil(now));
    }

private:
    enum Flag : unsigned { Stopping = 1, Pausing = 2, InSlices = 4 };

    [[nodiscard]] bool checkpointSlowly();
    [[nodiscard]] std::optional<std::chrono::nanoseconds> sleep(std::chrono::nanoseconds time,
                                                                bool paced, const HeldUp &heldUp);
    [[nodiscard]] bool hasPermit(std::thread::id thread);
    void takePermit(std::thread::id thread);
    [[nodiscard]] std::chrono::nanoseconds pausedUntil(Clock::time_point now) const;
    void endPause();
    void setActive();
    void tellListeners(bool mayRun);
    void forget(std::uint64_t listener);
    void waitForPermit(std::unique_lock<std::mutex> &lock);
    template <typename Condition>
    void await(std::unique_lock<std::mutex> &lock, std::optional<std::chrono::nanoseconds> limit,
               Condition condition);

    std::atomic<unsigned> m_flags = 0;
    std::atomic<double> m_pace = 1;
    std::atomic<bool> m_paceIsSet = false;
    // The active time, in one word: while it runs, the moment (in the clock's ticks) from which it
    // would have run without a pause; while paused, -1 less the time. Set with m_mutex held.
    std::atomic<Clock::rep> m_active = Clock::now().time_since_epoch().count();

    ThreadPriorities m_priorities;

    Slices m_slices;                // set before the job begins, as the next one
    std::thread::id m_slicedThread; // the one that runs in slices, if any
    Clock::time_point m_sliceEnd;   // that thread's

    mutable std::mutex m_mutex; // protects all below
    std::condition_variable m_changed;
    StopReason m_stopReason = StopReason::None;
    std::optional<Clock::time_point> m_stopRequestedAt;
    Clock::time_point m_began = Clock::now();
    std::vector<Pause> m_pauses;
    std::chrono::nanoseconds m_pausedBefore{};            // in the pauses that are over
    std::uint64_t m_steps = 0;                            // since the pause began
    std::map<std::thread::id, std::uint64_t> m_stepsSeen; // by each thread, since the pause began
    std::map<std::uint64_t, std::function<void(bool)>> m_listeners;
    std::uint64_t m_nextListener = 0;
};

class RunControl::Listener
{
public:
    Listener(RunControl &control, std::uint64_t number)
        : m_control(&control)
        , m_number(number)
    {}
    Listener(Listener &&other) noexcept
        : m_control(std::exchange(other.m_control, nullptr))
        , m_number(other.m_number)
    {}
    Listener &operator=(Listener &&) = delete;
    ~Listener()
    {
        if (m_control) {
            m_control->forget(m_number);
        }
    }

private:
    RunControl *m_control;
    const std::uint64_t m_number;
};

} // namespace thaw
