// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparison.h"

#include <algorithm>
#include <iterator>

namespace thaw {

namespace {

ComparedPlacement compared(const PlacementDescriptor &placement)
{
    return {.id = placement.id,
            .title = placement.title,
            .where = placement.where,
            .hasOwnProcess = static_cast<bool>(placement.makeJob)};
}

void count(RunCounts &counts, const RunRecord &run)
{
    switch (run.outcome.kind) {
    case OutcomeKind::Finished:
        ++counts.finished;
        return;
    case OutcomeKind::Failed:
        ++counts.failed;
        return;
    case OutcomeKind::Canceled:
        ++(run.stopReason == StopReason::FreezeLimit ? counts.limited : counts.canceled);
        return;
    }
    Q_UNREACHABLE();
}

} // namespace

int ComparisonPlan::runCount() const
{
    return repeats * static_cast<int>(placements.size());
}

RunRequest ComparisonPlan::request(int run) const
{
    const auto count = static_cast<int>(placements.size());
    const int repeat = run / count;
    const auto place = static_cast<std::size_t>((run + repeat) % count);
    return {job, placements[place], values, settings};
}

ComparisonPlan planForAll(const JobDescriptor &job, const PlacementCatalog &placements)
{
    ComparisonPlan plan{.job = &job, .values = job.parameters.defaults()};
    for (const PlacementDescriptor &placement : placements.all()) {
        (job.refusedPlacements.contains(placement.id) ? plan.refused : plan.placements)
                .push_back(&placement);
    }
    return plan;
}

Comparison Comparison::begin(const ComparisonPlan &plan)
{
    Comparison comparison{.job = plan.job->id,
                          .title = plan.job->title,
                          .parameters = plan.job->parameters.toJson(plan.values),
                          .repeats = plan.repeats,
                          .priority = plan.settings.priority,
                          .placements = {},
                          .refused = {},
                          .remarks = plan.remarks,
                          .host = HostRecord::current(),
                          .runs = {}};
    for (const PlacementDescriptor *placement : plan.placements) {
        comparison.placements.push_back(compared(*placement));
    }
    for (const PlacementDescriptor *placement : plan.refused) {
        comparison.refused.push_back(
                {compared(*placement), plan.job->refusedPlacements.value(placement->id)});
    }
    return comparison;
}

RunCounts Comparison::counts() const
{
    RunCounts counts;
    for (const RunRecord &run : runs) {
        count(counts, run);
    }
    return counts;
}

RunCounts Comparison::counts(const ComparedPlacement &placement) const
{
    RunCounts counts;
    for (const RunRecord &run : runs) {
        if (run.placement == placement.id) {
            count(counts, run);
        }
    }
    return counts;
}

std::vector<const RunRecord *> Comparison::finished(const ComparedPlacement &placement) const
{
    std::vector<const RunRecord *> finished;
    for (const RunRecord &run : runs) {
        if (run.placement == placement.id && run.outcome.kind == OutcomeKind::Finished) {
            finished.push_back(&run);
        }
    }
    return finished;
}

bool Comparison::stoodStill(const ComparedPlacement &placement) const
{
    const std::vector<const RunRecord *> ended = finished(placement);
    const auto still = std::ranges::count_if(
            ended, [](const RunRecord *run) { return !run->gui.stalls.empty(); });
    return 2 * still > std::ssize(ended);
}

QString Comparison::failure(const ComparedPlacement &placement) const
{
    for (const RunRecord &run : runs) {
        if (run.placement == placement.id && run.outcome.kind == OutcomeKind::Failed) {
            return run.outcome.reason;
        }
    }
    return {};
}

std::optional<Spread> Comparison::spread(const ComparedPlacement &placement, Measure measure) const
{
    std::vector<double> values;
    for (const RunRecord *run : finished(placement)) {
        const std::optional<double> value = measured(*run, measure);
        const bool lacksChild = measure == Measure::Memory && placement.hasOwnProcess && run->memory
                                && !run->memory->childPeak;
        if (!value || lacksChild) {
            return std::nullopt;
        }
        values.push_back(*value);
    }
    return Spread::of(std::move(values));
}

} // namespace thaw
