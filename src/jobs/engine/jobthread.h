// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/lanetracer.h"
#include "jobs/engine/threadpriorities.h"

#include <QString>

#include <chrono>
#include <functional>

namespace thaw {

class JobContext;

/// The name that a JobThreadScope gave the calling thread, else its QThread's object name, else
/// "main" for the thread of the application object and "thread" for any other. Any thread.
[[nodiscard]] QString currentThreadName();

/// The context of the run that the calling thread works for: that of its JobThreadScope, or that of
/// the job that it runs; null on any other thread.
[[nodiscard]] JobContext *currentJobContext();
/// Sets it, and returns what it was. For JobThreadScope and what else begins and ends such work.
JobContext *setCurrentJobContext(JobContext *context);

/// The processor time that the calling thread has used since it began.
[[nodiscard]] std::chrono::nanoseconds currentThreadCpu();

/// The number of cores that this process may use; at least 1.
[[nodiscard]] int coreCount();

/// For as long as it lives, the calling thread is one of a job's: it carries a name (in the
/// operating system, too, cut to 15 bytes), counts, if its priority is shared, among those that
/// ThreadPriorities keeps in order, has a lane on the timeline, and its processor time is reported
/// to the context at the end.
class JobThreadScope
{
public:
    JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority);
    /// The same in a lane that was asked for before the thread began.
    JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority,
                   const Lane &lane);
    ~JobThreadScope();
    JobThreadScope(const JobThreadScope &) = delete;
    JobThreadScope &operator=(const JobThreadScope &) = delete;

private:
    JobContext &m_context;
    const QString m_name;
    const QString m_previousName;
    JobContext *const m_previousContext;
    const std::chrono::nanoseconds m_cpuBefore;
    const std::chrono::nanoseconds m_withoutCoreBefore;
    const ThreadPriority m_priority;
    LaneTracer m_tracer;
};

/// Runs `body(index)` for 0 to threads - 1, each on a thread of its own but the first, which is the
/// calling one; returns when all have ended. If bodies throw, all end first and then one of the
/// exceptions is thrown here. `name` is given to the new threads, with their index.
///
/// Fewer threads than asked for run if the system refuses more: each index is still called once.
void runOnThreads(JobContext &context, int threads, const QString &name,
                  const std::function<void(int index)> &body);

} // namespace thaw
