// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobthread.h"
#include "jobs/engine/threadpriorities.h"
#include "jobs/job/job.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameter.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace thaw {

class JobWorker;

/// What a person may set of the placements. Each takes effect with the next run.
struct PlacementSettings
{
    static constexpr int mostPoolSize = 64;
    static constexpr std::chrono::milliseconds leastSlice{1};
    static constexpr std::chrono::milliseconds mostSlice{100};

    int poolSize = coreCount(); ///< the threads that the pool of `pool` may have

    /// In `slices`, how long the job works before it gives way.
    std::chrono::milliseconds slice{8};

    JobPriority priority = JobPriority::Gentle; ///< of the threads that a job starts

    friend bool operator==(const PlacementSettings &, const PlacementSettings &) = default;
};

/// Runs one JobWorker where its placement says. Used on the GUI thread.
class Runner
{
public:
    Runner() = default;
    Runner(const Runner &) = delete;
    Runner &operator=(const Runner &) = delete;
    /// Waits until no other thread touches the worker any more: the job must have ended or have
    /// been told to stop, else for as long as it runs.
    virtual ~Runner() = default;

    /// Has `worker.work()` called, once. `worker` is owned by a shared pointer, and outlives the
    /// runner.
    virtual void start(JobWorker &worker) = 0;
};

/// All that is known of a placement. Each placement's file makes its own.
struct PlacementDescriptor
{
    QString id;      ///< as on the command line: "worker"
    QString title;   ///< "Worker thread"
    QString summary; ///< one sentence
    QString where;   ///< within a sentence: "on a worker thread"
    /// The GUI thread handles nothing while a job runs here; so it can't be paused either.
    bool freezesWindow = false;
    /// Where it does, the reason as half a sentence, with %1 for the job's title.
    QString whyItFreezes = {};
    /// The job is called on the GUI thread: where it comes to no point, the window stalls.
    bool isOnGuiThread = false;
    std::function<std::unique_ptr<Runner>(const PlacementSettings &)> make;
    /// Makes what runs here in place of the job itself, if anything does.
    std::function<std::unique_ptr<Job>(const JobDescriptor &, const ParameterValues &)> makeJob =
            {};
};

/// Why a job can't run where the system refused a thread for it, as one sentence.
[[nodiscard]] QString noThread();

} // namespace thaw
