// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <utility>
#include <vector>

namespace thaw {

/// What of a run the tools need that jobs are made of, beyond what a job sees: traced primitives,
/// threads, waits that are not the context's own, and the proxy of a job in a child process. Every
/// function may be called from every thread of the job.
class RunAccess
{
public:
    explicit RunAccess(JobContext &context)
        : m_context(context)
    {}

    // How it is steered:

    [[nodiscard]] SliceTurn &turn() const { return control().turn(); }
    [[nodiscard]] ThreadPriorities &priorities() const { return control().priorities(); }
    /// See RunControl for these.
    [[nodiscard]] bool tryStep() const { return control().tryStep(); }
    [[nodiscard]] RunControl::Listener listen(std::function<void(bool mayRun)> mayRun) const
    {
        return control().listen(std::move(mayRun));
    }
    /// As JobContext::sleepFor(), but the thread's lane stays in the state that it is in.
    [[nodiscard]] bool sleepFor(std::chrono::nanoseconds time) const
    {
        return control().sleepFor(time);
    }
    void threadBegins() const { control().threadBegins(); }
    void setInitialPace(double pace) const { control().setInitialPace(pace); }
    [[nodiscard]] std::chrono::nanoseconds pausedTime() const { return control().pausedTime(); }
    [[nodiscard]] std::vector<Pause> pauses() const { return control().pauses(); }
    template <typename Tell>
    void tellTime(Tell tell) const
    {
        control().tellTime(std::move(tell));
    }

    /// A step where nothing may be thrown: after a stop it returns at once.
    void pointWithoutThrow(SourceLine where) const noexcept;

    // How it ends:

    /// One of the job's threads failed: the others are stopped, and the run ends as failed with the
    /// first of the failures.
    void fail(std::exception_ptr failure) const;
    /// The first failure, if any.
    [[nodiscard]] std::exception_ptr failure() const;
    /// What one of the job's threads waits for won't come any more: all are stopped.
    void stopAll() const { control().requestStop(StopReason::JobFailed); }
    /// Whether that, or a failure, is why it stops.
    [[nodiscard]] bool stopsByItself() const
    {
        return control().stopReason() == StopReason::JobFailed;
    }

    // What it reports:

    /// What catches Qt's warnings on the threads of the run; null if nothing does. QtWarnings sets
    /// it.
    [[nodiscard]] QtWarnings *warnings() const { return m_context.m_warnings; }
    void setWarnings(QtWarnings *warnings) const { m_context.m_warnings = warnings; }
    /// Lanes and what is traced in them, and all else that a job in a child process reports.
    [[nodiscard]] RunChannel &channel() const { return m_context.m_channel; }
    /// What a thread of the job cost; JobThreadScope calls it.
    void addThread(const ThreadCost &cost) const;
    /// The same of a process that the job has started.
    void addProcess(const CoreTimes &times) const;
    /// Of all of those so far.
    [[nodiscard]] CoreTimes coreTimes() const;
    /// The most memory that was resident of the process which did the job in place of this one, in
    /// bytes.
    void setChildMemory(std::int64_t peak) const { channel().setChildMemory(peak); }

private:
    [[nodiscard]] RunControl &control() const { return m_context.m_control; }

    JobContext &m_context;
};

} // namespace thaw
