// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/traced/semaphore.h"

#include <QCoreApplication>
#include <QString>

namespace thaw {

/// Where the threads of a lesson meet, so that all of them are there before one goes on.
class StartLine
{
    Q_DECLARE_TR_FUNCTIONS(thaw::StartLine)
public:
    StartLine(JobContext &context, int threads)
        : StartLine(context, threads, tr("the start line"), tr("the threads at the start line"))
    {}
    /// The same under a name of its own, and what awaitAll() waits for.
    StartLine(JobContext &context, int threads, const QString &name, const QString &arrivals)
        : m_threads(threads)
        , m_arrived(context, arrivals, 0)
        , m_open(context, name, 0)
    {}

    /// Each of the threads calls it, and waits. Throws Canceled when the run must stop.
    void arrive(SourceLine where = SourceLine::current())
    {
        m_arrived.release(1, where);
        m_open.acquire(where);
    }
    /// One other thread calls it, and waits until all have arrived. Throws as above.
    void awaitAll(SourceLine where = SourceLine::current())
    {
        for (int thread = 0; thread < m_threads; ++thread) {
            m_arrived.acquire(where);
        }
    }
    /// And then this lets them go.
    void open(SourceLine where = SourceLine::current()) { m_open.release(m_threads, where); }

private:
    const int m_threads;
    traced::Semaphore m_arrived;
    traced::Semaphore m_open;
};

} // namespace thaw
