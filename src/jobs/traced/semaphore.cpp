// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/semaphore.h"

#include "jobs/traced/happensbefore.h"
#include "jobs/traced/waiting.h"

#include <utility>

namespace thaw::traced {

Semaphore::Semaphore(JobContext &context, QString name, int permits)
    : m_context(context)
    , m_name(std::move(name))
    , m_native(permits)
{}

bool Semaphore::take(std::optional<std::chrono::nanoseconds> limit)
{
    if (!m_native.tryAcquire()
        && !waitInPortions(m_context, LaneState::Waiting, m_name, {}, limit,
                           [this](std::chrono::milliseconds time) {
                               return m_native.tryAcquire(1, static_cast<int>(time.count()));
                           })) {
        return false;
    }
    learnFrom(&m_native);
    return true;
}

void Semaphore::acquire(SourceLine where)
{
    m_context.point(where);
    static_cast<void>(take(std::nullopt)); // without a limit it doesn't give up
}

bool Semaphore::tryAcquire(std::chrono::nanoseconds limit, SourceLine where)
{
    m_context.point(where);
    return take(limit);
}

void Semaphore::release(int permits, SourceLine where)
{
    m_context.point(where);
    publishTo(&m_native);
    m_native.release(permits);
}

} // namespace thaw::traced
