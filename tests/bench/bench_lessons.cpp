// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lessons [--runs N] [--together N] LESSON[,NAME=VALUE...] ...
// Runs each of the lessons so many times (100), so many of them at once (1), at pace 0.05 unless
// set, and prints how often it came out as expected, and how often that was not to be told. Exit
// status 1 if one came out otherwise, ever.
#include "jobs/catalog/builtinjobs.h"
#include "jobs/job/verdict.h"
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

// Runs it once. If it came out otherwise or failed, prints why.
thaw::Verdict verdictOn(const thaw::JobDescriptor &lesson, const QStringList &settings)
{
    thaw::JobHarness harness(lesson);
    harness.set("pace", "0.05");
    for (const QString &setting : settings) {
        harness.set(setting.section(QLatin1Char('='), 0, 0).toLatin1().constData(),
                    setting.section(QLatin1Char('='), 1).toUtf8());
    }
    const thaw::Outcome outcome = harness.run();
    const thaw::Verdict verdict =
            outcome.kind == thaw::OutcomeKind::Finished
                    ? thaw::verdictOf(harness.facts()).value_or(thaw::Verdict::NotAsExpected)
                    : thaw::Verdict::NotAsExpected;
    if (verdict == thaw::Verdict::NotAsExpected) {
        std::fprintf(stderr, "%s: %s: %s\n", qUtf8Printable(lesson.id),
                     qUtf8Printable(thaw::outcomeWord(outcome.kind)),
                     qUtf8Printable(harness.fact("verdict").toString()));
    }
    return verdict;
}

struct Counts
{
    std::atomic<int> asExpected = 0;
    std::atomic<int> untold = 0;
};

void count(Counts &counts, const thaw::JobDescriptor &lesson, const QStringList &settings,
           const Plan &plan)
{
    std::atomic<int> left = plan.runs;
    std::vector<std::jthread> lanes;
    for (int lane = 0; lane < plan.together; ++lane) {
        lanes.emplace_back([&] {
            while (left-- > 0) {
                const thaw::Verdict verdict = verdictOn(lesson, settings);
                counts.asExpected += verdict == thaw::Verdict::AsExpected ? 1 : 0;
                counts.untold += verdict == thaw::Verdict::NotToBeTold ? 1 : 0;
            }
        });
    }
    lanes.clear(); // joins
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
        if (!lesson || !lesson->isLesson()) {
            std::fprintf(stderr, "thaw: there is no lesson %s\n", qUtf8Printable(wanted));
            return 2;
        }
        Counts counts;
        count(counts, *lesson, settings, plan);
        const int asExpected = counts.asExpected;
        const int untold = counts.untold;
        std::printf("%-44s as expected %d of %d, not to be told %d\n", qUtf8Printable(wanted),
                    asExpected, plan.runs, untold);
        allRight = allRight && asExpected + untold == plan.runs;
    }
    return allRight ? 0 : 1;
}
