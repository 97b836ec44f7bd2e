// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/lanetracer.h"
#include "jobs/engine/runaccess.h"
#include "jobs/jobharness.h"
#include "scriptedjob.h"

#include <QTest>

#include <atomic>
#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace thaw;
using namespace std::chrono_literals;

/// What becomes of a job's end, and the steps of lessons, by way of the context.
class TestJob : public QObject
{
    Q_OBJECT

    static std::unique_ptr<JobHarness> harness(ScriptedJob::Script script)
    {
        return std::make_unique<JobHarness>(scripted(std::move(script)));
    }

private Q_SLOTS:
    void anExceptionIsAFailureWithItsMessage()
    {
        const auto job = harness([](JobContext &) -> Outcome { throw std::runtime_error("why"); });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
        QCOMPARE(job->outcome().reason, QStringLiteral("why"));
    }

    void anExceptionWithoutAMessageIsAFailure()
    {
        const auto job = harness([](JobContext &) -> Outcome { throw 1; });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
        QVERIFY(!job->outcome().reason.isEmpty());
    }

    void tooLittleMemoryIsAFailure()
    {
        const auto job = harness([](JobContext &) -> Outcome { throw std::bad_alloc(); });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
        QVERIFY(job->outcome().reason.contains(QStringLiteral("memory")));
    }

    void canceledIsNoFailure()
    {
        const auto job = harness([](JobContext &) -> Outcome { throw Canceled(); });
        QCOMPARE(job->run().kind, OutcomeKind::Canceled);
    }

    void theFirstThreadThatFailsDecides()
    {
        const auto job = harness([](JobContext &context) -> Outcome {
            for (const char *reason : {"first", "second"}) {
                RunAccess(context).fail(std::make_exception_ptr(std::runtime_error(reason)));
            }
            context.throwIfStopped(); // the others are asked to stop
            return Outcome::finished();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
        QCOMPARE(job->outcome().reason, QStringLiteral("first"));
        QCOMPARE(job->control().stopReason(), StopReason::JobFailed);
    }

    void givingUpOnAThreadIsNoCancel()
    {
        const auto job = harness([](JobContext &context) -> Outcome {
            RunAccess(context).stopAll();
            throw Canceled();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
        QVERIFY(!job->outcome().reason.isEmpty());
    }

    void aFailedThreadFailsARunThatEndedWell()
    {
        const auto job = harness([](JobContext &context) {
            RunAccess(context).fail(std::make_exception_ptr(std::runtime_error("why")));
            return Outcome::finished();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Failed);
    }

    void aPointIsWhereItsThreadIs()
    {
        int line = 0;
        const auto job = harness([&](JobContext &context) {
            context.point();
            line = __LINE__ - 1;
            const LaneStateScope blocked(LaneState::Blocked);
            const auto before = Span::Clock::now();
            while (Span::Clock::now() == before) {}
            return Outcome::finished();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Finished);
        QCOMPARE(job->spans(QStringLiteral("job"), LaneState::Blocked).front().line, line);
    }

    void pausedAtAPointItWaitsForThePerson()
    {
        std::atomic<int> points = 0;
        const auto job = harness([&](JobContext &context) {
            for (; points < 2; ++points) {
                context.point();
            }
            return Outcome::finished();
        });
        job->control().pause();
        job->start();
        QVERIFY(job->await([&] {
            const auto open = job->openSpan(QStringLiteral("job"));
            return open && open->state == LaneState::Waiting
                   && open->object == QStringLiteral("Step or Resume") && open->line > 0;
        }));
        QCOMPARE(points, 0);
        job->control().step();
        QVERIFY(job->await([&] { return points == 1; }));
        job->control().resume();
        QCOMPARE(job->finish().kind, OutcomeKind::Finished);
    }

    void aPointLeavesACanceledRun()
    {
        bool wentOn = false;
        std::unique_ptr<JobHarness> job;
        job = harness([&](JobContext &context) {
            job->control().requestStop(StopReason::User);
            RunAccess(context).pointWithoutThrow(SourceLine::current());
            context.point();
            wentOn = true;
            return Outcome::finished();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Canceled);
        QVERIFY(!wentOn);
    }

    void aSleepIsAStepAndSaysHowLongItWas()
    {
        std::chrono::nanoseconds took{};
        const auto job = harness([&](JobContext &context) {
            context.setPace(0.05);
            took = context.sleep(1s);
            return Outcome::finished();
        });
        QCOMPARE(job->run().kind, OutcomeKind::Finished);
        QVERIFY(took >= 50ms);
        const std::vector<Span> slept = job->spans(QStringLiteral("job"), LaneState::Sleeping);
        QCOMPARE(slept.size(), std::size_t{1});
        QVERIFY(slept.front().line > 0);
        QVERIFY(slept.front().length() >= 50ms);
    }
};

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
