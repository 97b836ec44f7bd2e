// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"
#include "runners/placement/builtinplacements.h"

#include "gui/compare/comparisonmessages.h"
#include "scriptedjob.h"

#include <QTest>

#include <optional>

using namespace std::chrono_literals;
using namespace thaw;

class TestComparisonMessages : public QObject
{
    Q_OBJECT

    const PlacementCatalog m_placements = builtInPlacements();
    JobDescriptor m_job = scripted({});

    ComparisonPlan plan(const char *ids, int repeats)
    {
        ComparisonPlan plan{.job = &m_job, .repeats = repeats};
        for (const QString &id : QString::fromLatin1(ids).split(QLatin1Char(' '))) {
            if (const PlacementDescriptor *placement = m_placements.find(id)) {
                plan.placements.push_back(placement);
            }
        }
        return plan;
    }

private Q_SLOTS:
    void saysWhatItTakes_data()
    {
        QTest::addColumn<QByteArray>("placements");
        QTest::addColumn<int>("repeats");
        QTest::addColumn<int>("length"); // ms; 0: not known
        QTest::addColumn<int>("limit");  // s
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *placements, int repeats, int length,
                            int limit, const char *text) {
            QTest::newRow(name) << QByteArray(placements) << repeats << length << limit
                                << QString::fromUtf8(text);
        };
        row("none", "", 3, 0, 15, "Choose at least one placement.");
        row("one", "worker", 1, 2000, 15, "1 run, about 2.2 s.");
        row("no freeze", "worker pool", 3, 1800, 15, "6 runs, one after the other, about 12.0 s.");
        row("freezes", "worker gui join", 2, 1800, 15,
            "6 runs, one after the other, about 12.0 s. The window will be frozen 4 times, for "
            "about 1.8 s each time.");
        row("once", "gui", 1, 1800, 15,
            "1 run, about 2.0 s. The window will be frozen once, for about 1.8 s.");
        row("not known", "worker gui", 1, 0, 15,
            "2 runs, one after the other. The window will be frozen once, until the job has ended, "
            "for 15.0 s at most.");
        row("longer than the limit", "gui", 1, 60'000, 15,
            "1 run, about 15.2 s. The window will be frozen once, until the job has ended, for "
            "15.0 s at most.");
        row("no limit", "gui", 1, 0, 0,
            "1 run. The window will be frozen once, until the job has ended.");
    }
    void saysWhatItTakes()
    {
        QFETCH(QByteArray, placements);
        QFETCH(int, repeats);
        QFETCH(int, length);
        QFETCH(int, limit);
        const std::optional<std::chrono::nanoseconds> known =
                length > 0 ? std::optional(std::chrono::milliseconds(length)) : std::nullopt;
        QTEST(comparisonForecast(plan(placements.constData(), repeats), known,
                                 std::chrono::seconds(limit)),
              "text");
    }

    void saysWhatIsLeftOutAndWhatElseCounts()
    {
        m_job.refusedPlacements = {
                {QStringLiteral("gui"), QStringLiteral("it would deadlock there")}};
        ComparisonPlan refusing = planForAll(m_job, m_placements);
        refusing.remarks = {QStringLiteral("It is warm.")};
        const QString text = comparisonForecast(refusing, {}, 15s);
        QVERIFY2(text.endsWith(QStringLiteral(
                         "Not on the GUI thread: it would deadlock there. It is warm.")),
                 qPrintable(text));
    }

    void countsTheRuns()
    {
        const ComparisonSample sample({QStringLiteral("worker"), QStringLiteral("gui")}, 3);
        const auto progress = [&](int run, const char *where) {
            return comparisonProgress(sample.comparison, run,
                                      *m_placements.find(QString::fromLatin1(where)));
        };
        QCOMPARE(progress(1, "worker"),
                 QStringLiteral("Comparing, run 1 of 6: Scripted on a worker thread."));
        QCOMPARE(progress(2, "gui"), QStringLiteral("Comparing, run 2 of 6."));
    }

    void tellsTheEnd()
    {
        ComparisonSample sample({QStringLiteral("worker"), QStringLiteral("gui")}, 1);
        sample.add("worker", {{}});
        sample.add("gui", {{.outcome = OutcomeKind::Failed}});
        const QString text = comparisonEndMessage(sample.ended(), {.clicks = 2, .longest = 4200ms});
        QVERIFY2(text.contains(QStringLiteral("1 of 2 runs did not finish.")), qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral("2 clicks waited up to 4.2 s and started nothing.")),
                 qPrintable(text));
        QCOMPARE(comparisonEndKind(sample.ended()), Banner::Kind::Bad);
        QCOMPARE(comparisonEndMessage(sample.ended(), {}, OutcomeIs::InSight),
                 QStringLiteral("1 of 2 runs did not finish."));
    }

    void anEndHasItsKind()
    {
        ComparisonSample good({QStringLiteral("worker")}, 1);
        good.add("worker", {{}});
        QCOMPARE(comparisonEndKind(good.ended()), Banner::Kind::Good);
        QCOMPARE(comparisonEndKind(good.ended(Comparison::State::Canceled)), Banner::Kind::Info);
        ComparisonSample limited({QStringLiteral("gui")}, 1);
        limited.add("gui",
                    {{.outcome = OutcomeKind::Canceled, .stopReason = StopReason::FreezeLimit}});
        QCOMPARE(comparisonEndKind(limited.ended()), Banner::Kind::Warning);
    }
};

QTEST_MAIN(TestComparisonMessages)
#include "tst_comparisonmessages.moc"
