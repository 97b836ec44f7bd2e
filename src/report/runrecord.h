// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/engine/runchannel.h"
#include "jobs/engine/runcontrol.h"
#include "jobs/engine/timeline.h"
#include "jobs/system/corewatch.h"
#include "probe/recording.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace thaw {

/// The machine that a run was measured on.
struct HostRecord
{
    int cores = 0;
    QString qt;
    QString os;

    [[nodiscard]] static HostRecord current();
};

/// Memory that was resident in a run, shared libraries included. What the job made before its
/// start, when it was itself made, is in `start`.
struct MemoryRecord
{
    std::int64_t start = 0; ///< bytes of this process without the run, when it started
    std::int64_t peak = 0;  ///< its most from then to the run's end
    /// The most that the process had which did the job in place of this one, from its own start.
    std::optional<std::int64_t> childPeak = {};

    /// What the run took at most: above what was there, and all of the child. In bytes, and a bound
    /// from above: the two peaks need not have come at once.
    [[nodiscard]] double taken() const;
};

/// Everything that was measured of one run. A plain value, complete when its freeze is in it.
struct RunRecord
{
    QString job;       ///< id
    QString placement; ///< id
    QJsonObject parameters;
    JobPriority priority = JobPriority::Gentle; ///< of the threads that the job started
    Outcome outcome;
    StopReason stopReason = StopReason::None;
    std::chrono::nanoseconds elapsed{}; ///< without pauses
    std::optional<std::chrono::nanoseconds> stopTook;
    Progress progress;
    QString unit; ///< what progress counts
    QJsonObject facts;
    std::shared_ptr<const std::vector<TranscriptLine>> transcript; ///< shared, since it can be long
    std::int64_t linesDropped = 0;
    std::shared_ptr<const Timeline> timeline; ///< shared, since it can be long
    /// Of the GUI thread's loop, from the run's start to the fence after its end. What is counted
    /// apart in it are the stalls of the live columns.
    Recording gui;
    std::vector<ThreadCost> threads;
    CoreUse otherUse;                   ///< of the cores, from the run's start to its end
    std::optional<MemoryRecord> memory; ///< empty where the system doesn't tell
    HostRecord host;
};

/// The same without what is long: no timeline, and of a long transcript the first and the last
/// lines, with a line between them that says how many were left out.
[[nodiscard]] RunRecord shortened(const RunRecord &record);

[[nodiscard]] QJsonObject toJson(const HostRecord &host);

/// The object that `thaw run --json` prints: schema "thaw.run/1", times in milliseconds.
[[nodiscard]] QJsonObject toJson(const RunRecord &record);

} // namespace thaw
