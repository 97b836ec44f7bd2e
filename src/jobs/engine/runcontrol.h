// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/controlstate.h"
#include "jobs/engine/pace.h"
#include "jobs/engine/pause.h"
#include "jobs/engine/runclock.h"
#include "jobs/engine/sliceturn.h"
#include "jobs/engine/stepgate.h"
#include "jobs/engine/stopflag.h"
#include "jobs/engine/threadpriorities.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace thaw {

/// Steers one run: it is shared by the job's threads and whoever steers it. Each of its parts does
/// one thing; here is what takes several of them, under the lock that they share.
///
/// Plain atomics and a condition variable, never queued events: they work while the GUI thread is
/// blocked. Every function may be called from any thread.
class RunControl
{
public:
    using Clock = RunClock::Clock;

    RunControl() = default;
    RunControl(const RunControl &) = delete;
    RunControl &operator=(const RunControl &) = delete;

    /// The run starts now: its clock begins. At construction it already does.
    void begin();

    /// Sets the stop flag, and ends a pause. Returns whether this call was the first.
    bool requestStop(StopReason reason);
    [[nodiscard]] bool stopRequested() const noexcept { return m_stop.isSet(); }
    [[nodiscard]] StopReason stopReason() const;
    /// When the stop flag was set; empty while it isn't.
    [[nodiscard]] std::optional<Clock::time_point> stopRequestedAt() const;

    void pause();
    void resume();
    [[nodiscard]] bool paused() const noexcept { return m_gate.isClosed(); }
    /// While paused, lets each of the job's threads go on to its next point; see StepGate.
    void step();
    /// While paused, takes a permit of the calling thread, if it has one, without waiting for it.
    [[nodiscard]] bool tryStep();
    /// The calling thread has just begun: the steps so far were not meant for it.
    void threadBegins();
    /// Neither paused nor asked to stop, and not in slices.
    [[nodiscard]] bool undisturbed() const noexcept
    {
        return m_state.flags.load(std::memory_order_relaxed) == 0;
    }

    /// Has `mayRun` called with false when a pause begins, with true when it ends and at each step,
    /// for as long as the returned object lives: for what can't come to a point, such as a
    /// child process. It is called on whatever thread steers, with a lock held: it must be quick
    /// and call nothing here. If a pause is on, it is called with false at once.
    class Listener;
    [[nodiscard]] Listener listen(std::function<void(bool mayRun)> mayRun);

    /// What the waits of sleepPaced() are multiplied by; also those under way.
    void setPace(double pace);
    /// The same unless a pace has been set already: what the job begins with.
    void setInitialPace(double pace);
    [[nodiscard]] double pace() const noexcept { return m_pace.value(); }

    /// The job's threads call this often: waits while paused, returns false when the job must stop.
    [[nodiscard]] bool passPoint() { return undisturbed() || passPointSlowly(); }

    /// The turns of a thread that runs the job in slices.
    [[nodiscard]] SliceTurn &turn() { return m_turn; }
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

    /// The time since the run began, without the time paused. Waits for nobody.
    [[nodiscard]] std::chrono::nanoseconds activeTime() const noexcept
    {
        return m_clock.activeTime();
    }
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
        const std::lock_guard lock(m_state.mutex);
        const auto now = Clock::now();
        tell(now, m_clock.activeUntil(now));
    }

private:
    [[nodiscard]] bool passPointSlowly();
    [[nodiscard]] std::optional<std::chrono::nanoseconds> sleep(std::chrono::nanoseconds time,
                                                                bool paced, const HeldUp &heldUp);
    void endPause();
    void waitAtGate(std::unique_lock<std::mutex> &lock);
    template <typename Condition>
    void await(std::unique_lock<std::mutex> &lock, std::optional<std::chrono::nanoseconds> limit,
               Condition condition);

    mutable ControlState m_state; // its mutex protects these three, but for their atomics
    StopFlag m_stop{m_state};
    StepGate m_gate{m_state};
    RunClock m_clock;

    SliceTurn m_turn{m_state};
    Pace m_pace;
    ThreadPriorities m_priorities;
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
            const std::lock_guard lock(m_control->m_state.mutex);
            m_control->m_gate.forget(m_number);
        }
    }

private:
    RunControl *m_control;
    const std::uint64_t m_number;
};

} // namespace thaw
