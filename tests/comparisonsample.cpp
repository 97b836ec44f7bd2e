// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"
#include "runners/placement/builtinplacements.h"

#include "scriptedjob.h"

#include <cmath>

namespace thaw {

std::chrono::nanoseconds sampleTime(double ms)
{
    return std::chrono::nanoseconds(std::llround(ms * 1e6));
}

RunRecord sampleRecord(const QString &placement, const SampleRun &run)
{
    RunRecord record;
    record.job = QStringLiteral("scripted");
    record.placement = placement;
    record.outcome = {run.outcome, run.outcome == OutcomeKind::Failed
                                           ? QStringLiteral("The moon is missing; wait for night.")
                                           : QString()};
    record.stopReason = run.stopReason;
    record.elapsed = sampleTime(run.elapsed);
    record.threads = {{QStringLiteral("main"), sampleTime(run.elapsed / 4)},
                      {QStringLiteral("worker"), sampleTime(run.elapsed / 2)}};
    record.gui.delays.record(sampleTime(run.delay));
    record.gui.frames = {120, 120 - static_cast<std::int64_t>(run.still / 1000 * 60)};
    if (run.still > 0) {
        record.gui.stalls = {{record.gui.start, {}, sampleTime(run.still), false}};
    }
    record.memory = MemoryRecord{5'000'000, 5'000'000 + run.memory};
    if (placement == QLatin1StringView("process")) {
        record.memory->childPeak = 10'000'000;
    }
    return record;
}

ComparisonSample::ComparisonSample(const QStringList &placements, int repeats)
    : m_catalog(builtInPlacements())
    , m_job(scripted({}))
{
    ComparisonPlan plan{.job = &m_job, .repeats = repeats};
    for (const QString &id : placements) {
        plan.placements.push_back(m_catalog.find(id));
    }
    comparison = Comparison::begin(plan);
}

ComparisonSample &ComparisonSample::add(const char *placement,
                                        std::initializer_list<SampleRun> runs)
{
    for (const SampleRun &run : runs) {
        comparison.add(sampleRecord(QString::fromLatin1(placement), run));
    }
    return *this;
}

Comparison ComparisonSample::ended(Comparison::State state)
{
    comparison.state = state;
    return comparison;
}

} // namespace thaw
