// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/outcome.h"

#include <memory>

namespace thaw {

class LiveFeed;

/// A unit of work. It knows neither the thread it runs on nor any widget; all that it says and asks
/// goes through the JobContext. One object is run once.
///
/// Threads: made on one thread, run on another, destroyed after run() has returned.
class Job
{
public:
    Job() = default;
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;
    virtual ~Job() = default;

    /// Does the work on the calling thread, and returns when all threads of its own have been
    /// joined. An expected failure is a value; an exception ends the run as failed with its
    /// message.
    [[nodiscard]] virtual Outcome run(JobContext &context) = 0;

    /// The window's side of this job, if it has one. Called once at most, on the GUI thread, before
    /// run(); without it, run() does what it can.
    [[nodiscard]] virtual std::shared_ptr<LiveFeed> makeFeed() { return nullptr; }
};

/// Runs the job on the calling thread, to its outcome: an exception is a failure with its message,
/// Canceled is a cancel, and a job of which a thread failed has failed, however its run() ended.
[[nodiscard]] Outcome runToOutcome(Job &job, JobContext &context) noexcept;

} // namespace thaw
