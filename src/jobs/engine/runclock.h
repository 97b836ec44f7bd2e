// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/pause.h"

#include <atomic>
#include <chrono>
#include <vector>

namespace thaw {

/// The time of a run, in which pauses don't count. At construction it already runs.
class RunClock
{
public:
    using Clock = std::chrono::steady_clock;

    RunClock();

    /// The time since the run began, without the time paused. Any thread, and it waits for nobody:
    /// a thread of lowered priority may lose its core while it holds the lock.
    [[nodiscard]] std::chrono::nanoseconds activeTime() const noexcept;

    // One thread at a time:

    /// From now on; whatever was before doesn't count, but a pause goes on.
    void begin();
    void beginPause();
    void endPause();
    /// All the time paused up to `now`, a pause that goes on included.
    [[nodiscard]] std::chrono::nanoseconds pausedUntil(Clock::time_point now) const;
    [[nodiscard]] std::chrono::nanoseconds activeUntil(Clock::time_point now) const
    {
        return now - m_began - pausedUntil(now);
    }
    /// The time in the pauses that are over; it changes whenever a pause ends.
    [[nodiscard]] std::chrono::nanoseconds pausesOver() const { return m_pausesOver; }
    /// All the pauses so far, one after the other.
    [[nodiscard]] const std::vector<Pause> &pauses() const { return m_pauses; }

private:
    [[nodiscard]] bool isPaused() const { return !m_pauses.empty() && !m_pauses.back().end; }
    [[nodiscard]] Clock::time_point since() const { return m_began + m_pausesOver; }

    Clock::time_point m_began = Clock::now();
    std::vector<Pause> m_pauses;
    std::chrono::nanoseconds m_pausesOver{};
    // The active time, in one word, whose two lowest bits say how to read it: while it runs, the
    // moment (in the clock's ticks) from which it would have run without a pause; while pausing the
    // same, until the first that asks says when the pause begins; while paused, the time.
    mutable std::atomic<Clock::rep> m_active;
};

} // namespace thaw
