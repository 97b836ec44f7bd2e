// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcatalog.h"
#include "runners/placement.h"
#include "runners/run.h"

#include <functional>
#include <utility>

namespace thaw {

/// A job whose run() is a function of the test.
class ScriptedJob : public Job
{
public:
    using Script = std::function<Outcome(JobContext &)>;
    explicit ScriptedJob(Script script)
        : m_script(std::move(script))
    {}
    Outcome run(JobContext &context) override { return m_script(context); }

private:
    Script m_script;
};

[[nodiscard]] inline JobDescriptor scripted(ScriptedJob::Script script,
                                            const QString &id = QStringLiteral("scripted"))
{
    return {.id = id,
            .kind = JobKind::Workload,
            .title = QStringLiteral("Scripted"),
            .summary = QStringLiteral("Does what a test says."),
            .icon = QStringLiteral("job-wait"),
            .unit = QStringLiteral("steps"),
            .parameters = {},
            .make = [script = std::move(script)](const ParameterValues &) {
                return std::make_unique<ScriptedJob>(script);
            }};
}

/// Works in small portions until it is told to stop.
[[nodiscard]] inline Outcome untilStopped(JobContext &context)
{
    while (context.checkpoint() && context.sleepFor(std::chrono::milliseconds(1))) {
        context.addProgress(1);
    }
    return Outcome::canceled();
}

/// The built-in placements that run the very job: a child process knows none of a test's own.
[[nodiscard]] inline PlacementCatalog placementsForScripts()
{
    PlacementCatalog placements;
    const PlacementCatalog all = builtInPlacements();
    for (const PlacementDescriptor &placement : all.all()) {
        if (!placement.makeJob) {
            placements.add(placement);
        }
    }
    return placements;
}

/// The catalogs of a test: the built-in placements, and a request for a job of its own.
struct ScriptedRequest
{
    explicit ScriptedRequest(ScriptedJob::Script script)
        : job(scripted(std::move(script)))
    {}
    [[nodiscard]] RunRequest on(const QString &placement) const
    {
        return {&job, placements.find(placement), job.parameters.defaults()};
    }
    const JobDescriptor job;
    const PlacementCatalog placements = placementsForScripts();
};

} // namespace thaw
