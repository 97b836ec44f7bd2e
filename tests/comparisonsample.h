// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "report/comparison/comparison.h"
#include "runners/placement/placementcatalog.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <initializer_list>

namespace thaw {

/// What a run of a sample came to, in milliseconds and bytes.
struct SampleRun
{
    double elapsed = 2000;
    double delay = 1; ///< the worst
    double still = 0; ///< one stall of that length
    OutcomeKind outcome = OutcomeKind::Finished;
    StopReason stopReason = StopReason::None;
    std::int64_t memory = 1'000'000;
};

[[nodiscard]] std::chrono::nanoseconds sampleTime(double ms);

[[nodiscard]] RunRecord sampleRecord(const QString &placement, const SampleRun &run);

/// A comparison of a test's own job, put together from runs.
class ComparisonSample
{
public:
    explicit ComparisonSample(const QStringList &placements, int repeats);

    ComparisonSample &add(const char *placement, std::initializer_list<SampleRun> runs);
    [[nodiscard]] Comparison ended(Comparison::State state = Comparison::State::Complete);

    Comparison comparison;

private:
    const PlacementCatalog m_catalog;
    const JobDescriptor m_job;
};

} // namespace thaw
