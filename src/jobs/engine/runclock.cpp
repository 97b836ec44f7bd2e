// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runclock.h"

#include <cstdint>

namespace thaw {

namespace {

enum class Reading : std::int64_t { Running, Pausing, Paused };

RunClock::Clock::rep wordOf(Reading reading, RunClock::Clock::duration value)
{
    return value.count() * 4 + static_cast<RunClock::Clock::rep>(reading);
}

Reading readingOf(RunClock::Clock::rep word)
{
    return static_cast<Reading>(word % 4);
}

RunClock::Clock::duration valueOf(RunClock::Clock::rep word)
{
    return RunClock::Clock::duration(word / 4);
}

} // namespace

RunClock::RunClock()
    : m_active(wordOf(Reading::Running, m_began.time_since_epoch()))
{}

void RunClock::begin()
{
    const bool wasPaused = isPaused();
    m_began = Clock::now();
    m_pausesOver = {};
    m_pauses.clear();
    if (wasPaused) {
        m_pauses.push_back({.begin = m_began});
        m_active = wordOf(Reading::Paused, {});
    } else {
        m_active = wordOf(Reading::Running, m_began.time_since_epoch());
    }
}

void RunClock::beginPause()
{
    m_active = wordOf(Reading::Pausing, since().time_since_epoch());
    m_pauses.push_back({.begin = since() + activeTime()});
}

void RunClock::endPause()
{
    Pause &pause = m_pauses.back();
    pause.end = Clock::now();
    m_pausesOver += *pause.end - pause.begin;
    m_active = wordOf(Reading::Running, since().time_since_epoch());
}

std::chrono::nanoseconds RunClock::pausedUntil(Clock::time_point now) const
{
    return isPaused() ? m_pausesOver + (now - m_pauses.back().begin) : m_pausesOver;
}

std::chrono::nanoseconds RunClock::activeTime() const noexcept
{
    for (;;) {
        Clock::rep active = m_active;
        const Reading reading = readingOf(active);
        if (reading == Reading::Paused) {
            return valueOf(active);
        }
        const auto time = Clock::now().time_since_epoch() - valueOf(active);
        // Who gets a time while it runs must have got it before the pause begins, or the clock
        // would go back. So the pause begins at a time that was asked for when all others knew
        // that it would. (While it runs the exchange changes nothing. A load in its place may be
        // done before the clock has been read.)
        const Clock::rep word =
                reading == Reading::Running ? active : wordOf(Reading::Paused, time);
        if (m_active.compare_exchange_strong(active, word)) {
            return time;
        }
    }
}

} // namespace thaw
