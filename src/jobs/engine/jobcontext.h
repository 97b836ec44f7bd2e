// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/lanetracer.h"
#include "jobs/engine/runchannel.h"
#include "jobs/engine/runcontrol.h"
#include "jobs/engine/sourceline.h"
#include "jobs/system/corewatch.h"

#include <QJsonValue>
#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <mutex>

namespace thaw {

class QtWarnings;

/// Thrown by what waits in a lesson when the run must stop: it unwinds the thread, and the run ends
/// as canceled. No std::exception, so that no handler of those takes it for a failure.
struct Canceled
{};

/// What a thread waits for that a pause holds up.
[[nodiscard]] QString stepOrResume();

/// All that a job sees of the world that runs it. It outlives the job's run() and may be used from
/// every thread of the job at once. Nothing here waits for the window: reports are coalesced, and
/// stop and pause are read from atomics. The tools that jobs are made of have a RunAccess, too.
class JobContext
{
public:
    JobContext(RunControl &control, RunChannel &channel);

    /// Call it often, at least every 50 ms of work: waits while the run is paused; false when the
    /// job must stop, and then the job returns Outcome::canceled() as soon as it can.
    [[nodiscard]] bool passPoint() { return m_control.undisturbed() || passPointSlowly(); }
    /// The same question without waiting.
    [[nodiscard]] bool stopRequested() const noexcept { return m_control.stopRequested(); }
    /// Sleeps for a time in which pauses don't count; false, at once, when the job must stop.
    [[nodiscard]] bool sleepFor(std::chrono::nanoseconds time);
    /// The run's time so far, without pauses.
    [[nodiscard]] std::chrono::nanoseconds activeTime() const { return m_control.activeTime(); }

    /// How far the job has come, in its descriptor's unit. Costs a few nanoseconds.
    void setProgress(std::int64_t done, std::int64_t total)
    {
        m_channel.setProgress({done, total});
    }
    void addProgress(std::int64_t done) { m_channel.addProgress(done); }
    /// What is being done now, for a person: "Hashing photos/a.jpg".
    void setStatus(const QString &status) { m_channel.setStatus(status); }
    /// A line of the transcript, stamped with the time and the calling thread's name and lane.
    void say(const QString &text);
    /// A named result. The last value of a name stays.
    void setFact(const QString &name, const QJsonValue &value) { m_channel.setFact(name, value); }

    // For lessons, whose every step is traced, and which leave by Canceled:

    /// The calling thread is at the next step of its lesson, in this line of the source: waits
    /// while the run is paused, throws Canceled when it must stop.
    void point(SourceLine where = SourceLine::current())
    {
        markLine(where);
        if (!passPoint()) {
            throw Canceled();
        }
    }
    /// A step that sleeps for `time` multiplied by the pace. Returns how long that was, without
    /// pauses. Throws Canceled, at once, when the run must stop.
    std::chrono::nanoseconds sleep(std::chrono::nanoseconds time,
                                   SourceLine where = SourceLine::current());
    /// Throws Canceled if the job must stop.
    void throwIfStopped() const;

    [[nodiscard]] double pace() const noexcept { return m_control.pace(); }
    void setPace(double pace) { m_control.setPace(pace); }
    /// Whether a pause is on, for what can't call a point meanwhile (a child process).
    [[nodiscard]] bool paused() const noexcept { return m_control.paused(); }

private:
    friend class RunAccess;

    static void markLine(SourceLine where)
    {
        if (LaneTracer *tracer = LaneTracer::current()) {
            tracer->setLine(where.line);
        }
    }
    [[nodiscard]] bool passPointSlowly();

    RunControl &m_control;
    RunChannel &m_channel;
    std::atomic<std::int64_t> m_cpu = 0; // these two of RunAccess::coreTimes(), in nanoseconds
    std::atomic<std::int64_t> m_withoutCore = 0;
    std::atomic<QtWarnings *> m_warnings = nullptr;
    mutable std::mutex m_mutex; // protects m_failure
    std::exception_ptr m_failure;
};

} // namespace thaw
