// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"
#include "jobs/verdict.h"

#include <QStringList>

#include <map>
#include <set>
#include <utility>

namespace thaw {

/// A JobHarness for the built-in lesson of that id, quick: at the least pace,
/// and with little to compute.
class LessonHarness : public JobHarness
{
public:
    explicit LessonHarness(const QString &id)
        : JobHarness(*builtInJobs(QStringLiteral(THAW_PROGRAM)).find(id))
    {
        set("pace", "0.05");
        const std::map<QString, std::pair<const char *, const char *>> quick{
                {QStringLiteral("cpu-or-io"), {"amount", "40"}},
                {QStringLiteral("too-many-threads"), {"amount", "30"}},
        };
        if (const auto value = quick.find(id); value != quick.end()) {
            set(value->second.first, value->second.second);
        }
    }

    /// Whether the lesson finished and found what it had announced.
    [[nodiscard]] bool isAsExpected() const
    {
        return outcome().kind == OutcomeKind::Finished && fact("as_expected").toBool()
               && !fact("verdict").toString().isEmpty();
    }
    /// The same, or that its figures can't tell: of one whose times count, on a machine that may be
    /// busy with other tests. What is counted and ordered is told all the same.
    [[nodiscard]] bool isAsExpectedOrUntold() const
    {
        return isAsExpected()
               || (outcome().kind == OutcomeKind::Finished
                   && verdictOf(facts()) == Verdict::NotToBeTold);
    }
    /// The lines that the thread of that name said, in order.
    [[nodiscard]] QStringList linesOf(const QString &thread) const
    {
        QStringList lines;
        for (const TranscriptLine &line : transcript()) {
            if (line.thread == thread) {
                lines.append(line.text);
            }
        }
        return lines;
    }
    /// The names of the lanes, without the GUI thread's and the job's own.
    [[nodiscard]] std::set<QString> laneNames() const
    {
        std::set<QString> names;
        for (const Lane &lane : timeline().lanes) {
            if (lane.id != guiLane && lane.name != QLatin1String("job")) {
                names.insert(lane.name);
            }
        }
        return names;
    }
};

} // namespace thaw
