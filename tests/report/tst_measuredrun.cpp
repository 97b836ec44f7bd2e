// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/measuredrun.h"

#include "probe/activity.h"
#include "probe/probe.h"
#include "scriptedrequest.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

Outcome waitForAWhile(JobContext &context)
{
    return context.sleepFor(400ms) ? Outcome::finished() : Outcome::canceled();
}

} // namespace

class TestMeasuredRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<Probe> m_probe;

private Q_SLOTS:
    void init()
    {
        m_probe = std::make_unique<Probe>();
        m_probe->start();
    }
    void cleanup() { m_probe.reset(); }

    void aFreezeIsInTheRecordAtItsFullLength()
    {
        const ScriptedRequest request(waitForAWhile);
        MeasuredRun measured(request.on(QStringLiteral("gui")), *m_probe);
        measured.start();
        QTRY_VERIFY(measured.record());
        const RunRecord &record = *measured.record();
        QCOMPARE(record.outcome.kind, OutcomeKind::Finished);
        QVERIFY(record.elapsed >= 400ms);
        QVERIFY(!record.gui.stalls.empty());
        // From the ping at the start to the loop's next turn: all of it, and it is no gap.
        QVERIFY(record.gui.longestStall() >= 390ms);
        QVERIFY(record.gui.delays.max() >= 390ms);
        QVERIFY(record.gui.frames.missed() >= 20);
        QVERIFY(record.gui.frames.delivered <= record.gui.frames.expected);
    }

    void aFreezeIsPutDownToTheJob_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<QString>("what");
        QTest::newRow("gui") << QStringLiteral("gui") << QStringLiteral("Scripted, GUI thread");
        QTest::newRow("join") << QStringLiteral("join")
                              << QStringLiteral("Scripted, Thread, joined");
        QTest::newRow("a slice too long")
                << QStringLiteral("slices") << QStringLiteral("Scripted, GUI thread, in slices");
    }
    void aFreezeIsPutDownToTheJob()
    {
        QFETCH(QString, placement);
        const ScriptedRequest request([](JobContext &) {
            std::this_thread::sleep_for(400ms); // comes to no point
            return Outcome::finished();
        });
        MeasuredRun measured(request.on(placement), *m_probe);
        measured.start();
        QTRY_VERIFY(measured.record());
        QVERIFY(measured.record()->gui.longestStall() >= 390ms);
        QTEST(std::ranges::max(measured.record()->gui.stalls, {}, &Stall::duration).what, "what");
    }

    // Another's freeze, amid a job that gives way, isn't the job's.
    void whatHoldsUpAJobInSlicesIsNotTheJobs()
    {
        const ScriptedRequest request(waitForAWhile);
        MeasuredRun measured(request.on(QStringLiteral("slices")), *m_probe);
        QTimer::singleShot(150ms, this, [] {
            const Activity activity(QStringLiteral("Column 2"), Activity::Counting::Apart);
            std::this_thread::sleep_for(300ms);
        });
        measured.start();
        QTRY_VERIFY(measured.record());
        const Recording &seen = measured.record()->gui;
        QVERIFY(seen.longestStall() < 250ms);
        QCOMPARE(seen.stallsApart.size(), std::size_t{1});
        QCOMPARE(seen.stallsApart[0].what, QStringLiteral("Column 2"));
        QVERIFY(seen.delays.max() >= 290ms); // which is what the loop did
    }

    void aWorkerThreadFreezesNothing()
    {
        const ScriptedRequest request(waitForAWhile);
        MeasuredRun measured(request.on(QStringLiteral("worker")), *m_probe);
        measured.start();
        QTRY_VERIFY(measured.record());
        const RunRecord &record = *measured.record();
        QVERIFY(record.gui.longestStall() < record.elapsed);
        QVERIFY(record.gui.frames.expected >= 20);
        QCOMPARE(record.threads.size(), std::size_t{2}); // the GUI thread, and the worker
        QCOMPARE(record.threads[0].name, QStringLiteral("main"));
        QCOMPARE(record.threads[1].name, QStringLiteral("worker"));
    }

    void isMeasuredOnceAfterTheRunHasEnded()
    {
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        MeasuredRun measured(request.on(QStringLiteral("worker")), *m_probe);
        QStringList order;
        connect(&measured.run(), &Run::ended, this, [&] { order.append(QStringLiteral("ended")); });
        connect(&measured, &MeasuredRun::measured, this,
                [&] { order.append(QStringLiteral("measured")); });
        measured.start();
        QTRY_COMPARE(order.size(), 2);
        QTest::qWait(50);
        QCOMPARE(order, (QStringList{QStringLiteral("ended"), QStringLiteral("measured")}));
    }

    void theFreezeLimitStopsAJobThatBlocksTheGuiThread()
    {
        const ScriptedRequest request(untilStopped); // for ever, but for the limit
        MeasuredRun measured(request.on(QStringLiteral("gui")), *m_probe);
        measured.start(200ms);
        QTRY_VERIFY(measured.record());
        QCOMPARE(measured.record()->outcome.kind, OutcomeKind::Canceled);
        QCOMPARE(measured.record()->stopReason, StopReason::FreezeLimit);
        QVERIFY(measured.record()->elapsed >= 150ms);
    }

    void theFreezeLimitLeavesAWorkerThreadAlone()
    {
        const ScriptedRequest request(waitForAWhile);
        MeasuredRun measured(request.on(QStringLiteral("worker")), *m_probe);
        measured.start(100ms);
        QTRY_VERIFY(measured.record());
        QCOMPARE(measured.record()->outcome.kind, OutcomeKind::Finished);
    }

    void theLimitOfOneRunDoesNotReachTheNext()
    {
        const ScriptedRequest request(waitForAWhile);
        {
            MeasuredRun limited(request.on(QStringLiteral("gui")), *m_probe);
            limited.start(10s);
            QTRY_VERIFY(limited.record());
        }
        MeasuredRun free(request.on(QStringLiteral("gui")), *m_probe);
        free.start();
        QTRY_VERIFY(free.record());
        QCOMPARE(free.record()->outcome.kind, OutcomeKind::Finished);
    }

    // What the run took is there at its most, whatever was given back before its end; and the next
    // one begins with a peak of its own.
    void theMemoryThatARunTookIsInTheRecord()
    {
        constexpr std::int64_t size = 64 << 20;
        const ScriptedRequest greedy([](JobContext &) {
            const std::vector<char> block(size, 'x');
            return block[size / 2] == 'x' ? Outcome::finished() : Outcome::canceled();
        });
        const auto taken = [&](const ScriptedRequest &request, const char *where) {
            MeasuredRun measured(request.on(QString::fromLatin1(where)), *m_probe);
            measured.start();
            [&] { QTRY_VERIFY(measured.record()); }();
            return measured.record()->memory;
        };
        for (const char *where : {"worker", "gui"}) {
            const auto memory = taken(greedy, where);
            QVERIFY(memory);
            QVERIFY(memory->taken() > 0.9 * size);
            QVERIFY(memory->taken() < 1.5 * size);
            QVERIFY(!memory->childPeak);
        }
        const ScriptedRequest modest([](JobContext &) { return Outcome::finished(); });
        QVERIFY(taken(modest, "worker")->taken() < 0.5 * size);
    }

    // What a flood has for its channel it has before it starts.
    void theMemoryThatMakingARunTookIsInTheRecordToo()
    {
        constexpr std::int64_t size = 64 << 20;
        // Each job has a copy of its own.
        const ScriptedRequest laden([block = std::vector<char>(size, 'x')](JobContext &) {
            return block[size / 2] == 'x' ? Outcome::finished() : Outcome::canceled();
        });
        MeasuredRun measured(laden.on(QStringLiteral("worker")), *m_probe);
        measured.start();
        QTRY_VERIFY(measured.record());
        QVERIFY(measured.record()->memory);
        QVERIFY(measured.record()->memory->taken() > 0.9 * size);
        QVERIFY(measured.record()->memory->taken() < 1.5 * size);
    }

    void isDestroyedWhileItRunsAndTheProbeGoesOn()
    {
        const ScriptedRequest request(untilStopped);
        {
            MeasuredRun measured(request.on(QStringLiteral("worker")), *m_probe);
            measured.start();
            QTest::qWait(20);
        }
        const ScriptedRequest next([](JobContext &) { return Outcome::finished(); });
        MeasuredRun measured(next.on(QStringLiteral("worker")), *m_probe);
        measured.start();
        QTRY_VERIFY(measured.record());
    }
};

QTEST_GUILESS_MAIN(TestMeasuredRun)
#include "tst_measuredrun.moc"
