// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/controlstate.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace thaw {

/// Who asked a run to stop. JobFailed: one of the job's own threads, so that the others end, too.
enum class StopReason : std::uint8_t { None, User, FreezeLimit, Signal, Closing, JobFailed };

/// Whether a run is to stop, since when and why. It is set once.
class StopFlag
{
public:
    using Clock = std::chrono::steady_clock;

    explicit StopFlag(ControlState &state)
        : m_state(state)
    {}

    [[nodiscard]] bool isSet() const noexcept { return m_state.has(ControlState::Stopping); }

    // With the state's mutex held:

    /// The first reason stays; returns whether this call was the first.
    bool set(StopReason reason);
    [[nodiscard]] StopReason reason() const { return m_reason; }
    /// Empty while it isn't set.
    [[nodiscard]] std::optional<Clock::time_point> since() const { return m_since; }

private:
    ControlState &m_state;
    StopReason m_reason = StopReason::None;
    std::optional<Clock::time_point> m_since;
};

} // namespace thaw
