// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runclock.h"

#include <utility>

namespace thaw {

void RunClock::begin()
{
    m_began = Clock::now();
    publish();
}

void RunClock::beginPause()
{
    m_pauses.push_back({.begin = Clock::now()});
    publish();
}

void RunClock::endPause()
{
    Pause &pause = m_pauses.back();
    pause.end = Clock::now();
    m_pausesOver += *pause.end - pause.begin;
    publish();
}

std::chrono::nanoseconds RunClock::pausedUntil(Clock::time_point now) const
{
    return isPaused() ? m_pausesOver + (now - m_pauses.back().begin) : m_pausesOver;
}

// Whenever what it is made of has changed.
void RunClock::publish()
{
    const auto since = m_began + m_pausesOver;
    m_active = isPaused() ? -1 - (m_pauses.back().begin - since).count()
                          : since.time_since_epoch().count();
}

std::chrono::nanoseconds RunClock::activeTime() const noexcept
{
    Clock::rep active = m_active;
    for (;;) {
        const auto now = Clock::now().time_since_epoch();
        // A pause that comes between the two would make the clock go back afterwards.
        const Clock::rep before = std::exchange(active, m_active.load());
        if (active == before) {
            return active < 0 ? Clock::duration(-1 - active) : now - Clock::duration(active);
        }
    }
}

} // namespace thaw
