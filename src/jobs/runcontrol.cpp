// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runcontrol.h"

namespace thaw {

void RunControl::begin()
{
    const std::lock_guard lock(m_mutex);
    m_began = Clock::now();
}

bool RunControl::requestStop(StopReason reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopReason != StopReason::None) {
        return false;
    }
    m_stopReason = reason;
    m_stopRequestedAt = Clock::now();
    m_flags.fetch_or(Stop, std::memory_order_relaxed);
    endPause();
    m_changed.notify_all();
    return true;
}

StopReason RunControl::stopReason() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopReason;
}

std::optional<RunControl::Clock::time_point> RunControl::stopRequestedAt() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopRequestedAt;
}

void RunControl::pause()
{
    const std::lock_guard lock(m_mutex);
    if (paused() || stopRequested()) {
        return;
    }
    m_steps = 0;
    m_stepsTaken.clear();
    m_pausedAt = Clock::now();
    m_flags.fetch_or(Pause, std::memory_order_relaxed);
    m_changed.notify_all(); // sleepers stop counting their time
}

void RunControl::resume()
{
    const std::lock_guard lock(m_mutex);
    endPause();
    m_changed.notify_all();
}

// With m_mutex held.
void RunControl::endPause()
{
    if (paused()) {
        m_pausedBefore += Clock::now() - m_pausedAt;
        m_flags.fetch_and(~unsigned{Pause}, std::memory_order_relaxed);
    }
}

void RunControl::step()
{
    const std::lock_guard lock(m_mutex);
    if (paused()) {
        ++m_steps;
        m_changed.notify_all();
    }
}

// With m_mutex held: whether the thread has a step left that it may take while paused.
bool RunControl::hasPermit(std::thread::id thread)
{
    return m_stepsTaken[thread] < m_steps;
}

void RunControl::waitForPermit(std::unique_lock<std::mutex> &lock)
{
    const auto thread = std::this_thread::get_id();
    m_changed.wait(lock, [&] { return stopRequested() || !paused() || hasPermit(thread); });
}

bool RunControl::checkpointSlowly()
{
    std::unique_lock lock(m_mutex);
    waitForPermit(lock);
    if (paused()) {
        ++m_stepsTaken[std::this_thread::get_id()];
    }
    return !stopRequested();
}

bool RunControl::sleepFor(std::chrono::nanoseconds time)
{
    std::unique_lock lock(m_mutex);
    const auto thread = std::this_thread::get_id();
    bool stepping = false; // a step taken in this sleep lets the whole of it go on
    auto left = time;
    while (left.count() > 0 && !stopRequested()) {
        if (paused() && !stepping) {
            waitForPermit(lock);
            if (paused() && !stopRequested()) {
                ++m_stepsTaken[thread];
                stepping = true;
            }
            continue;
        }
        const auto began = Clock::now();
        const bool pausedBefore = paused();
        m_changed.wait_for(lock, left, [&] { return stopRequested() || paused() != pausedBefore; });
        left -= Clock::now() - began;
        stepping = stepping && paused();
    }
    return !stopRequested();
}

// With m_mutex held.
std::chrono::nanoseconds RunControl::pausedUntil(Clock::time_point now) const
{
    return paused() ? m_pausedBefore + (now - m_pausedAt) : m_pausedBefore;
}

std::chrono::nanoseconds RunControl::activeTime() const
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    return now - m_began - pausedUntil(now);
}

std::chrono::nanoseconds RunControl::pausedTime() const
{
    const std::lock_guard lock(m_mutex);
    return pausedUntil(Clock::now());
}

} // namespace thaw
