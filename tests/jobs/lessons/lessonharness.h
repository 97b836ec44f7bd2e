// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"

#include <QString>
#include <QStringList>

#include <set>

namespace thaw {

/// A JobHarness for the built-in lesson of that id, quick: at the least pace,
/// and with little to compute. A warning of Qt's that the lesson doesn't expect fails the test.
class LessonHarness : public JobHarness
{
public:
    explicit LessonHarness(const QString &id);
    /// For one that isn't built in, as it is.
    explicit LessonHarness(JobDescriptor lesson);

    /// Whether the lesson finished and found what it had announced.
    [[nodiscard]] bool isAsExpected() const;
    /// The same, or that its figures can't tell: of one whose times count, on a machine that may be
    /// busy with other tests. What is counted and ordered is told all the same.
    [[nodiscard]] bool isAsExpectedOrUntold() const;
    /// The lines that the thread of that name said, in order.
    [[nodiscard]] QStringList linesOf(const QString &thread) const;
    /// The names of the lanes, without the GUI thread's and the job's own.
    [[nodiscard]] std::set<QString> laneNames() const;

protected:
    void hasEnded() override;
};

} // namespace thaw
