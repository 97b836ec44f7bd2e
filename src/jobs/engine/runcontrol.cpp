// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runcontrol.h"

#include <algorithm>

namespace thaw {

void RunControl::begin()
{
    const std::lock_guard lock(m_mutex);
    m_began = Clock::now();
    setActive();
}

bool RunControl::requestStop(StopReason reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopReason != StopReason::None) {
        return false;
    }
    m_stopReason = reason;
    m_stopRequestedAt = Clock::now();
    m_flags.fetch_or(Stopping, std::memory_order_relaxed);
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
    m_stepsSeen.clear();
    m_pauses.push_back({.begin = Clock::now()});
    m_flags.fetch_or(Pausing, std::memory_order_relaxed);
    setActive();
    m_changed.notify_all(); // sleepers stop counting their time
    tellListeners(false);
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
        Pause &pause = m_pauses.back();
        pause.end = Clock::now();
        m_pausedBefore += *pause.end - pause.begin;
        m_flags.fetch_and(~unsigned{Pausing}, std::memory_order_relaxed);
        setActive();
        tellListeners(true);
    }
}

void RunControl::step()
{
    const std::lock_guard lock(m_mutex);
    if (paused()) {
        ++m_steps;
        m_changed.notify_all();
        tellListeners(true);
    }
}

// With m_mutex held.
void RunControl::tellListeners(bool mayRun)
{
    for (const auto &[number, listener] : m_listeners) {
        listener(mayRun);
    }
}

RunControl::Listener RunControl::listen(std::function<void(bool mayRun)> mayRun)
{
    const std::lock_guard lock(m_mutex);
    if (paused()) {
        mayRun(false);
    }
    m_listeners.emplace(m_nextListener, std::move(mayRun));
    return {*this, m_nextListener++};
}

void RunControl::forget(std::uint64_t listener)
{
    const std::lock_guard lock(m_mutex);
    m_listeners.erase(listener);
}

// With m_mutex held: whether the thread has a step left that it may take while paused.
bool RunControl::hasPermit(std::thread::id thread)
{
    return m_stepsSeen[thread] < m_steps;
}

// With m_mutex held: of those that the thread has, one is taken and one is left at the most.
void RunControl::takePermit(std::thread::id thread)
{
    std::uint64_t &seen = m_stepsSeen[thread];
    seen = std::max(seen + 1, m_steps - 1);
}

void RunControl::setInitialPace(double pace)
{
    if (!m_paceIsSet) {
        setPace(pace);
    }
}

bool RunControl::tryStep()
{
    const std::lock_guard lock(m_mutex);
    const auto thread = std::this_thread::get_id();
    if (!paused() || !hasPermit(thread)) {
        return false;
    }
    takePermit(thread);
    return true;
}

void RunControl::threadBegins()
{
    const std::lock_guard lock(m_mutex);
    m_stepsSeen[std::this_thread::get_id()] = m_steps;
}

void RunControl::setPace(double pace)
{
    const std::lock_guard lock(m_mutex);
    m_paceIsSet = true;
    m_pace.store(std::clamp(pace, leastPace, mostPace), std::memory_order_relaxed);
    m_changed.notify_all(); // sleepers reckon anew
}

void RunControl::runInSlices(Slices slices)
{
    m_slices = std::move(slices);
    m_slicedThread = std::this_thread::get_id();
    m_sliceEnd = Clock::now() + m_slices.length;
    m_flags.fetch_or(InSlices, std::memory_order_relaxed);
}

std::chrono::milliseconds RunControl::longestWait(std::chrono::milliseconds otherwise) const
{
    return runsInSlicesHere() ? std::min(
                   otherwise, std::chrono::ceil<std::chrono::milliseconds>(m_slices.length))
                              : otherwise;
}

void RunControl::giveWay(std::chrono::nanoseconds atMost)
{
    if (runsInSlicesHere()) {
        m_slices.handleEvents(atMost);
        m_sliceEnd = Clock::now() + m_slices.length;
    }
}

void RunControl::giveWayIfDue()
{
    if (runsInSlicesHere() && !stopRequested() && Clock::now() >= m_sliceEnd) {
        giveWay();
    }
}

// Until the condition holds, or for `limit`. What changes the condition notifies m_changed, and in
// slices it may be an event that this thread handles.
template <typename Condition>
void RunControl::await(std::unique_lock<std::mutex> &lock,
                       std::optional<std::chrono::nanoseconds> limit, Condition condition)
{
    if (!runsInSlicesHere()) {
        if (limit) {
            m_changed.wait_for(lock, *limit, condition);
        } else {
            m_changed.wait(lock, condition);
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
        giveWay(std::min(left, portion));
        lock.lock();
    }
}

void RunControl::waitForPermit(std::unique_lock<std::mutex> &lock)
{
    const auto thread = std::this_thread::get_id();
    await(lock, std::nullopt, [&] { return stopRequested() || !paused() || hasPermit(thread); });
}

bool RunControl::checkpointSlowly()
{
    giveWayIfDue();
    if ((m_flags.load(std::memory_order_relaxed) & (Stopping | Pausing)) == 0) {
        return true;
    }
    std::unique_lock lock(m_mutex);
    waitForPermit(lock);
    if (paused()) {
        takePermit(std::this_thread::get_id());
    }
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
    std::unique_lock lock(m_mutex);
    const auto thread = std::this_thread::get_id();
    bool stepping = false; // a step taken in this sleep lets the whole of it go on
    std::chrono::duration<double, std::nano> left = time; // before the pace
    std::chrono::nanoseconds slept{};
    while (left.count() > 0 && !stopRequested()) {
        if (paused() && !stepping) {
            tell(lock, true);
            waitForPermit(lock);
            if (paused() && !stopRequested()) {
                takePermit(thread);
                stepping = true;
            }
            tell(lock, false);
            continue;
        }
        const auto began = Clock::now();
        const auto pausedUntilBegan = pausedUntil(began);
        const auto pausesOver = m_pausedBefore; // changes whenever a pause ends
        const bool pausedBefore = paused();
        const double factor = paced ? pace() : 1;
        await(lock, std::chrono::ceil<std::chrono::nanoseconds>(left * factor), [&] {
            return stopRequested() || paused() != pausedBefore || m_pausedBefore != pausesOver
                   || (paced && pace() != factor);
        });
        // What was paused before this thread saw it doesn't count, unless a step lets it go on.
        const auto now = Clock::now();
        const auto held =
                stepping ? std::chrono::nanoseconds() : pausedUntil(now) - pausedUntilBegan;
        slept += now - began - held;
        left -= (now - began - held) / factor;
        stepping = stepping && paused() && m_pausedBefore == pausesOver;
    }
    return stopRequested() ? std::nullopt : std::optional(slept);
}

// With m_mutex held.
std::chrono::nanoseconds RunControl::pausedUntil(Clock::time_point now) const
{
    return paused() ? m_pausedBefore + (now - m_pauses.back().begin) : m_pausedBefore;
}

// With m_mutex held, whenever what it is made of has changed.
void RunControl::setActive()
{
    const auto since = m_began + m_pausedBefore;
    m_active = paused() ? -1 - (m_pauses.back().begin - since).count()
                        : since.time_since_epoch().count();
}

std::chrono::nanoseconds RunControl::activeTime() const noexcept
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

std::vector<Pause> RunControl::pauses() const
{
    const std::lock_guard lock(m_mutex);
    return m_pauses;
}

std::chrono::nanoseconds RunControl::pausedTime() const
{
    const std::lock_guard lock(m_mutex);
    return pausedUntil(Clock::now());
}

} // namespace thaw
