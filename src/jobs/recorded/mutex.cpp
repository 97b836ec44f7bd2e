// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/recorded/mutex.h"

#include "jobs/recorded/happensbefore.h"
#include "jobs/recorded/waiting.h"

#include <utility>

namespace thaw::recorded {

template <typename Native>
BasicMutex<Native>::BasicMutex(JobContext &context, QString name)
    : m_context(context)
    , m_name(std::move(name))
{}

template <typename Native>
BasicMutex<Native>::~BasicMutex()
{
    // No thread of the job is left that could hold it; Qt warns of a mutex that dies locked.
    if (m_owner.load() != std::thread::id()) {
        for (; m_depth > 0; --m_depth) {
            m_native.unlock();
        }
    }
}

template <typename Native>
bool BasicMutex<Native>::take(std::optional<std::chrono::nanoseconds> limit)
{
    if (!m_native.tryLock()
        && !waitInSlices(m_context, LaneState::Blocked, m_name, holder(), limit,
                         [this](std::chrono::milliseconds time) {
                             return m_native.tryLock(static_cast<int>(time.count()));
                         })) {
        return false;
    }
    learnFrom(&m_native);
    ++m_depth;
    m_owner.store(std::this_thread::get_id(), std::memory_order_relaxed);
    const LaneRecorder *recorder = LaneRecorder::current();
    m_ownersLane.store(recorder ? recorder->lane() : noLane, std::memory_order_relaxed);
    return true;
}

template <typename Native>
void BasicMutex<Native>::lock(const std::source_location &where)
{
    m_context.point(where);
    static_cast<void>(take(std::nullopt)); // without a limit it doesn't give up
}

template <typename Native>
bool BasicMutex<Native>::tryLock(std::chrono::nanoseconds limit, const std::source_location &where)
{
    m_context.point(where);
    return take(limit);
}

template <typename Native>
void BasicMutex<Native>::unlock(const std::source_location &where) noexcept
{
    m_context.pointWithoutThrow(where);
    release();
}

template <typename Native>
void BasicMutex<Native>::release() noexcept
{
    if (!isMine()) {
        return;
    }
    if (--m_depth == 0) {
        m_ownersLane.store(noLane, std::memory_order_relaxed);
        m_owner.store(std::thread::id(), std::memory_order_relaxed);
    }
    publishTo(&m_native);
    m_native.unlock();
}

template <typename Native>
QString BasicMutex<Native>::holder() const
{
    return m_context.channel().laneName(m_ownersLane.load(std::memory_order_relaxed));
}

template class BasicMutex<QMutex>;
template class BasicMutex<QRecursiveMutex>;

} // namespace thaw::recorded
