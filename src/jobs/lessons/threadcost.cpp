// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/threadcost.h"

#include "jobs/engine/jobthread.h"
#include "jobs/system/residentmemory.h"

#include <pthread.h>
#include <unistd.h>

namespace thaw {

namespace {

// The address space that is reserved for the calling thread's stack.
qint64 stackBytes()
{
    pthread_attr_t attributes;
    std::size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstacksize(&attributes, &size);
        pthread_attr_destroy(&attributes);
    }
    return static_cast<qint64>(size);
}

rusage threadUsage()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return usage;
}

qint64 residentBytes()
{
    return residentMemory().value_or(ResidentMemory()).now;
}

} // namespace

ThreadCostSum::ThreadCostSum()
    : m_residentBefore(residentBytes())
{}

void ThreadCostSum::noteMemory()
{
    m_residentAdded = residentBytes() - m_residentBefore;
}

ThreadCostSum::Part::Part(ThreadCostSum &sum)
    : m_sum(sum)
    , m_before(threadUsage())
{
    ++m_sum.m_threads;
    m_sum.m_stackBytes += stackBytes();
}

ThreadCostSum::Part::~Part()
{
    const rusage after = threadUsage();
    m_sum.m_voluntary += after.ru_nvcsw - m_before.ru_nvcsw;
    m_sum.m_involuntary += after.ru_nivcsw - m_before.ru_nivcsw;
    m_sum.m_cpu += currentThreadCpu().count();
}

ThreadCosts ThreadCostSum::costs() const
{
    return {.cpu = std::chrono::nanoseconds(m_cpu),
            .voluntary = m_voluntary,
            .involuntary = m_involuntary,
            .residentBytes = m_residentAdded,
            .stackBytes = m_stackBytes,
            .startedThreads = m_threads};
}

} // namespace thaw
