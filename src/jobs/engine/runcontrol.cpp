// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runcontrol.h"

#include <algorithm>
#include <mutex>

namespace thaw {

void RunControl::begin()
{
    const std::lock_guard lock(m_state.mutex);
    m_clock.begin();
}

bool RunControl::requestStop(StopReason reason)
{
    const std::lock_guard lock(m_state.mutex);
    if (!m_stop.set(reason)) {
        return false;
    }
    endPause();
    m_state.changed.notify_all();
    return true;
}

StopReason RunControl::stopReason() const
{
    const std::lock_guard lock(m_state.mutex);
    return m_stop.reason();
}

std::optional<RunControl::Clock::time_point> RunControl::stopRequestedAt() const
{
    const std::lock_guard lock(m_state.mutex);
    return m_stop.since();
}

void RunControl::pause()
{
    const std::lock_guard lock(m_state.mutex);
    if (paused() || stopRequested()) {
        return;
    }
    m_clock.beginPause();
    m_gate.close();
    m_state.changed.notify_all(); // sleepers stop counting their time
}

void RunControl::resume()
{
    const std::lock_guard lock(m_state.mutex);
    endPause();
    m_state.changed.notify_all();
}

// With the lock held.
void RunControl::endPause()
{
    if (paused()) {
        m_clock.endPause();
        m_gate.open();
    }
}

void RunControl::step()
{
    const std::lock_guard lock(m_state.mutex);
    if (paused()) {
        m_gate.step();
        m_state.changed.notify_all();
    }
}

bool RunControl::tryStep()
{
    const std::lock_guard lock(m_state.mutex);
    return m_gate.tryPass();
}

void RunControl::threadBegins()
{
    const std::lock_guard lock(m_state.mutex);
    m_gate.threadBegins();
}

RunControl::Listener RunControl::listen(std::function<void(bool mayRun)> mayRun)
{
    const std::lock_guard lock(m_state.mutex);
    return {*this, m_gate.listen(std::move(mayRun))};
}

void RunControl::setPace(double pace)
{
    const std::lock_guard lock(m_state.mutex);
    m_pace.set(pace);
    m_state.changed.notify_all(); // sleepers reckon anew
}

void RunControl::setInitialPace(double pace)
{
    if (!m_pace.isSet()) {
        setPace(pace);
    }
}

// Until the condition holds, or for `limit`. What changes the condition notifies of it, and in
// slices it may be an event that this thread handles.
template <typename Condition>
void RunControl::await(std::unique_lock<std::mutex> &lock,
                       std::optional<std::chrono::nanoseconds> limit, Condition condition)
{
    if (!m_turn.isHere()) {
        if (limit) {
            m_state.changed.wait_for(lock, *limit, condition);
        } else {
            m_state.changed.wait(lock, condition);
        }
        return;
    }
    // Another thread can't interrupt the wait for an event.
    constexpr std::chrono::nanoseconds portion = std::chrono::milliseconds(20);
    const auto began = Clock::now();
    while (!condition()) {
        const auto left = limit ? *limit - (Clock::now() - began) : portion;
        if (left.count() <= 0) {
            return;
        }
        lock.unlock();
        m_turn.giveWay(std::min(left, portion));
        lock.lock();
    }
}

void RunControl::waitAtGate(std::unique_lock<std::mutex> &lock)
{
    await(lock, std::nullopt, [this] { return stopRequested() || m_gate.letsPass(); });
}

bool RunControl::passPointSlowly()
{
    m_turn.giveWayIfDue();
    if (!m_state.has(ControlState::Stopping | ControlState::Pausing)) {
        return true;
    }
    std::unique_lock lock(m_state.mutex);
    waitAtGate(lock);
    m_gate.pass();
    return !stopRequested();
}

std::optional<std::chrono::nanoseconds> RunControl::sleep(std::chrono::nanoseconds time, bool paced,
                                                          const HeldUp &heldUp)
{
    const auto tell = [&](std::unique_lock<std::mutex> &lock, bool isHeldUp) {
        if (heldUp) {
            lock.unlock(); // what it does is its own affair
            heldUp(isHeldUp);
            lock.lock();
        }
    };
    std::unique_lock lock(m_state.mutex);
    bool stepping = false; // a step taken in this sleep lets the whole of it go on
    std::chrono::duration<double, std::nano> left = time; // before the pace
    std::chrono::nanoseconds slept{};
    while (left.count() > 0 && !stopRequested()) {
        if (paused() && !stepping) {
            tell(lock, true);
            waitAtGate(lock);
            if (paused() && !stopRequested()) {
                m_gate.pass();
                stepping = true;
            }
            tell(lock, false);
            continue;
        }
        const auto began = Clock::now();
        const auto pausedUntilBegan = m_clock.pausedUntil(began);
        const auto pausesOver = m_clock.pausesOver();
        const bool pausedBefore = paused();
        const double factor = paced ? pace() : 1;
        await(lock, std::chrono::ceil<std::chrono::nanoseconds>(left * factor), [&] {
            return stopRequested() || paused() != pausedBefore || m_clock.pausesOver() != pausesOver
                   || (paced && pace() != factor);
        });
        // What was paused before this thread saw it doesn't count, unless a step lets it go on.
        const auto now = Clock::now();
        const auto held =
                stepping ? std::chrono::nanoseconds() : m_clock.pausedUntil(now) - pausedUntilBegan;
        slept += now - began - held;
        left -= (now - began - held) / factor;
        stepping = stepping && paused() && m_clock.pausesOver() == pausesOver;
    }
    return stopRequested() ? std::nullopt : std::optional(slept);
}

std::vector<Pause> RunControl::pauses() const
{
    const std::lock_guard lock(m_state.mutex);
    return m_clock.pauses();
}

std::chrono::nanoseconds RunControl::pausedTime() const
{
    const std::lock_guard lock(m_state.mutex);
    return m_clock.pausedUntil(Clock::now());
}

} // namespace thaw
