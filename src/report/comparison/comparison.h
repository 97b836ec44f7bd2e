// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/measure.h"
#include "report/runrecord.h"
#include "runners/placement/placementcatalog.h"
#include "runners/run.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

namespace thaw {

/// What is to be compared: the same job with the same values in each of some placements, one run
/// after the other, all of them `repeats` times. What the pointers point to outlives the
/// comparison.
struct ComparisonPlan
{
    static constexpr int mostRepeats = 20;

    const JobDescriptor *job = nullptr;
    ParameterValues values = {};
    PlacementSettings settings = {};
    std::vector<const PlacementDescriptor *> placements = {}; ///< each once; the job allows it
    std::vector<const PlacementDescriptor *> refused = {}; ///< those that the job refuses, to tell
    int repeats = 3;                                       ///< 1 to mostRepeats
    QStringList remarks = {}; ///< whole sentences on what else bears on the result

    [[nodiscard]] int runCount() const;
    /// The run of this number, from 0 on. Each repeat begins with another placement, so that none
    /// always has the cold start: A B C, B C A, C A B.
    [[nodiscard]] RunRequest request(int run) const;
};

/// The placements that the job allows and those that it refuses, in the catalog's order.
[[nodiscard]] ComparisonPlan planForAll(const JobDescriptor &job,
                                        const PlacementCatalog &placements);

/// How many runs came to which end.
struct RunCounts
{
    int finished = 0;
    int failed = 0;
    int limited = 0; ///< stopped by the freeze limit
    int canceled = 0;
    [[nodiscard]] int all() const { return finished + failed + limited + canceled; }
};

/// A placement as a comparison tells of it.
struct ComparedPlacement
{
    QString id;
    QString title;
    QString where; ///< within a sentence: "on a worker thread"
    bool hasOwnProcess = false;
};

/// What was measured so far, and in the end. A plain value. The figures are those of the runs that
/// finished: one that failed or was stopped didn't do the same work.
struct Comparison
{
    enum class State { Running, Complete, Canceled };

    struct Refusal
    {
        ComparedPlacement placement;
        QString reason; ///< one sentence
    };

    QString job; ///< id
    QString title;
    QJsonObject parameters;
    int repeats = 0;
    JobPriority priority = JobPriority::Gentle; ///< the same in all placements
    std::vector<ComparedPlacement> placements;  ///< in the plan's order
    std::vector<Refusal> refused;
    QStringList remarks;
    HostRecord host;
    std::vector<RunRecord> runs; ///< in the order in which they ran; shortened
    State state = State::Running;

    [[nodiscard]] static Comparison begin(const ComparisonPlan &plan);
    void add(const RunRecord &record) { runs.push_back(shortened(record)); }

    [[nodiscard]] int planned() const { return repeats * static_cast<int>(placements.size()); }
    [[nodiscard]] RunCounts counts() const;
    [[nodiscard]] RunCounts counts(const ComparedPlacement &placement) const;
    [[nodiscard]] std::vector<const RunRecord *> finished(const ComparedPlacement &placement) const;
    /// Whether the window did in more than half of its finished runs.
    [[nodiscard]] bool stoodStill(const ComparedPlacement &placement) const;
    /// The reason of its first run that failed; empty if none did.
    [[nodiscard]] QString failure(const ComparedPlacement &placement) const;
    /// Of its finished runs; empty if there is none, or one of them doesn't know.
    [[nodiscard]] std::optional<Spread> spread(const ComparedPlacement &placement,
                                               Measure measure) const;
};

} // namespace thaw
