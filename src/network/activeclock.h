// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace thaw {

/// Goes on while there is no pause. One thread's.
class ActiveClock
{
public:
    using Clock = std::chrono::steady_clock;

    /// Since no moment in particular.
    [[nodiscard]] Clock::duration now() const
    {
        return (m_isPaused ? m_pausedAt : Clock::now()).time_since_epoch() - m_pauses;
    }
    void setPaused(bool paused)
    {
        if (paused == m_isPaused) {
            return;
        }
        if (paused) {
            m_pausedAt = Clock::now();
        } else {
            m_pauses += Clock::now() - m_pausedAt;
        }
        m_isPaused = paused;
    }

private:
    bool m_isPaused = false;
    Clock::time_point m_pausedAt; // of the pause that is on
    Clock::duration m_pauses{};   // of those that are over
};

} // namespace thaw
