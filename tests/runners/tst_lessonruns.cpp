// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/engine/jobthread.h"
#include "jobs/job/verdict.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

/// Every lesson, in every placement that there is, by way of a Run.
class TestLessonRuns : public QObject
{
    Q_OBJECT
    const JobCatalog m_jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
    const PlacementCatalog m_placements = builtInPlacements(QStringLiteral(THAW_PROGRAM));

    void everyLessonInEveryPlacement()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("placement");
        for (const JobDescriptor &job : m_jobs.all()) {
            for (const PlacementDescriptor &placement : m_placements.all()) {
                if (job.isLesson() && !job.refusedPlacements.contains(placement.id)) {
                    QTest::addRow("%s on %s", qPrintable(job.id), qPrintable(placement.id))
                            << job.id << placement.id;
                }
            }
        }
    }
    RunRequest request(const QString &id, const QString &placement, double pace)
    {
        RunRequest request{m_jobs.find(id), m_placements.find(placement), {}};
        request.values = request.job->parameters.defaults();
        request.values[QStringLiteral("pace")] = pace;
        return request;
    }

private Q_SLOTS:
    void isAsExpected_data() { everyLessonInEveryPlacement(); }
    void isAsExpected()
    {
        QFETCH(QString, id);
        QFETCH(QString, placement);
        Run run(request(id, placement, 0.05));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
        const auto verdict = verdictOf(run.facts());
        // Not to be told: the machine is busy with other tests, perhaps.
        QVERIFY2(verdict && *verdict != Verdict::NotAsExpected,
                 qPrintable(run.facts().value(QStringLiteral("verdict")).toString()));
        QVERIFY(!run.timeline().spans.empty());
        QVERIFY(run.openSpans().empty());
    }

    // Its joins are the GUI thread's own: what it waits for there is in that thread's lane.
    void waitsOnTheThreadThatItRunsOn_data() { everyLessonInEveryPlacement(); }
    void waitsOnTheThreadThatItRunsOn()
    {
        QFETCH(QString, id);
        QFETCH(QString, placement);
        Run run(request(id, placement, 0.05));
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000);
        const bool inGui = std::ranges::any_of(run.timeline().spans, [](const Span &span) {
            return span.lane == guiLane && span.state != LaneState::Running;
        });
        const PlacementDescriptor &where = *m_placements.find(placement);
        QCOMPARE(inGui, where.isOnGuiThread || where.freezesWindow);
    }

    // Else a comparison would compare priorities. The four threads are more than the cores of most
    // machines, or else none of them is lowered.
    void itsThreadsHaveTheSamePriorityInEveryPlacement_data()
    {
        QTest::addColumn<JobPriority>("priority");
        QTest::newRow("gentle") << JobPriority::Gentle;
        QTest::newRow("normal") << JobPriority::Normal;
    }
    void itsThreadsHaveTheSamePriorityInEveryPlacement()
    {
        QFETCH(JobPriority, priority);
        const int normal = currentThreadNice();
        const bool areTooMany = priority == JobPriority::Gentle && coreCount() < 4;
        for (const PlacementDescriptor &placement : m_placements.all()) {
            RunRequest one = request(QStringLiteral("named-threads"), placement.id, 0.05);
            one.values[QStringLiteral("threads")] = qlonglong{4};
            one.settings.priority = priority;
            Run run(one);
            run.start();
            QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000);
            int workers = 0;
            for (const ThreadCost &cost : run.threads()) {
                const bool isOwn = cost.name.startsWith(QLatin1StringView("Worker-"));
                workers += isOwn ? 1 : 0;
                QCOMPARE(cost.nice, isOwn && areTooMany
                                            ? std::min(normal + ThreadPriorities::step, 19)
                                            : normal);
            }
            QCOMPARE(workers, 4);
        }
    }

    void stopsAtAnyMoment_data() { everyLessonInEveryPlacement(); }
    void stopsAtAnyMoment()
    {
        QFETCH(QString, id);
        QFETCH(QString, placement);
        Run run(request(id, placement, 10));
        std::jthread stopper([control = run.control()] {
            std::this_thread::sleep_for(70ms);
            control->requestStop(StopReason::User);
        });
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000);
        if (run.outcome()->kind != OutcomeKind::Finished) { // one that only computes is quick
            QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
            QVERIFY(run.stopTook());
            QVERIFY2(*run.stopTook() < 2s, "it must take 100 ms; a busy machine is given more");
        }
    }
};

QTEST_GUILESS_MAIN(TestLessonRuns)
#include "tst_lessonruns.moc"
