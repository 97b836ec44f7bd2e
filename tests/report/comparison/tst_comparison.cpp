// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"
#include "runners/placement/builtinplacements.h"

#include "report/comparison/comparisontable.h"
#include "scriptedjob.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace thaw;

Q_DECLARE_METATYPE(std::vector<double>)

namespace {

const auto worker = QStringLiteral("worker");
const auto gui = QStringLiteral("gui");

SampleRun failed()
{
    return {.elapsed = 1, .outcome = OutcomeKind::Failed};
}

SampleRun stoppedBy(StopReason reason)
{
    return {.elapsed = 15'000,
            .still = 15'000,
            .outcome = OutcomeKind::Canceled,
            .stopReason = reason};
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpreadHasMedianAndRange_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<double>("median");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("one") << std::vector<double>{7} << 7.0 << 7.0 << 7.0;
        QTest::newRow("odd, out of order") << std::vector<double>{9, 1, 4} << 4.0 << 1.0 << 9.0;
        QTest::newRow("even") << std::vector<double>{8, 1, 2, 4} << 3.0 << 1.0 << 8.0;
        QTest::newRow("equal") << std::vector<double>{2, 2} << 2.0 << 2.0 << 2.0;
    }
    void aSpreadHasMedianAndRange()
    {
        QFETCH(std::vector<double>, values);
        const auto spread = Spread::of(values);
        QVERIFY(spread);
        QTEST(spread->median, "median");
        QTEST(spread->least, "least");
        QTEST(spread->most, "most");
    }
    void nothingHasNoSpread() { QVERIFY(!Spread::of({})); }

    void aRangeHasItsUnitOnce_data()
    {
        QTest::addColumn<int>("measure");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, Measure measure, double least, double most,
                            const QString &text) {
            QTest::newRow(name) << static_cast<int>(measure) << least << most << text;
        };
        row("one unit", Measure::Elapsed, 2000, 2200, QStringLiteral("2.0–2.2 s"));
        row("two units", Measure::WorstDelay, 420, 2100, QStringLiteral("420 ms–2.1 s"));
        row("reads the same", Measure::Elapsed, 2001, 2002, QString());
        row("counts", Measure::FramesMissed, 3, 120, QStringLiteral("3–120"));
        row("bytes", Measure::Memory, 1.2e6, 3.4e6, QStringLiteral("1.2–3.4 MB"));
    }
    void aRangeHasItsUnitOnce()
    {
        QFETCH(int, measure);
        QFETCH(double, least);
        QFETCH(double, most);
        QTEST(rangeText(Measure(measure), {least, least, most}), "text");
    }

    void measuresWhatARecordSays()
    {
        const RunRecord record = sampleRecord(gui, {.elapsed = 2000, .delay = 1500, .still = 1500});
        QCOMPARE(measured(record, Measure::Elapsed), 2000.0);
        QCOMPARE(measured(record, Measure::CpuTime), 1500.0);
        QCOMPARE(measured(record, Measure::WorstDelay), 1500.0);
        QVERIFY(std::abs(*measured(record, Measure::DelayP99) - 1500) < 15);
        QCOMPARE(measured(record, Measure::FramesMissed), 90.0);
        QCOMPARE(measured(record, Measure::Stalls), 1.0);
        QCOMPARE(measured(record, Measure::Memory), 1e6);
    }

    void theFiguresAreThoseOfTheRunsThatFinished()
    {
        ComparisonSample sample({worker, gui}, 3);
        sample.add("worker", {{.elapsed = 1000}, failed(), {.elapsed = 3000}});
        sample.add("gui", {failed(), stoppedBy(StopReason::FreezeLimit)});
        const Comparison &comparison = sample.comparison;
        const auto elapsed = comparison.spread(comparison.placements[0], Measure::Elapsed);
        QVERIFY(elapsed);
        QCOMPARE(elapsed->median, 2000.0);
        QCOMPARE(elapsed->least, 1000.0);
        QVERIFY(!comparison.spread(comparison.placements[1], Measure::Elapsed));
        QVERIFY(!comparison.spread(comparison.placements[1], Measure::Memory));
        const RunCounts counts = comparison.counts(comparison.placements[1]);
        QCOMPARE(counts.failed, 1);
        QCOMPARE(counts.limited, 1);
        QCOMPARE(counts.canceled, 0);
        QCOMPARE(comparison.counts().all(), 5);
        QVERIFY(comparison.failure(comparison.placements[0])
                        .startsWith(QStringLiteral("The moon")));
    }

    void aChildsMemoryIsAdded()
    {
        ComparisonSample sample({QStringLiteral("process")}, 2);
        sample.add("process", {{}});
        const ComparedPlacement &process = sample.comparison.placements[0];
        QCOMPARE(sample.comparison.spread(process, Measure::Memory)->median, 11e6);
        // Without the child's it isn't known: all of the job's is there.
        sample.add("process", {{}});
        sample.comparison.runs.back().memory->childPeak.reset();
        QVERIFY(!sample.comparison.spread(process, Measure::Memory));
    }

    void everyRepeatBeginsElsewhere()
    {
        const PlacementCatalog catalog = builtInPlacements();
        const JobDescriptor job = scripted({});
        ComparisonPlan plan{.job = &job, .repeats = 4};
        for (const char *id : {"worker", "gui", "pool"}) {
            plan.placements.push_back(catalog.find(QString::fromLatin1(id)));
        }
        QStringList order;
        for (int run = 0; run < plan.runCount(); ++run) {
            order.append(plan.request(run).placement->id);
        }
        QCOMPARE(order.join(QLatin1Char(' ')),
                 QStringLiteral("worker gui pool gui pool worker pool worker gui worker gui pool"));
    }

    void refusedPlacementsAreNotPlanned()
    {
        const PlacementCatalog catalog = builtInPlacements();
        JobDescriptor job = scripted({});
        job.refusedPlacements = {{gui, QStringLiteral("it would deadlock there")}};
        const ComparisonPlan plan = planForAll(job, catalog);
        QCOMPARE(plan.placements.size(), catalog.all().size() - 1);
        QCOMPARE(plan.refused.size(), std::size_t{1});
        const Comparison comparison = Comparison::begin(plan);
        QCOMPARE(comparison.refused[0].placement.id, gui);
        QCOMPARE(comparison.refused[0].reason, QStringLiteral("it would deadlock there"));
    }

    void theTableIsAligned()
    {
        ComparisonSample sample({worker, gui}, 2);
        sample.add("worker", {{.elapsed = 2000}, {.elapsed = 2200}});
        sample.add("gui", {failed()});
        const QStringList lines = comparisonText(sample.ended()).split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 5); // titles, two placements, one with ranges, and the end
        QVERIFY(lines[0].startsWith(QStringLiteral("PLACEMENT  RUNS")));
        QVERIFY(lines[1].startsWith(QStringLiteral("worker     2")));
        QVERIFY(lines[1].contains(QStringLiteral("2.1 s")));
        QVERIFY(lines[2].contains(QStringLiteral("2.0–2.2 s")));
        QVERIFY(lines[3].startsWith(QStringLiteral("gui        0 of 1, 1 failed")));
        for (int line = 1; line < 4; ++line) {
            QCOMPARE(lines[line].size(), lines[0].size());
        }
    }

    void theCsvHasALineForEachPlacement()
    {
        ComparisonSample sample({worker, gui}, 2);
        sample.add("worker", {{.elapsed = 2000}, {.elapsed = 2200.5}});
        sample.add("gui", {failed()});
        const QByteArrayList lines = comparisonCsv(sample.ended()).split('\n');
        QCOMPARE(lines.size(), 4);
        const QByteArrayList titles = lines[0].trimmed().split(',');
        const QByteArrayList first = lines[1].trimmed().split(',');
        const QByteArrayList second = lines[2].trimmed().split(',');
        QCOMPARE(first.size(), titles.size());
        QCOMPARE(second.size(), titles.size());
        const auto in = [&](const QByteArrayList &cells, const char *title) {
            return cells[titles.indexOf(title)];
        };
        QCOMPARE(in(first, "placement"), QByteArray("worker"));
        QCOMPARE(in(first, "finished"), QByteArray("2"));
        QCOMPARE(in(first, "elapsed_ms_median"), QByteArray("2100.25"));
        QCOMPARE(in(first, "elapsed_ms_most"), QByteArray("2200.5"));
        QCOMPARE(in(second, "failed"), QByteArray("1"));
        QCOMPARE(in(second, "elapsed_ms_median"), QByteArray());
    }

    void theJsonHasEveryRunAndTheSummary()
    {
        ComparisonSample sample({worker, gui}, 1);
        sample.add("worker", {{}}).add("gui", {{.delay = 2000, .still = 2000}});
        const QJsonObject json =
                toJson(sample.ended(), QStringLiteral("It is so."), {QStringLiteral("And so.")});
        QCOMPARE(json[u"schema"], QStringLiteral("thaw.compare/1"));
        QCOMPARE(json[u"job"], QStringLiteral("scripted"));
        QCOMPARE(json[u"outcome"], QStringLiteral("finished"));
        QCOMPARE(json[u"sentence"], QStringLiteral("It is so."));
        QCOMPARE(json[u"notes"].toArray(), (QJsonArray{QStringLiteral("And so.")}));
        const QJsonArray runs = json[u"runs"].toArray();
        QCOMPARE(runs.size(), 2);
        for (const QJsonValue run : runs) {
            QCOMPARE(run[u"schema"], QStringLiteral("thaw.run/1"));
        }
        const QJsonValue summary = json[u"summary"][1];
        QCOMPARE(summary[u"placement"], gui);
        QCOMPARE(json[u"priority"], QStringLiteral("gentle"));
        QCOMPARE(summary[u"delay_max_ms"][u"median"], 2000);
        QCOMPARE(summary[u"stalls"][u"most"], 1);
        QCOMPARE(summary[u"memory_bytes"][u"least"], 1'000'000);
        QCOMPARE(summary[u"runs"][u"finished"], 1);
    }

    void theJsonSaysHowItEnded()
    {
        ComparisonSample sample({worker, gui}, 1);
        sample.add("worker", {{}}).add("gui", {failed()});
        const auto outcome = [&](Comparison::State state) {
            return toJson(sample.ended(state), {}, {})[QStringLiteral("outcome")].toString();
        };
        QCOMPARE(outcome(Comparison::State::Complete), QStringLiteral("failed"));
        QCOMPARE(outcome(Comparison::State::Canceled), QStringLiteral("canceled"));
        QVERIFY(toJson(sample.comparison, {}, {})[u"summary"][1][u"elapsed_ms"].isNull());
    }

    // A hundred runs with long timelines would be a gigabyte.
    void keepsNoTimelines()
    {
        ComparisonSample sample({worker}, 1);
        RunRecord record = sampleRecord(worker, {});
        record.timeline = std::make_shared<Timeline>();
        sample.comparison.add(record);
        QVERIFY(!sample.comparison.runs.front().timeline);
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
