// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runaccess.h"

#include <mutex>

namespace thaw {

void RunAccess::pointWithoutThrow(SourceLine where) const noexcept
{
    JobContext::markLine(where);
    static_cast<void>(m_context.passPoint());
}

void RunAccess::fail(std::exception_ptr failure) const
{
    {
        const std::lock_guard lock(m_context.m_mutex);
        m_context.m_failure = m_context.m_failure ? m_context.m_failure : std::move(failure);
    }
    stopAll();
}

std::exception_ptr RunAccess::failure() const
{
    const std::lock_guard lock(m_context.m_mutex);
    return m_context.m_failure;
}

void RunAccess::addThread(const ThreadCost &cost) const
{
    addProcess({cost.cpu, cost.withoutCore});
    channel().addThread(cost);
}

void RunAccess::addProcess(const CoreTimes &times) const
{
    m_context.m_cpu += times.cpu.count();
    m_context.m_withoutCore += times.withoutCore.count();
}

CoreTimes RunAccess::coreTimes() const
{
    return {std::chrono::nanoseconds(m_context.m_cpu),
            std::chrono::nanoseconds(m_context.m_withoutCore)};
}

} // namespace thaw
