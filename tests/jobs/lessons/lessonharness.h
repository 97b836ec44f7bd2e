// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"

#include <QStringList>

#include <set>

namespace thaw {

/// A JobHarness for the built-in lesson of that id, quick: at the least pace.
class LessonHarness : public JobHarness
{
public:
    explicit LessonHarness(const QString &id)
        : JobHarness(*builtInJobs(QStringLiteral(THAW_PROGRAM)).find(id))
    {
        set("pace", "0.05");
    }

    /// Whether the lesson finished and found what it had announced.
    [[nodiscard]] bool isAsExpected() const
    {
        return outcome().kind == OutcomeKind::Finished && fact("as_expected").toBool()
               && !fact("verdict").toString().isEmpty();
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
