// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/runchannel.h"
#include "jobs/runcontrol.h"

#include <QJsonValue>
#include <QString>

#include <chrono>
#include <cstdint>

namespace thaw {

/// All that a job sees of the world that runs it. It outlives the job's run() and may be used from
/// every thread of the job at once. Nothing here waits for the window: reports are coalesced, and
/// stop and pause are read from atomics.
class JobContext
{
public:
    JobContext(RunControl &control, RunChannel &channel);

    /// Call it often, at least every 50 ms of work: waits while the run is paused; false when the
    /// job must stop, and then the job returns Outcome::canceled() as soon as it can.
    [[nodiscard]] bool checkpoint() { return m_control.checkpoint(); }
    /// The same question without waiting.
    [[nodiscard]] bool stopRequested() const noexcept { return m_control.stopRequested(); }
    /// Sleeps for a time in which pauses don't count; false, at once, when the job must stop.
    [[nodiscard]] bool sleepFor(std::chrono::nanoseconds time) { return m_control.sleepFor(time); }
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
    /// A line of the transcript, stamped with the time and the calling thread's name.
    void say(const QString &text);
    /// A named result. The last value of a name stays.
    void setFact(const QString &name, const QJsonValue &value) { m_channel.setFact(name, value); }
    /// What a thread of the job cost; JobThreadScope calls it.
    void addThread(const ThreadCost &cost) { m_channel.addThread(cost); }

private:
    RunControl &m_control;
    RunChannel &m_channel;
};

} // namespace thaw
