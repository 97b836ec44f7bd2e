// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"

#include "report/comparison/comparisonnotes.h"
#include "report/comparison/comparisonsentence.h"

#include <QTest>

#include <chrono>

using namespace thaw;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(thaw::Comparison)

namespace {

const auto worker = QStringLiteral("worker");
const auto gui = QStringLiteral("gui");
const auto join = QStringLiteral("join");
const auto pool = QStringLiteral("pool");
const auto slices = QStringLiteral("slices");
const auto process = QStringLiteral("process");

SampleRun frozen(double elapsed)
{
    return {.elapsed = elapsed, .delay = elapsed, .still = elapsed + 3}; // until the next ping
}

SampleRun free(double elapsed, double delay = 1.2)
{
    return {.elapsed = elapsed, .delay = delay};
}

SampleRun failed()
{
    return {.elapsed = 1, .outcome = OutcomeKind::Failed};
}

SampleRun limited()
{
    return {.elapsed = 15'000,
            .still = 15'000,
            .outcome = OutcomeKind::Canceled,
            .stopReason = StopReason::FreezeLimit};
}

SampleRun canceled()
{
    return {.elapsed = 500, .outcome = OutcomeKind::Canceled, .stopReason = StopReason::User};
}

} // namespace

class TestComparisonSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheResult_data()
    {
        QTest::addColumn<Comparison>("comparison");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Comparison &comparison, const char *sentence) {
            QTest::newRow(name) << comparison << QString::fromUtf8(sentence);
        };
        ComparisonSample issue({worker, gui}, 1);
        issue.add("worker", {free(2163)}).add("gui", {frozen(2100)});
        row("as it should be", issue.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms, for 3 % more time.");

        ComparisonSample faster({worker, gui}, 1);
        faster.add("worker", {free(1050)}).add("gui", {frozen(2100)});
        row("the worker is faster", faster.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms, for 50 % less time.");

        ComparisonSample slower({worker, gui}, 1);
        slower.add("worker", {free(6300)}).add("gui", {frozen(2100)});
        row("the worker takes long", slower.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms, for 3.0 times the time.");

        ComparisonSample equal({worker, gui}, 2);
        equal.add("worker", {free(2100), free(2100)}).add("gui", {frozen(2100), frozen(2100)});
        row("the same time", equal.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms, in the same time.");

        ComparisonSample differing({worker, gui}, 3);
        differing.add("worker", {free(2000), free(2200), free(2900)});
        differing.add("gui", {frozen(1900), frozen(2100), frozen(2300)});
        row("repeats differ by more than placements do", differing.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms, in about the same time (the repeats differ by more).");

        ComparisonSample apart({worker, gui}, 3);
        apart.add("worker", {free(3000), free(4200), free(4900)});
        apart.add("gui", {frozen(1900), frozen(2000), frozen(2300)});
        row("repeats differ, and placements by more", apart.ended(),
            "On the GUI thread the window stood still for 2.0 s of 2.0 s; on a worker thread its "
            "worst delay was 1.2 ms, for 2.1 times the time.");

        ComparisonSample unsteady({worker, gui}, 3);
        unsteady.add("worker", {free(2100), free(2100, 80), free(2100)});
        unsteady.add("gui", {frozen(2100), frozen(2100), frozen(2100)});
        row("one run was worse", unsteady.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 1.2 ms (80 ms in the worst run), in the same time.");

        ComparisonSample once({worker, gui}, 2);
        once.add("worker", {free(2100), {.elapsed = 2100, .delay = 140, .still = 140}});
        once.add("gui", {frozen(2100), frozen(2100)});
        row("in one run of two it stood still", once.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 71 ms (140 ms in the worst run), in the same time.");

        ComparisonSample nobody({worker, pool}, 1);
        nobody.add("worker", {free(2000, 1)}).add("pool", {free(2500, 3)});
        row("none stood still", nobody.ended(),
            "The window never stood still: its worst delay was 1.0 ms on a worker thread and 3.0 "
            "ms on a pool's thread; the shortest time was 2.0 s on a worker thread, the longest "
            "2.5 s on a pool's thread.");

        ComparisonSample alike({worker, pool}, 2);
        alike.add("worker", {free(2000), free(2001)}).add("pool", {free(2001), free(2000)});
        row("everything is equal", alike.ended(),
            "The window never stood still: its worst delay was 1.2 ms in each placement; the time "
            "was about the same, 2.0 s.");

        ComparisonSample all({gui, join}, 1);
        all.add("gui", {frozen(2100)}).add("join", {frozen(2100)});
        row("all stood still", all.ended(),
            "The window stood still in every placement, for 2.1 s of 2.1 s.");

        ComparisonSample most({gui, worker}, 1);
        most.add("gui", {frozen(2100)});
        most.add("worker", {{.elapsed = 2100, .delay = 200, .still = 200}});
        row("all stood still, one for less", most.ended(),
            "The window stood still in every placement: on the GUI thread for 2.1 s of 2.1 s, on "
            "a worker thread for 200 ms of 2.1 s, in the same time.");

        ComparisonSample noGui({worker, join}, 1);
        noGui.add("worker", {free(2100)}).add("join", {frozen(2100)});
        row("gui isn't among them", noGui.ended(),
            "On a thread that is joined at once the window stood still for 2.1 s of 2.1 s; on a "
            "worker thread its worst delay was 1.2 ms, in the same time.");

        ComparisonSample one({worker}, 1);
        one.add("worker", {free(2100)});
        row("one placement only", one.ended(),
            "On a worker thread the worst delay of the window was 1.2 ms, in a run of 2.1 s.");

        ComparisonSample oneFrozen({gui}, 1);
        oneFrozen.add("gui", {frozen(2100)});
        row("one placement only, which froze", oneFrozen.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s.");

        ComparisonSample half({worker, gui}, 1);
        half.add("worker", {failed()}).add("gui", {frozen(2100)});
        row("the other failed", half.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; nowhere else did a run "
            "finish.");

        ComparisonSample none({worker, gui}, 1);
        none.add("worker", {failed()}).add("gui", {limited()});
        row("nothing finished", none.ended(),
            "No run of Scripted finished, so that there is nothing to compare.");

        ComparisonSample stopped({worker, gui, pool}, 1);
        stopped.add("worker", {free(20'000)}).add("gui", {limited()}).add("pool", {free(21'000)});
        row("one was stopped by the freeze limit", stopped.ended(),
            "On the GUI thread the window stood still until the freeze limit stopped the job after "
            "15.0 s; on a worker thread its worst delay was 1.2 ms, in a run of 20.0 s.");

        ComparisonSample partly({worker, gui, pool}, 1);
        partly.add("worker", {free(2000)}).add("gui", {failed()}).add("pool", {free(2015)});
        row("none stood still, but one failed", partly.ended(),
            "In the runs that finished the window never stood still: its worst delay was 1.2 ms in "
            "each placement; the time was about the same, 2.0 s.");

        ComparisonSample others({worker, gui, join}, 1);
        others.add("worker", {failed()}).add("gui", {frozen(2100)}).add("join", {frozen(2100)});
        row("all that finished stood still", others.ended(),
            "The window stood still wherever a run finished, for 2.1 s of 2.1 s.");

        // In most runs of each it didn't, and yet it did.
        ComparisonSample seldom({worker, pool}, 3);
        seldom.add("worker", {free(2000), {.elapsed = 2000, .delay = 340, .still = 340}});
        seldom.add("worker", {free(2000)}).add("pool", {free(2000), free(2000), free(2000)});
        row("stood still in one run", seldom.ended(),
            "The window stood still in 1 of the 6 runs that finished: its worst delay was 1.2 ms "
            "on a pool's thread and 1.2 ms (340 ms in the worst run) on a worker thread; the time "
            "was about the same, 2.0 s.");

        // The stall is neither where the median is the best nor where it is the worst.
        ComparisonSample amid({worker, pool, process}, 3);
        amid.add("worker", {free(2000, 1), free(2000, 1), free(2000, 1)});
        amid.add("pool", {free(2000), {.elapsed = 2000, .delay = 340, .still = 340}, free(2000)});
        amid.add("process", {free(2000, 3), free(2000, 3), free(2000, 3)});
        row("stood still in one run, in between", amid.ended(),
            "The window stood still in 1 of the 9 runs that finished: its worst delay was 1.0 ms "
            "on a worker thread and 1.2 ms (340 ms in the worst run) on a pool's thread; the time "
            "was about the same, 2.0 s.");

        ComparisonSample bumpy({worker, pool, process}, 3);
        bumpy.add("worker", {free(2000), free(2000), free(2000)});
        bumpy.add("pool", {free(2000), free(2000, 80), free(2000)});
        bumpy.add("process", {free(2000), free(2000), free(2000)});
        row("none stood still, one run was worse", bumpy.ended(),
            "The window never stood still: its worst delay was 1.2 ms on a worker thread and 1.2 "
            "ms (80 ms in the worst run) on a pool's thread; the time was about the same, 2.0 s.");

        ComparisonSample evenly({worker, pool}, 2);
        evenly.add("worker", {free(2000), {.elapsed = 2000, .delay = 340, .still = 340}});
        evenly.add("pool", {free(2000), failed()});
        row("stood still in one run, and one failed", evenly.ended(),
            "The window stood still in 1 of the 3 runs that finished: its worst delay was 1.2 ms "
            "on a pool's thread and 171 ms (340 ms in the worst run) on a worker thread; the time "
            "was about the same, 2.0 s.");

        // The stillest by its share is the shortest, too: not the only one to be told of.
        ComparisonSample parts({gui, slices}, 1);
        parts.add("gui", {frozen(1000)});
        parts.add("slices", {{.elapsed = 5000, .delay = 1500, .still = 1500}});
        row("all stood still, the stillest for the shortest time", parts.ended(),
            "The window stood still in every placement: on the GUI thread in slices for 1.5 s of "
            "5.0 s, on the GUI thread for 1.0 s of 1.0 s, for 80 % less time.");

        ComparisonSample between({gui, slices, join}, 1);
        between.add("gui", {frozen(1000)}).add("join", {frozen(2100)});
        between.add("slices", {{.elapsed = 1000, .delay = 1000, .still = 1000}});
        row("all stood still, two for the same time", between.ended(),
            "The window stood still in every placement: on a thread that is joined at once for 2.1 "
            "s of 2.1 s, on the GUI thread for 1.0 s of 1.0 s, for 52 % less time.");

        ComparisonSample pair({worker, gui}, 1);
        pair.add("worker", {free(20'000)}).add("gui", {limited()});
        row("of two one was stopped by the freeze limit", pair.ended(),
            "On the GUI thread the window stood still until the freeze limit stopped the job after "
            "15.0 s; on a worker thread its worst delay was 1.2 ms, in a run of 20.0 s.");

        ComparisonSample alone({gui}, 2);
        alone.add("gui", {free(90, 90), limited()});
        row("one placement, once stopped by the freeze limit", alone.ended(),
            "On the GUI thread the worst delay of the window was 90 ms, in a run of 90 ms.");

        ComparisonSample instant({worker, gui}, 1);
        instant.add("worker", {{.elapsed = 0, .delay = 120, .still = 120}});
        instant.add("gui", {{.elapsed = 0, .delay = 130, .still = 130}});
        row("a run of no time beside a stall", instant.ended(),
            "The window stood still in every placement, for 0 ms of 0 ms.");

        ComparisonSample early({worker, gui}, 1);
        early.add("worker", {canceled()});
        row("canceled in the first run", early.ended(Comparison::State::Canceled),
            "The comparison was canceled before a run had finished.");

        // What is nearly as good stands first if it is the better known: the catalog's order.
        ComparisonSample six({worker, gui, join, pool, process}, 1);
        six.add("worker", {free(2100, 3)}).add("gui", {frozen(2100)}).add("join", {frozen(3150)});
        six.add("pool", {free(1900, 1)}).add("process", {free(2300, 2)});
        row("of many the first that is good", six.ended(),
            "On the GUI thread the window stood still for 2.1 s of 2.1 s; on a worker thread its "
            "worst delay was 3.0 ms, in the same time.");
    }
    void readsTheResult()
    {
        QFETCH(Comparison, comparison);
        QTEST(comparisonSentence(comparison), "sentence");
    }

    void onTheCommandLineAnEventLoopStandsForTheWindow()
    {
        ComparisonSample sample({worker, gui}, 1);
        sample.add("worker", {free(2100)}).add("gui", {frozen(2100)});
        QVERIFY(comparisonSentence(sample.ended(), Watched::EventLoop)
                        .startsWith(QStringLiteral(
                                "On the GUI thread the main thread's event loop stood still")));
    }

    void saysNothingBeforeAnythingWasMeasured()
    {
        const ComparisonSample sample({worker, gui}, 1);
        QVERIFY(comparisonSentence(sample.comparison).isEmpty());
        QVERIFY(comparisonNotes(sample.comparison).isEmpty());
    }

    void notesTellTheRest_data()
    {
        QTest::addColumn<Comparison>("comparison");
        QTest::addColumn<QString>("note"); // one of them; "!..." is in none
        const auto row = [](const char *name, const Comparison &comparison, const char *note) {
            QTest::newRow(name) << comparison << QString::fromUtf8(note);
        };
        ComparisonSample twice({worker, gui}, 2);
        twice.add("worker", {free(2100), free(2100)}).add("gui", {frozen(2100), frozen(2100)});
        row("priority is the same", twice.ended(), "!priority");
        row("repeated", twice.ended(), "!Each ran once");
        row("no process", twice.ended(), "!starting the process");

        const auto lowered = [&](std::chrono::nanoseconds waited, std::chrono::nanoseconds others) {
            ComparisonSample sample({worker, gui}, 2);
            for (const QString &placement : {worker, gui, gui, worker}) {
                RunRecord record = sampleRecord(placement, free(2100));
                record.threads.back().nice = 5;
                record.threads.back().withoutCore = waited;
                record.otherUse.others = others;
                sample.comparison.add(record);
            }
            return sample.ended();
        };
        row("lowered, and others had the cores", lowered(1s, 500ms),
            "The job had more threads than there are cores, so they were a little lower in "
            "priority than other programs, which kept them waiting for up to 2.0 s; priority "
            "normal runs them without that.");
        row("lowered, and they waited for each other", lowered(60s, 10ms), "!priority");
        row("lowered, and others had what was free", lowered(10ms, 60s), "!priority");

        ComparisonSample once({gui, pool}, 1);
        once.add("gui", {frozen(2100)}).add("pool", {free(2100)});
        row("once", once.ended(),
            "Each ran once: only repeats would tell how much of a difference is chance.");

        ComparisonSample many({worker, gui, join, process}, 2);
        many.add("worker", {free(2100), free(2100)}).add("gui", {frozen(2100), frozen(2100)});
        many.add("join", {frozen(2200), frozen(2200)}).add("process", {free(1500), free(1500)});
        row("others that stood still", many.ended(),
            "The window also stood still on a thread that is joined at once for 2.2 s of 2.2 s.");
        row("the fastest", many.ended(), "The shortest time was 1.5 s in a child process.");
        row("a process is started", many.ended(),
            "In a child process, the time includes starting the process, and the memory is all of "
            "that process's, beside what this one took.");

        ComparisonSample broken({worker, gui}, 3);
        broken.add("worker", {free(2100), failed(), free(2100)});
        broken.add("gui", {frozen(2100), limited(), frozen(2100)});
        row("failed", broken.ended(),
            "On a worker thread, failed and left out: 1 of 3. The moon is missing; wait for "
            "night.");
        row("stopped", broken.ended(),
            "On the GUI thread, stopped by the freeze limit and left out: 1 of 3.");

        ComparisonSample ended({worker, gui}, 2);
        ended.add("worker", {free(2100)}).add("gui", {canceled()});
        row("canceled", ended.ended(Comparison::State::Canceled),
            "The comparison was canceled in run 2 of 4; the figures are of those that had "
            "finished.");

        ComparisonSample refused({worker}, 1);
        refused.add("worker", {free(2100)});
        ComparedPlacement onGui;
        onGui.id = gui;
        onGui.where = QStringLiteral("on the GUI thread");
        refused.comparison.refused = {
                {onGui, QStringLiteral("a ring that is full would wait for ever there")}};
        row("refused", refused.ended(),
            "Scripted can't run on the GUI thread: a ring that is full would wait for ever there.");

        ComparisonSample remarked({worker}, 1);
        remarked.add("worker", {free(2100)});
        remarked.comparison.remarks = {QStringLiteral("It was warm.")};
        row("remark", remarked.ended(), "It was warm.");
    }
    void notesTellTheRest()
    {
        QFETCH(Comparison, comparison);
        QFETCH(QString, note);
        const QStringList notes = comparisonNotes(comparison);
        const QByteArray all = notes.join(QLatin1Char('\n')).toUtf8();
        if (note.startsWith(QLatin1Char('!'))) {
            QVERIFY2(!notes.join(QLatin1Char('\n')).contains(note.mid(1)), all.constData());
        } else {
            QVERIFY2(notes.contains(note), all.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestComparisonSentence)
#include "tst_comparisonsentence.moc"
