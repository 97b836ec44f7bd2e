// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisonsequence.h"

#include "probe/probe.h"
#include "report/measuredrun.h"
#include "scriptedrequest.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

QStringList twoThreads()
{
    return {QStringLiteral("worker"), QStringLiteral("pool")};
}

/// A sequence with measured runs of a test's own job, as whoever uses it has them.
struct Comparing
{
    explicit Comparing(ScriptedJob::Script script, const QStringList &where = twoThreads(),
                       int repeats = 2, std::chrono::milliseconds limit = {})
        : request(std::move(script))
        , freezeLimit(limit)
        , sequence(std::make_unique<ComparisonSequence>(
                  plan(where, repeats), [this](RunRequest next) { return make(std::move(next)); }))
    {
        QObject::connect(sequence.get(), &ComparisonSequence::ended, sequence.get(),
                         [this](const Comparison &comparison) { ended = comparison; });
    }

    ComparisonPlan plan(const QStringList &where, int repeats)
    {
        ComparisonPlan plan{.job = &request.job,
                            .values = request.job.parameters.defaults(),
                            .repeats = repeats};
        for (const QString &id : where) {
            plan.placements.push_back(request.placements.find(id));
        }
        return plan;
    }

    std::shared_ptr<RunControl> make(RunRequest next)
    {
        order.append(next.placement->id);
        measured = std::make_unique<MeasuredRun>(std::move(next), probe);
        QObject::connect(measured.get(), &MeasuredRun::measured, sequence.get(),
                         &ComparisonSequence::take);
        QTimer::singleShot(0, measured.get(), [this] { measured->start(freezeLimit); });
        return measured->run().control();
    }

    const ScriptedRequest request;
    const std::chrono::milliseconds freezeLimit;
    Probe probe;
    std::unique_ptr<MeasuredRun> measured;
    QStringList order;
    std::optional<Comparison> ended;
    std::unique_ptr<ComparisonSequence> sequence;
};

Outcome finish(JobContext &)
{
    return Outcome::finished();
}

} // namespace

class TestComparisonSequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsOneAfterTheOtherInRotatingOrder()
    {
        std::atomic<int> running = 0;
        std::atomic<bool> wereBeside = false;
        Comparing comparing([&](JobContext &context) {
            wereBeside = wereBeside || ++running > 1;
            const bool goesOn = context.sleepFor(30ms);
            --running;
            return goesOn ? Outcome::finished() : Outcome::canceled();
        });
        QSignalSpy advanced(comparing.sequence.get(), &ComparisonSequence::advanced);
        comparing.sequence->begin();
        QTRY_VERIFY(comparing.ended);
        QCOMPARE(comparing.order, (QStringList{QStringLiteral("worker"), QStringLiteral("pool"),
                                               QStringLiteral("pool"), QStringLiteral("worker")}));
        QVERIFY(!wereBeside);
        QCOMPARE(advanced.count(), 4);
        QCOMPARE(comparing.ended->state, Comparison::State::Complete);
        QCOMPARE(comparing.ended->counts().finished, 4);
        QCOMPARE(comparing.ended->spread(comparing.ended->placements[0], Measure::Elapsed)->least
                         >= 30,
                 true);
    }

    void aRunThatFailsIsAResultAndTheRestGoesOn()
    {
        int run = 0;
        Comparing comparing([&run](JobContext &) {
            return ++run == 2 ? Outcome::failed(QStringLiteral("The moon is missing."))
                              : Outcome::finished();
        });
        comparing.sequence->begin();
        QTRY_VERIFY(comparing.ended);
        QCOMPARE(comparing.ended->state, Comparison::State::Complete);
        QCOMPARE(comparing.ended->counts().failed, 1);
        QCOMPARE(comparing.ended->counts().finished, 3);
        QCOMPARE(comparing.ended->failure(comparing.ended->placements[1]),
                 QStringLiteral("The moon is missing."));
    }

    void aRunThatTheFreezeLimitStopsIsAResultToo()
    {
        int run = 0;
        Comparing comparing(
                [&run](JobContext &context) {
                    return ++run == 1 ? untilStopped(context) : Outcome::finished();
                },
                {QStringLiteral("gui")}, 2, 300ms);
        comparing.sequence->begin();
        QTRY_VERIFY(comparing.ended);
        QCOMPARE(comparing.ended->state, Comparison::State::Complete);
        QCOMPARE(comparing.ended->counts().limited, 1);
        QCOMPARE(comparing.ended->counts().finished, 1);
    }

    void aStopEndsTheWhole_data()
    {
        QTest::addColumn<QString>("placement");
        for (const char *placement : {"worker", "gui", "join", "slices", "pool"}) {
            QTest::newRow(placement) << QString::fromLatin1(placement);
        }
    }
    void aStopEndsTheWhole()
    {
        QFETCH(QString, placement);
        std::atomic<bool> isRunning = false;
        Comparing comparing(
                [&](JobContext &context) {
                    isRunning = true;
                    return untilStopped(context);
                },
                {placement});
        comparing.sequence->begin();
        // From another thread, as the window's thread may be blocked.
        std::jthread stopper([&] {
            while (!isRunning) {
                std::this_thread::sleep_for(1ms);
            }
            comparing.sequence->requestStop(StopReason::User);
        });
        QTRY_VERIFY(comparing.ended);
        QCOMPARE(comparing.ended->state, Comparison::State::Canceled);
        QCOMPARE(comparing.ended->counts().canceled, 1);
        QCOMPARE(comparing.ended->counts().all(), 1);
        QVERIFY(comparing.measured->record()->stopTook < 2s); // 100 ms; a busy machine has more
        QTest::qWait(400);                                    // longer than between two runs
        QCOMPARE(comparing.order.size(), 1);
    }

    void aStopBetweenTwoRunsEndsItAtOnce()
    {
        Comparing comparing(finish);
        comparing.sequence->begin();
        QTRY_COMPARE(comparing.sequence->comparison().runs.size(), std::size_t{1});
        QElapsedTimer time;
        time.start();
        comparing.sequence->requestStop(StopReason::User);
        QVERIFY(!comparing.ended); // never from within the call
        while (!comparing.ended) {
            QCoreApplication::processEvents();
        }
        QVERIFY(time.elapsed() < ComparisonSequence::breather.count());
        QCOMPARE(comparing.ended->state, Comparison::State::Canceled);
        QCOMPARE(comparing.ended->counts().finished, 1);
        QCOMPARE(comparing.order.size(), 1);
    }

    void aStopBeforeTheFirstRunStartsNone()
    {
        Comparing comparing(finish);
        comparing.sequence->requestStop(StopReason::User);
        comparing.sequence->begin();
        QTRY_VERIFY(comparing.ended);
        QCOMPARE(comparing.ended->state, Comparison::State::Canceled);
        QVERIFY(comparing.order.isEmpty());
    }

    void aStopThatComesTooLateLeavesItComplete()
    {
        Comparing comparing(finish, {QStringLiteral("worker")}, 1);
        comparing.sequence->begin();
        QTRY_VERIFY(comparing.ended);
        comparing.sequence->requestStop(StopReason::User);
        QTest::qWait(50);
        QCOMPARE(comparing.ended->state, Comparison::State::Complete);
    }

    void destroyedWhileARunGoesOnItStartsNoOther()
    {
        Comparing comparing(untilStopped);
        comparing.sequence->begin();
        QTRY_COMPARE(comparing.order.size(), 1);
        comparing.sequence.reset();
        comparing.measured.reset(); // stops and joins
        QTest::qWait(300);
        QCOMPARE(comparing.order.size(), 1);
        QVERIFY(!comparing.ended);
    }

    void destroyedBetweenTwoRunsItStartsNoOther()
    {
        Comparing comparing(finish);
        comparing.sequence->begin();
        QTRY_COMPARE(comparing.sequence->comparison().runs.size(), std::size_t{1});
        comparing.sequence.reset();
        QTest::qWait(300);
        QCOMPARE(comparing.order.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestComparisonSequence)
#include "tst_comparisonsequence.moc"
