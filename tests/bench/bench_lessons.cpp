// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lessons [--runs N] [--together N] LESSON[,NAME=VALUE...] ...
// Runs each of the lessons so many times (100), so many of them at once (1), at pace 0.05 unless
// set, and prints how often it came out as expected. Exit status 1 if one didn't, ever.
#include "jobs/jobharness.h"

#include <QCoreApplication>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

struct Plan
{
    int runs = 100;
    int together = 1;
    QStringList lessons;
};

Plan planOf(QStringList arguments)
{
    Plan plan;
    arguments.removeFirst();
    while (!arguments.isEmpty()) {
        const QString argument = arguments.takeFirst();
        if (argument == QLatin1String("--runs") && !arguments.isEmpty()) {
            plan.runs = arguments.takeFirst().toInt();
        } else if (argument == QLatin1String("--together") && !arguments.isEmpty()) {
            plan.together = arguments.takeFirst().toInt();
        } else {
            plan.lessons.append(argument);
        }
    }
    return plan;
}

// Runs it once; whether it came out as expected. If not, prints why.
bool isAsExpected(const thaw::JobDescriptor &lesson, const QStringList &settings)
{
    thaw::JobHarness harness(lesson);
    harness.set("pace", "0.05");
    for (const QString &setting : settings) {
        harness.set(setting.section(QLatin1Char('='), 0, 0).toLatin1().constData(),
                    setting.section(QLatin1Char('='), 1).toUtf8());
    }
    const thaw::Outcome outcome = harness.run();
    const bool isRight =
            outcome.kind == thaw::OutcomeKind::Finished && harness.fact("as_expected").toBool();
    if (!isRight) {
        std::fprintf(stderr, "%s: %s: %s\n", qUtf8Printable(lesson.id),
                     qUtf8Printable(thaw::outcomeWord(outcome.kind)),
                     qUtf8Printable(harness.fact("verdict").toString()));
    }
    return isRight;
}

int countAsExpected(const thaw::JobDescriptor &lesson, const QStringList &settings,
                    const Plan &plan)
{
    std::atomic<int> left = plan.runs;
    std::atomic<int> asExpected = 0;
    std::vector<std::jthread> lanes;
    for (int lane = 0; lane < plan.together; ++lane) {
        lanes.emplace_back([&] {
            while (left-- > 0) {
                asExpected += isAsExpected(lesson, settings) ? 1 : 0;
            }
        });
    }
    lanes.clear(); // joins
    return asExpected;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const Plan plan = planOf(QCoreApplication::arguments());
    const thaw::JobCatalog jobs =
            thaw::builtInJobs(QCoreApplication::applicationDirPath() + QStringLiteral("/thaw"));
    bool allRight = !plan.lessons.isEmpty();
    for (const QString &wanted : plan.lessons) {
        QStringList settings = wanted.split(QLatin1Char(','));
        const thaw::JobDescriptor *lesson = jobs.find(settings.takeFirst());
        if (!lesson || lesson->kind != thaw::JobKind::Lesson) {
            std::fprintf(stderr, "thaw: there is no lesson %s\n", qUtf8Printable(wanted));
            return 2;
        }
        const int asExpected = countAsExpected(*lesson, settings, plan);
        std::printf("%-44s as expected %d of %d\n", qUtf8Printable(wanted), asExpected, plan.runs);
        allRight = allRight && asExpected == plan.runs;
    }
    return allRight ? 0 : 1;
}
