// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/controlstate.h"

#include <cstdint>
#include <functional>
#include <map>
#include <thread>

namespace thaw {

/// Holds up the threads of a run while it is paused, and lets each of them go on by a step: a
/// permit for each thread, which it takes at its next point. A thread that isn't waiting at
/// one keeps its permit until it comes there. It keeps two at the most: quick presses aren't lost,
/// and a thread that was blocked through many doesn't run away.
class StepGate
{
public:
    explicit StepGate(ControlState &state)
        : m_state(state)
    {}

    [[nodiscard]] bool isClosed() const noexcept { return m_state.has(ControlState::Pausing); }

    // With the state's mutex held:

    void close();
    void open();
    void step();

    /// Whether the calling thread may go on: the gate is open, or it has a permit.
    [[nodiscard]] bool letsPass();
    /// Takes a permit of the calling thread, if the gate is closed: it has gone on.
    void pass();
    /// While closed, takes a permit of the calling thread, if it has one.
    [[nodiscard]] bool tryPass();
    /// The calling thread has just begun: the steps so far were not meant for it.
    void threadBegins();

    /// Who can't come to a point: called with false when the gate closes, with true when it
    /// opens and at each step. If it is closed now, it is called with false at once. Returns its
    /// number.
    std::uint64_t listen(std::function<void(bool mayRun)> mayRun);
    void forget(std::uint64_t listener) { m_listeners.erase(listener); }

private:
    void tell(bool mayRun) const;
    [[nodiscard]] bool hasPermit();

    ControlState &m_state;
    std::uint64_t m_steps = 0;                            // since it was closed
    std::map<std::thread::id, std::uint64_t> m_stepsSeen; // by each thread, since it was closed
    std::map<std::uint64_t, std::function<void(bool)>> m_listeners;
    std::uint64_t m_nextListener = 0;
};

} // namespace thaw
