// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/promise.h"

#include "jobs/traced/waiting.h"

namespace thaw::traced {

Completion::Completion(JobContext &context, QString name)
    : m_context(context)
    , m_name(std::move(name))
{}

void Completion::complete()
{
    const std::lock_guard lock(m_mutex);
    m_isComplete = true;
    m_completed.notify_all();
}

bool Completion::isComplete() const
{
    const std::lock_guard lock(m_mutex);
    return m_isComplete;
}

void Completion::wait(SourceLine where)
{
    m_context.point(where);
    if (isComplete()) {
        return;
    }
    waitInPortions(m_context, LaneState::Waiting, m_name, {}, std::nullopt,
                   [this](std::chrono::milliseconds time) {
                       std::unique_lock lock(m_mutex);
                       return m_completed.wait_for(lock, time, [this] { return m_isComplete; });
                   });
}

} // namespace thaw::traced
