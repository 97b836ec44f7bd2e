// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runaccess.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"

#include "jobs/engine/jobthread.h"
#include "scriptedrequest.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const auto worker = QStringLiteral("worker");
const auto gui = QStringLiteral("gui");
const auto join = QStringLiteral("join");
const auto slices = QStringLiteral("slices");

void addPlacements()
{
    QTest::addColumn<QString>("placement");
    const PlacementCatalog placements = placementsForScripts();
    for (const PlacementDescriptor &placement : placements.all()) {
        QTest::newRow(qPrintable(placement.id)) << placement.id;
    }
}

// Where the test itself goes on meanwhile. In slices only events do: see tst_slicesplacement.
void addLivePlacements()
{
    QTest::addColumn<QString>("placement");
    const PlacementCatalog placements = placementsForScripts();
    for (const PlacementDescriptor &placement : placements.all()) {
        if (!placement.freezesWindow && placement.id != slices) {
            QTest::newRow(qPrintable(placement.id)) << placement.id;
        }
    }
}

void addFreezingPlacements()
{
    QTest::addColumn<QString>("placement");
    QTest::newRow("gui") << gui;
    QTest::newRow("join") << join;
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishesWithAllThatTheJobReported_data() { addPlacements(); }
    void finishesWithAllThatTheJobReported()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request([](JobContext &context) {
            context.setProgress(3, 3);
            context.setStatus(QStringLiteral("almost there"));
            context.say(QStringLiteral("first"));
            context.say(QStringLiteral("second"));
            context.setFact(QStringLiteral("answer"), 42);
            return Outcome::finished();
        });
        Run run(request.on(placement));
        QCOMPARE(run.state(), Run::State::Ready);
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.state(), Run::State::Ended);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
        QCOMPARE(run.progress(), (Progress{3, 3}));
        QCOMPARE(run.status(), QStringLiteral("almost there"));
        QCOMPARE(run.facts().value(QStringLiteral("answer")), QJsonValue(42));
        QCOMPARE(run.transcript().size(), std::size_t{2});
        QCOMPARE(run.transcript().back().text, QStringLiteral("second"));
        QVERIFY(!run.stopTook());
    }

    void runsWhereThePlacementSays_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<bool>("onThisThread");
        QTest::addColumn<QString>("name");
        QTest::newRow("worker") << worker << false << QStringLiteral("worker");
        QTest::newRow("gui") << gui << true << QStringLiteral("main");
        QTest::newRow("join") << join << false << QStringLiteral("worker");
        QTest::newRow("slices") << slices << true << QStringLiteral("main");
        QTest::newRow("pool") << QStringLiteral("pool") << false << QStringLiteral("pool");
    }
    void runsWhereThePlacementSays()
    {
        QFETCH(QString, placement);
        std::atomic<QThread *> thread = nullptr;
        const ScriptedRequest request([&](JobContext &context) {
            thread = QThread::currentThread();
            context.say(QStringLiteral("here"));
            return Outcome::finished();
        });
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QTEST(thread == QThread::currentThread(), "onThisThread");
        QTEST(run.transcript().front().thread, "name");
    }

    // It may be of lowered priority, and not have a core for long.
    void theGuiThreadDoesNotWaitForAThreadThatIsAtAReport()
    {
        QObject here; // on this thread
        std::promise<void> turned;
        std::future_status status{};
        const ScriptedRequest request([&](JobContext &context) {
            const auto report = RunAccess(context).channel().hold();
            context.setProgress(1, 2); // for which the run is woken
            QMetaObject::invokeMethod(
                    &here, [&] { turned.set_value(); }, Qt::QueuedConnection);
            status = turned.get_future().wait_for(10s);
            return Outcome::finished();
        });
        Run run(request.on(worker));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QCOMPARE(status, std::future_status::ready);
        QCOMPARE(run.progress(), (Progress{1, 2}));
    }

    void blocksTheCallerInGuiAndJoinAndOnlyThere_data() { addFreezingPlacements(); }
    void blocksTheCallerInGuiAndJoinAndOnlyThere()
    {
        QFETCH(QString, placement);
        bool turned = false;
        const ScriptedRequest request([](JobContext &context) {
            static_cast<void>(context.sleepFor(100ms));
            return Outcome::finished();
        });
        Run blocking(request.on(placement));
        QTimer::singleShot(0, this, [&] { turned = true; });
        const auto began = Run::Clock::now();
        blocking.start();
        QVERIFY(Run::Clock::now() - began >= 100ms);
        QVERIFY(!turned); // nothing pumped events meanwhile

        Run threaded(request.on(worker));
        QSignalSpy ended(&threaded, &Run::ended);
        threaded.start();
        QCOMPARE(threaded.state(), Run::State::Running);
        QTRY_VERIFY(turned);
        QTRY_COMPARE(ended.count(), 1);
    }

    void failsWithTheJobsReason_data() { addPlacements(); }
    void failsWithTheJobsReason()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request(
                [](JobContext &) { return Outcome::failed(QStringLiteral("3 of 120 files.")); });
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QCOMPARE(run.outcome()->reason, QStringLiteral("3 of 120 files."));
    }

    void anExceptionFailsTheRunWithItsMessage_data() { addPlacements(); }
    void anExceptionFailsTheRunWithItsMessage()
    {
        QFETCH(QString, placement);
        const ScriptedRequest known(
                [](JobContext &) -> Outcome { throw std::runtime_error("the disk is gone"); });
        Run run(known.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QCOMPARE(run.outcome()->reason, QStringLiteral("the disk is gone"));

        const ScriptedRequest unknown([](JobContext &) -> Outcome { throw 7; });
        Run other(unknown.on(placement));
        QSignalSpy otherEnded(&other, &Run::ended);
        other.start();
        QTRY_COMPARE(otherEnded.count(), 1);
        QCOMPARE(other.outcome()->kind, OutcomeKind::Failed);
        QVERIFY(!other.outcome()->reason.isEmpty());
    }

    void cancelsAndSaysHowLongItTook_data() { addLivePlacements(); }
    void cancelsAndSaysHowLongItTook()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request(untilStopped);
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_VERIFY(run.progress().done > 0);
        run.requestStop();
        run.requestStop(StopReason::Closing); // too late to be the reason
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QCOMPARE(run.control()->stopReason(), StopReason::User);
        QVERIFY(run.stopTook());
        QVERIFY(run.stopTook()->count() >= 0);
        QVERIFY(*run.stopTook() < 5s);
    }

    void aRunThatWasCanceledBeforeItsStartNeverDoesItsJob_data() { addPlacements(); }
    void aRunThatWasCanceledBeforeItsStartNeverDoesItsJob()
    {
        QFETCH(QString, placement);
        std::atomic<bool> did = false;
        const ScriptedRequest request([&](JobContext &) {
            did = true;
            return Outcome::finished();
        });
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.requestStop();
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QVERIFY(!did);
    }

    void theStopFlagWorksWhileTheGuiThreadIsBlocked_data() { addFreezingPlacements(); }
    void theStopFlagWorksWhileTheGuiThreadIsBlocked()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request(untilStopped);
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        std::jthread other([control = run.control()] {
            std::this_thread::sleep_for(50ms);
            control->requestStop(StopReason::FreezeLimit);
        });
        run.start(); // returns only because of the other thread
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
    }

    void pausesStepsAndGoesOn_data() { addLivePlacements(); }
    void pausesStepsAndGoesOn()
    {
        QFETCH(QString, placement);
        std::atomic<int> rounds = 0;
        const ScriptedRequest request([&](JobContext &context) {
            while (context.passPoint()) {
                ++rounds;
                QThread::yieldCurrentThread();
            }
            return Outcome::canceled();
        });
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_VERIFY(rounds > 0);
        run.pause();
        QCOMPARE(run.state(), Run::State::Paused);
        int before = -1; // until it has come to its point, and stays there
        while (before != rounds) {
            before = rounds;
            QTest::qSleep(300);
        }
        const auto elapsed = run.elapsed();
        run.step();
        QTRY_COMPARE(rounds.load(), before + 1);
        QCOMPARE(run.elapsed(), elapsed);
        run.resume();
        QCOMPARE(run.state(), Run::State::Running);
        QTRY_VERIFY(rounds > before + 1);
        run.requestStop();
        QTRY_COMPARE(ended.count(), 1);
    }

    void cancelEndsAPausedRun_data() { addLivePlacements(); }
    void cancelEndsAPausedRun()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request(untilStopped);
        Run run(request.on(placement));
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        run.pause();
        run.requestStop();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
    }

    void pauseIsWithoutEffectWhereTheWindowFreezes_data() { addFreezingPlacements(); }
    void pauseIsWithoutEffectWhereTheWindowFreezes()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        Run run(request.on(placement));
        run.pause();
        QCOMPARE(run.state(), Run::State::Ready);
        run.start(); // would never return if it were paused
        run.pause();
        QVERIFY(run.state() != Run::State::Paused);
    }

    void theEndComesOnceAndLast_data() { addPlacements(); }
    void theEndComesOnceAndLast()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request([](JobContext &context) {
            for (int line = 0; line < 2000; ++line) {
                context.say(QString::number(line));
                context.setProgress(line, 2000);
            }
            return Outcome::finished();
        });
        Run run(request.on(placement));
        QStringList signals;
        connect(&run, &Run::said, this, [&] { signals.append(QStringLiteral("said")); });
        connect(&run, &Run::progressed, this,
                [&] { signals.append(QStringLiteral("progressed")); });
        connect(&run, &Run::ended, this, [&] {
            QCOMPARE(run.transcript().size(), std::size_t{2000});
            signals.append(QStringLiteral("ended"));
        });
        run.start();
        QTRY_VERIFY(run.state() == Run::State::Ended);
        QCoreApplication::processEvents();
        QTest::qWait(40);
        QCOMPARE(signals.count(QStringLiteral("ended")), 1);
        QCOMPARE(signals.last(), QStringLiteral("ended"));
    }

    // A job that reports as fast as it can gets at most one update a frame, and nothing piles up.
    void updatesAtMostOnceAFrame()
    {
        const ScriptedRequest request([](JobContext &context) {
            for (int done = 0; done < 3'000'000 && !context.stopRequested(); ++done) {
                context.setProgress(done, 3'000'000);
            }
            return Outcome::finished();
        });
        Run run(request.on(worker));
        QSignalSpy progressed(&run, &Run::progressed);
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        const auto frames = run.elapsed() / 16ms;
        QVERIFY2(progressed.count() <= frames + 3,
                 qPrintable(QStringLiteral("%1 updates in %2 frames")
                                    .arg(progressed.count())
                                    .arg(frames)));
    }

    void destroyingARunStopsAndJoinsIt_data()
    {
        QTest::addColumn<bool>("paused");
        QTest::newRow("running") << false;
        QTest::newRow("paused") << true;
    }
    void destroyingARunStopsAndJoinsIt()
    {
        QFETCH(bool, paused);
        std::atomic<bool> left = false;
        const ScriptedRequest request([&](JobContext &context) {
            const Outcome outcome = untilStopped(context);
            left = true;
            return outcome;
        });
        auto run = std::make_unique<Run>(request.on(worker));
        QSignalSpy ended(run.get(), &Run::ended);
        run->start();
        QTRY_VERIFY(run->progress().done > 0);
        if (paused) {
            run->pause();
        }
        run.reset();
        QVERIFY(left);
        QCoreApplication::processEvents();
        QCOMPARE(ended.count(), 0);
    }

    void aRunThatWasNeverStartedCanBeDestroyed()
    {
        const ScriptedRequest request(untilStopped);
        Run run(request.on(worker));
    }

    void aSlotMayDestroyTheRun_data() { addPlacements(); }
    void aSlotMayDestroyTheRun()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request([](JobContext &context) {
            context.say(QStringLiteral("line"));
            return Outcome::finished();
        });
        auto *run = new Run(request.on(placement));
        const QPointer<Run> alive(run);
        connect(run, &Run::progressed, this, [run] { delete run; });
        run->start();
        QTRY_VERIFY(!alive);
    }

    void afterOneRunTheSameJobCanBeRunAgain()
    {
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        for (int turn = 0; turn < 20; ++turn) {
            const auto &placements = request.placements.all();
            Run run({&request.job,
                     &placements[static_cast<std::size_t>(turn) % placements.size()],
                     {}});
            QSignalSpy ended(&run, &Run::ended);
            run.start();
            QTRY_COMPARE(ended.count(), 1);
        }
    }

    void abandoningAStuckJobDoesNotWaitForIt()
    {
        std::atomic<bool> entered = false;
        std::atomic<bool> release = false;
        const ScriptedRequest request([&](JobContext &) {
            entered = true;
            while (!release) { // deaf to the stop flag, as in a system call
                QThread::msleep(1);
            }
            return Outcome::finished();
        });
        auto run = std::make_unique<Run>(request.on(worker));
        Run *stuck = run.get();
        QSignalSpy ended(stuck, &Run::ended);
        run->start();
        QTRY_VERIFY(entered);
        run->requestStop();
        Run::abandon(std::move(run)); // would wait for ever if it joined
        release = true;
        QTRY_COMPARE(stuck->state(), Run::State::Ended);
        QCOMPARE(ended.count(), 0);
        delete stuck; // a test may; a process that ends doesn't
    }

    // The worker's lane is its own; on the GUI thread it is the GUI thread's.
    void collectsTheTimelineOfTheJobsThreads_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<QString>("lane");
        QTest::newRow("worker") << worker << QStringLiteral("worker");
        QTest::newRow("gui") << gui << QStringLiteral("GUI thread");
    }
    void collectsTheTimelineOfTheJobsThreads()
    {
        QFETCH(QString, placement);
        QFETCH(QString, lane);
        const ScriptedRequest request([](JobContext &context) {
            return context.sleepFor(5ms) ? Outcome::finished() : Outcome::canceled();
        });
        Run run(request.on(placement));
        QSignalSpy traced(&run, &Run::traced);
        QSignalSpy ended(&run, &Run::ended);
        run.start();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(traced.count() >= 1);
        const Timeline &timeline = run.timeline();
        QCOMPARE(timeline.lanes.front().name, QStringLiteral("GUI thread"));
        QCOMPARE(timeline.lanes.back().name, lane);
        const auto slept = std::ranges::find(timeline.spans, LaneState::Sleeping, &Span::state);
        QVERIFY(slept != timeline.spans.end());
        QVERIFY(slept->length() >= 5ms);
        QVERIFY(slept->start >= timeline.start);
        QCOMPARE(slept->lane, timeline.lanes.back().id);
        QVERIFY(run.openSpans().empty());
        QCOMPARE(timeline.spansDropped(), std::int64_t{0});
    }

    // The job's own lane waits meanwhile, and a thread of its is what there is too much of.
    void eachLaneSaysSomethingTrueUpToItsEndWhenThereAreTooManySpans()
    {
        std::atomic<bool> isSeen = false; // that there are
        const ScriptedRequest request([&](JobContext &context) {
            const LaneStateScope waiting(LaneState::Waiting, QStringLiteral("the flood"));
            std::thread flood([&] {
                const JobThreadScope scope(context, QStringLiteral("flood"), ThreadPriority::Kept);
                for (int number = 0; !isSeen && number < 30'000'000; ++number) {
                    const LaneStateScope sleeping(LaneState::Sleeping);
                    if (number % 20'000 == 0) {
                        std::this_thread::sleep_for(5ms); // to be taken meanwhile
                    }
                }
            });
            flood.join();
            return Outcome::finished();
        });
        Run run(request.on(worker));
        connect(&run, &Run::traced, &run, [&] {
            const Timeline &timeline = run.timeline();
            isSeen = isSeen || (timeline.spansBeyondCap > 0 && timeline.gaps.contains(LaneId(2)));
        });
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 30'000);
        QVERIFY(isSeen);
        const Timeline &timeline = run.timeline();
        QVERIFY(timeline.gaps.empty());
        QVERIFY(timeline.spansBeyondCap > 0);
        QVERIFY(timeline.spans.size() <= Timeline::cap + 4);
        const auto waited = std::ranges::find(timeline.spans, LaneState::Waiting, &Span::state);
        QVERIFY(waited != timeline.spans.end());
        QCOMPARE(waited->object, QStringLiteral("the flood"));
        const auto last = std::ranges::find(timeline.spans.rbegin(), timeline.spans.rend(),
                                            LaneId(2), &Span::lane);
        QCOMPARE(last->state, LaneState::Unknown);
        QVERIFY(last->length() > 0ns);
        QVERIFY(last->end <= waited->end);
        QVERIFY(waited->end - last->end < last->length());
    }

    void itsTimelineHasItsPauses()
    {
        const ScriptedRequest request(untilStopped);
        Run run(request.on(worker));
        run.start();
        QTRY_VERIFY(run.progress().done > 0);
        run.pause();
        QCOMPARE(run.timeline().pauses.size(), std::size_t{1});
        QVERIFY(!run.timeline().pauses.front().end);
        QTest::qWait(10);
        run.resume();
        QVERIFY(run.timeline().pauses.front().end);
        run.pause();
        run.requestStop(); // ends the pause
        QTRY_COMPARE(run.state(), Run::State::Ended);
        const std::vector<Pause> &pauses = run.timeline().pauses;
        QCOMPARE(pauses.size(), std::size_t{2});
        QVERIFY(*pauses[0].end - pauses[0].begin >= 10ms);
        QVERIFY(pauses[1].end);
        QVERIFY(pauses[0].begin >= run.timeline().start);
    }

    void showsTheSpansThatGoOn()
    {
        const ScriptedRequest request(untilStopped);
        Run run(request.on(worker));
        run.start();
        QTRY_VERIFY(run.openSpans().contains(LaneId(1)));
        run.pause();
        const auto waits = [&] {
            const auto open = run.openSpans().find(LaneId(1));
            return open != run.openSpans().end() && open->second.state == LaneState::Waiting;
        };
        QTRY_VERIFY(waits());
        run.requestStop();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QVERIFY(run.openSpans().empty());
    }

    void thePaceCanBeSetWhileItRuns()
    {
        const ScriptedRequest request([](JobContext &context) {
            context.setPace(10);
            context.setStatus(QStringLiteral("asleep"));
            context.sleep(10s);
            return Outcome::finished();
        });
        Run run(request.on(worker));
        run.start();
        QTRY_COMPARE(run.status(), QStringLiteral("asleep"));
        run.setPace(0.05);
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
    }

    void aPauseBeforeTheJobBeganIsNoTimeOfIts()
    {
        const ScriptedRequest request(untilStopped);
        for (int turn = 0; turn < 20; ++turn) {
            Run run(request.on(worker));
            run.start();
            run.pause(); // perhaps before the worker's thread runs
            QTest::qSleep(2);
            run.requestStop();
            QTRY_COMPARE(run.state(), Run::State::Ended);
            QVERIFY(run.elapsed() >= 0ns);
        }
    }

    // It stopped its own threads; nobody asked.
    void aFailureOfOneOfItsThreadsIsNoStopThatTookTime()
    {
        const ScriptedRequest request([](JobContext &context) -> Outcome {
            RunAccess(context).fail(std::make_exception_ptr(std::runtime_error("why")));
            throw Canceled();
        });
        Run run(request.on(worker));
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QCOMPARE(run.outcome()->reason, QStringLiteral("why"));
        QVERIFY(!run.stopTook());
    }

    // In its lane the GUI thread does nothing but wait, from before the job's sleep to after it.
    void theTimelineShowsThatTheGuiThreadWaitsInJoin()
    {
        const ScriptedRequest request([](JobContext &context) {
            return context.sleepFor(5ms) ? Outcome::finished() : Outcome::canceled();
        });
        Run run(request.on(join));
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        const auto &spans = run.timeline().spans;
        const auto waited = std::ranges::find(spans, guiLane, &Span::lane);
        const auto slept = std::ranges::find(spans, LaneState::Sleeping, &Span::state);
        QVERIFY(waited != spans.end() && slept != spans.end());
        QCOMPARE(waited->state, LaneState::Waiting);
        QVERIFY(waited->object.contains(QStringLiteral("worker")));
        QVERIFY(waited->start <= slept->start && waited->end >= slept->end);
        QVERIFY(run.openSpans().empty());
    }

    void refusesAPlacementThatTheJobRefuses()
    {
        JobDescriptor job = scripted(untilStopped);
        job.refusedPlacements.insert(gui, QStringLiteral("it would deadlock"));
        const PlacementCatalog placements = builtInPlacements();
        RunRequest request{&job, placements.find(gui), {}};
        QCOMPARE(request.problem(), QStringLiteral("it would deadlock"));
        request.placement = placements.find(worker);
        QCOMPARE(request.problem(), std::nullopt);
    }

    // Started and canceled at random moments: each ends exactly once.
    void survivesManyRunsCanceledAtAnyMoment()
    {
        const ScriptedRequest request(untilStopped);
        for (int turn = 0; turn < 100; ++turn) {
            const auto &placements = request.placements.all();
            Run run({&request.job,
                     &placements[static_cast<std::size_t>(turn) % placements.size()],
                     {}});
            QSignalSpy ended(&run, &Run::ended);
            std::jthread canceler([control = run.control(), turn] {
                std::this_thread::sleep_for(std::chrono::microseconds(turn * 37 % 2000));
                control->requestStop(StopReason::User);
            });
            run.start();
            QTRY_COMPARE(ended.count(), 1);
            QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        }
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
