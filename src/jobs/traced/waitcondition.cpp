// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/waitcondition.h"

#include "jobs/traced/waiting.h"

#include <utility>

namespace thaw::traced {

WaitCondition::WaitCondition(JobContext &context, QString name)
    : m_context(context)
    , m_name(std::move(name))
{}

void WaitCondition::wait(Mutex *mutex, SourceLine where)
{
    m_context.point(where);
    waitFor(*mutex, std::nullopt);
}

bool WaitCondition::wait(Mutex *mutex, std::chrono::nanoseconds limit, SourceLine where)
{
    m_context.point(where);
    return waitFor(*mutex, limit);
}

bool WaitCondition::waitFor(Mutex &mutex, std::optional<std::chrono::nanoseconds> limit)
{
    Waiter waiter;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(&waiter);
    }
    mutex.release();
    const auto leave = [&] {
        const std::lock_guard lock(m_mutex);
        m_queue.remove(&waiter);
        return waiter.isWoken; // perhaps at the last moment
    };
    bool isWoken = false;
    try {
        isWoken = waitInPortions(m_context, LaneState::Waiting, m_name, {}, limit,
                                 [&](std::chrono::milliseconds time) {
                                     std::unique_lock lock(m_mutex);
                                     return waiter.woken.wait_for(lock, time,
                                                                  [&] { return waiter.isWoken; });
                                 });
    } catch (...) {
        leave();
        throw;
    }
    isWoken = leave() || isWoken;
    mutex.lockAgain();
    return isWoken;
}

void WaitCondition::wakeOne(SourceLine where)
{
    m_context.point(where);
    const std::lock_guard lock(m_mutex);
    if (!m_queue.empty()) {
        m_queue.front()->isWoken = true;
        m_queue.front()->woken.notify_one();
        m_queue.pop_front();
    }
}

void WaitCondition::wakeAll(SourceLine where)
{
    m_context.point(where);
    const std::lock_guard lock(m_mutex);
    for (Waiter *waiter : std::exchange(m_queue, {})) {
        waiter->isWoken = true;
        waiter->woken.notify_one();
    }
}

int WaitCondition::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_queue.size());
}

} // namespace thaw::traced
