// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace thaw {

/// Calls `expired` once when a time has passed in which it wasn't paused. One thread's, with an
/// event loop.
class ActiveTimer
{
public:
    explicit ActiveTimer(std::function<void()> expired)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(expired));
    }

    /// Counts anew; while paused, from the end of the pause on.
    void start(std::chrono::milliseconds time)
    {
        m_left = time;
        if (!m_isPaused) {
            m_timer.start(time);
        }
    }
    void stop()
    {
        m_left = none;
        m_timer.stop();
    }
    void setPaused(bool paused)
    {
        if (paused == std::exchange(m_isPaused, paused)) {
            return;
        }
        if (paused && m_timer.isActive()) {
            m_left = std::max(m_timer.remainingTimeAsDuration(), std::chrono::milliseconds(0));
            m_timer.stop();
        } else if (!paused && m_left != none) {
            m_timer.start(m_left);
        }
    }

private:
    static constexpr std::chrono::milliseconds none{-1};

    QTimer m_timer;
    std::chrono::milliseconds m_left = none; // when it was started or paused
    bool m_isPaused = false;
};

} // namespace thaw
