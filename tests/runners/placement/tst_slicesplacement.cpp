// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "scriptedrequest.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const auto slices = QStringLiteral("slices");

// Computes until it is stopped, with a point about every 100 us.
Outcome compute(JobContext &context)
{
    while (context.passPoint()) {
        const auto until = Run::Clock::now() + 100us;
        while (Run::Clock::now() < until) {}
        context.addProgress(1);
    }
    return Outcome::canceled();
}

} // namespace

class TestSlicesPlacement : public QObject
{
    Q_OBJECT

    // The longest time from one event of a timer to the next, while the job runs.
    static std::chrono::milliseconds worstGap(Run &run, std::chrono::milliseconds length)
    {
        QElapsedTimer sinceLast;
        qint64 worst = 0;
        QTimer ticks;
        ticks.setTimerType(Qt::PreciseTimer);
        connect(&ticks, &QTimer::timeout, &ticks,
                [&] { worst = std::max(worst, sinceLast.restart()); });
        run.start();
        sinceLast.start();
        ticks.start(1);
        QTimer::singleShot(length, &run, [&] { run.requestStop(); });
        [&] { QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000); }();
        return std::chrono::milliseconds(worst);
    }

    // Has `act` called once, by an event, as soon as `condition` holds.
    void whenever(std::function<bool()> condition, std::function<void()> act)
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this,
                [timer, condition = std::move(condition), act = std::move(act)] {
                    if (condition()) {
                        timer->stop();
                        timer->deleteLater();
                        act();
                    }
                });
        timer->start(1ms);
    }

private Q_SLOTS:
    // start() returns, and then the job has the thread; what is due meanwhile is handled still.
    void eventsAreHandledWhileTheJobRuns()
    {
        const ScriptedRequest request(compute);
        Run run(request.on(slices));
        run.start();
        QCOMPARE(run.progress().done, 0);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (++ticks == 5) {
                run.requestStop();
            }
        });
        timer.start(10ms);
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QVERIFY(ticks >= 5);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
    }

    // The gap follows the slice; by their order, since a busy machine adds to each.
    void theSliceIsHowLongItWorksBeforeItGivesWay()
    {
        const ScriptedRequest request(compute);
        RunRequest longSlices = request.on(slices);
        longSlices.settings.slice = 90ms;
        Run slow(longSlices);
        QVERIFY(worstGap(slow, 500ms) >= 85ms);
        for (int attempt = 0;; ++attempt) {
            RunRequest shortSlices = request.on(slices);
            shortSlices.settings.slice = 2ms;
            Run quick(shortSlices);
            if (worstGap(quick, 300ms) < 60ms) {
                break;
            }
            QVERIFY(attempt < 20);
        }
    }

    void aJobWithoutPointsStallsTheThread()
    {
        const ScriptedRequest request([](JobContext &) {
            std::this_thread::sleep_for(150ms);
            return Outcome::finished();
        });
        Run run(request.on(slices));
        QVERIFY(worstGap(run, 10s) >= 145ms);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
    }

    void aSleepGivesWayAndIsAsLongAsAsked()
    {
        std::chrono::nanoseconds slept{};
        const ScriptedRequest request([&](JobContext &context) {
            const auto began = Run::Clock::now();
            const bool whole = context.sleepFor(120ms);
            slept = Run::Clock::now() - began;
            return whole ? Outcome::finished() : Outcome::canceled();
        });
        Run run(request.on(slices));
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
        timer.start(5ms);
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
        QVERIFY(slept >= 120ms);
        QVERIFY(ticks >= 3);
    }

    void anotherThreadsStopEndsASleep()
    {
        std::atomic<bool> sleeps = false;
        const ScriptedRequest request([&](JobContext &context) {
            sleeps = true;
            return context.sleepFor(1h) ? Outcome::finished() : Outcome::canceled();
        });
        Run run(request.on(slices));
        std::jthread other([&, control = run.control()] {
            while (!sleeps) {
                std::this_thread::sleep_for(1ms);
            }
            std::this_thread::sleep_for(20ms);
            control->requestStop(StopReason::Signal);
        });
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QVERIFY(*run.stopTook() < 2s);
    }

    void pausesStepsAndGoesOn()
    {
        int rounds = 0;
        int atPause = -1;
        int afterPause = -1;
        int afterStep = -1;
        const ScriptedRequest request([&](JobContext &context) {
            while (context.passPoint()) {
                ++rounds;
            }
            return Outcome::canceled();
        });
        Run run(request.on(slices));
        whenever([&] { return rounds > 10; },
                 [&] {
                     run.pause();
                     atPause = rounds;
                     QTimer::singleShot(100ms, &run, [&] {
                         afterPause = rounds;
                         run.step();
                     });
                     QTimer::singleShot(300ms, &run, [&] {
                         afterStep = rounds;
                         run.resume();
                     });
                 });
        whenever([&] { return afterStep >= 0 && rounds > afterStep + 10; },
                 [&] { run.requestStop(); });
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(afterPause, atPause);
        QCOMPARE(afterStep, atPause + 1);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
    }

    // While a thread of the job's is paused, the GUI thread waits for its end: the person who would
    // resume it is answered nevertheless.
    void aPauseInTheJobsJoinCanBeResumed_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("compute threads") << 0;
        QTest::newRow("a lesson's wait") << 1;
        QTest::newRow("a lesson's destructor") << 2;
    }
    void aPauseInTheJobsJoinCanBeResumed()
    {
        QFETCH(int, way);
        std::atomic<bool> joins = false;
        const ScriptedRequest request([&](JobContext &context) {
            const auto body = [&] {
                joins = true;
                for (int turn = 0; turn < 40; ++turn) {
                    if (!context.sleepFor(5ms)) {
                        throw Canceled();
                    }
                }
            };
            if (way == 0) {
                runOnThreads(context, 2, QStringLiteral("t"), [&](int index) {
                    if (index == 1) {
                        body();
                    }
                });
            } else {
                traced::Thread thread(context, QStringLiteral("t"), body);
                thread.start();
                if (way == 1) {
                    thread.wait();
                }
            }
            return Outcome::finished();
        });
        Run run(request.on(slices));
        bool wasPaused = false;
        whenever([&] { return joins.load(); },
                 [&] {
                     run.pause();
                     QTimer::singleShot(300ms, &run, [&] {
                         wasPaused = run.state() == Run::State::Paused;
                         run.resume();
                     });
                 });
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QVERIFY(wasPaused);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
    }

    // Its other threads never handle the GUI thread's events.
    void onlyThePlacementsOwnThreadGivesWay()
    {
        std::atomic<int> elsewhere = 0;
        const auto here = std::this_thread::get_id();
        const ScriptedRequest request([&](JobContext &context) {
            runOnThreads(context, 3, QStringLiteral("t"), [&](int) {
                for (int turn = 0; turn < 200 && context.passPoint(); ++turn) {
                    static_cast<void>(context.sleepFor(500us));
                }
            });
            return Outcome::finished();
        });
        Run run(request.on(slices));
        QTimer timer;
        connect(&timer, &QTimer::timeout, this,
                [&] { elsewhere += std::this_thread::get_id() == here ? 0 : 1; });
        timer.start(1ms);
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Ended);
        QCOMPARE(elsewhere.load(), 0);
    }

    // An event that the job handles destroys the run: the job stops behind it.
    void aRunCanBeDestroyedFromWithinTheJob_data()
    {
        QTest::addColumn<bool>("paused");
        QTest::newRow("running") << false;
        QTest::newRow("paused") << true;
    }
    void aRunCanBeDestroyedFromWithinTheJob()
    {
        QFETCH(bool, paused);
        std::atomic<bool> left = false;
        bool leftBefore = true;
        const ScriptedRequest request([&](JobContext &context) {
            const Outcome outcome = compute(context);
            context.say(QStringLiteral("to nobody"));
            left = true;
            return outcome;
        });
        auto run = std::make_unique<Run>(request.on(slices));
        QSignalSpy ended(run.get(), &Run::ended);
        run->start();
        QTimer::singleShot(50ms, this, [&] {
            if (paused) {
                run->pause();
            }
            QTimer::singleShot(30ms, this, [&] {
                run.reset();
                leftBefore = left;
            });
        });
        QTRY_VERIFY(left);
        QVERIFY(!leftBefore);
        QVERIFY(!run);
        QCoreApplication::processEvents();
        QCOMPARE(ended.count(), 0);
    }

    void aRunThatWasDestroyedBeforeItsTurnNeverDoesItsJob()
    {
        bool did = false;
        const ScriptedRequest request([&](JobContext &) {
            did = true;
            return Outcome::finished();
        });
        {
            Run run(request.on(slices));
            run.start();
        }
        QTest::qWait(20);
        QVERIFY(!did);
    }
};

QTEST_GUILESS_MAIN(TestSlicesPlacement)
#include "tst_slicesplacement.moc"
