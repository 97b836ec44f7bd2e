// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history/runfigures.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QTest>

using namespace thaw;

namespace {

enum class Weight { Time, Pings };

StoredRun runWith(double p95, Weight weight)
{
    QJsonObject delay{{QStringLiteral("p95"), p95}, {QStringLiteral("max"), 2 * p95}};
    if (weight == Weight::Time) {
        delay[u"weighted_by"] = QStringLiteral("time");
    }
    return {{},
            QJsonObject{{QStringLiteral("gui"), QJsonObject{{QStringLiteral("delay_ms"), delay}}}}};
}

RunFigure figureOf(const QList<StoredRun> &runs, const QString &name)
{
    for (const RunFigure &figure : runFigures(runs)) {
        if (figure.name == name) {
            return figure;
        }
    }
    return {};
}

} // namespace

class TestRunFigures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void comparesPercentilesOfTheSameKind()
    {
        for (const Weight weight : {Weight::Time, Weight::Pings}) {
            const QList<StoredRun> runs{runWith(100, weight), runWith(150, weight)};
            QCOMPARE(figureOf(runs, QStringLiteral("Delay, p95")).values,
                     (QStringList{QStringLiteral("100 ms"), QStringLiteral("150 ms")}));
            QVERIFY(figureOf(runs, QStringLiteral("Delay, p95"))
                            .difference.contains(QStringLiteral("50 %")));
        }
    }

    void saysOfARunOfTheFirstVersionsWhatItsPercentilesAre()
    {
        const QString weight = QStringLiteral("Delays weighted by");
        QCOMPARE(figureOf({runWith(1, Weight::Pings)}, weight).values,
                 QStringList{QStringLiteral("pings")});
        QVERIFY(figureOf({runWith(1, Weight::Time)}, weight).name.isEmpty());
    }

    void doesNotCompareThemWithThoseOfTheTime()
    {
        const QList<StoredRun> runs{runWith(100, Weight::Pings), runWith(150, Weight::Time)};
        QCOMPARE(figureOf(runs, QStringLiteral("Delays weighted by")).values,
                 (QStringList{QStringLiteral("pings"), QStringLiteral("time")}));
        QVERIFY(figureOf(runs, QStringLiteral("Delay, p95")).difference.isEmpty());
        QVERIFY(!figureOf(runs, QStringLiteral("Worst delay")).difference.isEmpty());
    }

    void countsTheColumnsStallsApart()
    {
        StoredRun run = runWith(100, Weight::Time);
        QJsonObject gui = run.json[u"gui"].toObject();
        gui[u"stalls"] = QJsonArray{QJsonObject()};
        gui[u"columns_stalls"] = QJsonArray{QJsonObject(), QJsonObject()};
        run.json[u"gui"] = gui;
        QCOMPARE(figureOf({run}, QStringLiteral("Stalls")).values,
                 QStringList{QStringLiteral("1")});
        QCOMPARE(figureOf({run}, QStringLiteral("Stalls by columns")).values,
                 QStringList{QStringLiteral("2")});
    }
};

QTEST_GUILESS_MAIN(TestRunFigures)
#include "tst_runfigures.moc"
