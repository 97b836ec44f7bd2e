// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/controlstate.h"

#include <chrono>
#include <functional>
#include <thread>

namespace thaw {

/// How a thread with an event loop runs a job without stopping all else.
struct Slices
{
    std::chrono::nanoseconds length; ///< of work, then it gives way
    /// Handles the events that wait, and waits for one for `atMost` so long.
    std::function<void(std::chrono::nanoseconds atMost)> handleEvents;
};

/// Whose turn it is on a thread that runs a job in slices: the job's, or its event loop's. The
/// job's other threads have no part in it: on them nothing here does anything.
class SliceTurn
{
public:
    using Clock = std::chrono::steady_clock;

    explicit SliceTurn(ControlState &state)
        : m_state(state)
    {}

    /// The calling thread is about to run the job. Before any of the job's other threads begins.
    void begin(Slices slices);
    /// Whether that is the calling thread.
    [[nodiscard]] bool isHere() const noexcept
    {
        return m_state.has(ControlState::InSlices) && m_thread == std::this_thread::get_id();
    }
    /// How long it may wait for something other than events without giving way: a slice, if it runs
    /// in slices, else `otherwise`.
    [[nodiscard]] std::chrono::milliseconds longestWait(std::chrono::milliseconds otherwise) const;
    /// Handles the events that wait, and waits for one for `atMost` so long.
    void giveWay(std::chrono::nanoseconds atMost = {});
    /// The same if the slice is over, without waiting.
    void giveWayIfDue();

private:
    ControlState &m_state;
    Slices m_slices;          // set before the job begins, as the next one
    std::thread::id m_thread; // the one that runs in slices, if any
    Clock::time_point m_end;  // of that thread's slice
};

} // namespace thaw
