// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"
#include "jobs/catalog/builtinjobs.h"

#include "jobs/job/verdict.h"

#include <QJsonArray>
#include <QTest>

#include <map>
#include <utility>

namespace thaw {

LessonHarness::LessonHarness(const QString &id)
    : JobHarness(*builtInJobs(QStringLiteral(THAW_PROGRAM)).find(id))
{
    set("pace", "0.05");
    const std::map<QString, std::pair<const char *, const char *>> quick{
            {QStringLiteral("cpu-or-io"), {"amount", "100"}},
            {QStringLiteral("too-many-threads"), {"amount", "30"}},
    };
    if (const auto value = quick.find(id); value != quick.end()) {
        set(value->second.first, value->second.second);
    }
}

LessonHarness::LessonHarness(JobDescriptor lesson)
    : JobHarness(std::move(lesson))
{}

void LessonHarness::hasEnded()
{
    for (const QJsonValue &warning : fact("unexpected_qt_warnings").toArray()) {
        QTest::qFail(qPrintable(QStringLiteral("Qt warned on the lesson's thread ")
                                + warning.toString()),
                     __FILE__, __LINE__);
    }
}

bool LessonHarness::isAsExpected() const
{
    return outcome().kind == OutcomeKind::Finished && fact("as_expected").toBool()
           && !fact("verdict").toString().isEmpty();
}

bool LessonHarness::isAsExpectedOrUntold() const
{
    return isAsExpected()
           || (outcome().kind == OutcomeKind::Finished
               && verdictOf(facts()) == Verdict::NotToBeTold);
}

QStringList LessonHarness::linesOf(const QString &thread) const
{
    QStringList lines;
    for (const TranscriptLine &line : transcript()) {
        if (line.thread == thread) {
            lines.append(line.text);
        }
    }
    return lines;
}

std::set<QString> LessonHarness::laneNames() const
{
    std::set<QString> names;
    for (const Lane &lane : timeline().lanes) {
        if (lane.id != guiLane && lane.name != QLatin1String("job")) {
            names.insert(lane.name);
        }
    }
    return names;
}

} // namespace thaw
