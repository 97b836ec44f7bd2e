// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/resultchartview.h"

#include "gui/look/colors.h"
#include "pixels.h"

#include <QChart>
#include <QJsonArray>
#include <QTest>

using namespace thaw;

namespace {

QJsonObject row(const QString &kind, int threads, double speedUp, double cpu)
{
    return {{QStringLiteral("kind"), kind},
            {QStringLiteral("threads"), threads},
            {QStringLiteral("speed_up"), speedUp},
            {QStringLiteral("cpu_s"), cpu}};
}

QString kindOf(const QJsonObject &row)
{
    return row[u"kind"].toString();
}

QString threadsOf(const QJsonObject &row)
{
    return QString::number(row[u"threads"].toInt());
}

QJsonObject facts()
{
    return {{QStringLiteral("cores"), 2},
            {QStringLiteral("verdict"), QStringLiteral("All was as it is.")},
            {QStringLiteral("table"), QJsonArray{row(QStringLiteral("waiting"), 1, 1, 0.1),
                                                 row(QStringLiteral("waiting"), 4, 3.9, 0.2),
                                                 row(QStringLiteral("computing"), 1, 1, 3),
                                                 row(QStringLiteral("computing"), 4, 1.9, 4)}}};
}

ResultChart grouped()
{
    return {.title = QStringLiteral("Speed-up"),
            .category = kindOf,
            .bars = {{.key = QStringLiteral("speed_up")}},
            .barOf = threadsOf,
            .levelFact = QStringLiteral("cores"),
            .levelText = QStringLiteral("%1 cores")};
}

} // namespace

class TestResultChartView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsRowsOfOneCategory()
    {
        const ResultBars bars = resultBars(grouped(), facts());
        QCOMPARE(bars.categories,
                 (QStringList{QStringLiteral("waiting"), QStringLiteral("computing")}));
        QCOMPARE(bars.sets.size(), std::size_t{2});
        QCOMPARE(bars.sets[0].name, QStringLiteral("1"));
        QCOMPARE(bars.sets[0].values, (QList<double>{1, 1}));
        QCOMPARE(bars.sets[1].name, QStringLiteral("4"));
        QCOMPARE(bars.sets[1].values, (QList<double>{3.9, 1.9}));
        QCOMPARE(bars.level, 2.0);
        QCOMPARE(bars.levelText, QStringLiteral("2 cores"));
    }

    void hasABarForEachFigureOfARow()
    {
        const ResultChart chart{.title = QStringLiteral("Both"),
                                .category =
                                        [](const QJsonObject &row) {
                                            return QStringLiteral("%1 %2").arg(kindOf(row),
                                                                               threadsOf(row));
                                        },
                                .bars = {{QStringLiteral("speed_up"), QStringLiteral("Speed-up")},
                                         {QStringLiteral("cpu_s"), QStringLiteral("CPU time")}}};
        const ResultBars bars = resultBars(chart, facts());
        QCOMPARE(bars.categories.size(), 4);
        QCOMPARE(bars.sets.size(), std::size_t{2});
        QCOMPARE(bars.sets[1].name, QStringLiteral("CPU time"));
        QCOMPARE(bars.sets[1].values, (QList<double>{0.1, 0.2, 3, 4}));
        QVERIFY(!bars.level);
        QCOMPARE(bars.most(), 4.0);
    }

    void hasNoBarWhereARowIsMissing()
    {
        QJsonObject some = facts();
        QJsonArray rows = some[u"table"].toArray();
        rows.removeAt(1); // 4 threads that wait
        some[QStringLiteral("table")] = rows;
        const ResultBars bars = resultBars(grouped(), some);
        QCOMPARE(bars.sets[1].values, (QList<double>{0, 1.9}));
        QCOMPARE(resultBars(grouped(), {}).most(), 0.0);
    }

    void hasRoundSteps_data()
    {
        QTest::addColumn<double>("most");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("decimals");
        QTest::newRow("nothing") << 0.0 << 5 << 1.0 << 0.2 << 1;
        QTest::newRow("speed-up") << 3.9 << 5 << 5.0 << 1.0 << 0;
        QTest::newRow("little room") << 3.9 << 2 << 5.0 << 5.0 << 0;
        QTest::newRow("parts of a second") << 0.171 << 5 << 0.2 << 0.05 << 2;
        QTest::newRow("a full step") << 1.0 << 5 << 1.5 << 0.5 << 1;
        QTest::newRow("milliseconds") << 0.0019 << 5 << 0.002 << 0.0005 << 4;
        QTest::newRow("many") << 123'456.0 << 5 << 150'000.0 << 50'000.0 << 0;
    }
    void hasRoundSteps()
    {
        QFETCH(double, most);
        QFETCH(int, steps);
        QFETCH(double, top);
        QFETCH(double, step);
        const ResultScale scale = ResultScale::upTo(most, steps);
        QCOMPARE(scale.top, top);
        QCOMPARE(scale.step, step);
        QTEST(scale.decimals, "decimals");
        QVERIFY(scale.top >= most);
        QVERIFY(scale.top / scale.step <= steps + 1e-9);
    }

    void placesCategoriesBelowThePlot_data()
    {
        QTest::addColumn<int>("category");
        QTest::addColumn<QRectF>("area");
        QTest::newRow("first") << 0 << QRectF(40, 106, 50, 30);
        QTest::newRow("last") << 3 << QRectF(190, 106, 50, 30);
    }
    void placesCategoriesBelowThePlot()
    {
        QFETCH(int, category);
        QTEST(categoryArea(category, 4, QRectF(40, 0, 200, 100), 30), "area");
    }

    void breaksTheLegendWhereThereIsLittleRoom_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<QRectF>("second");
        QTest::addColumn<QRectF>("third");
        QTest::newRow("wide") << 300.0 << QRectF(84, 0, 36, 20) << QRectF(138, 0, 46, 20);
        QTest::newRow("just so") << 184.0 << QRectF(84, 0, 36, 20) << QRectF(138, 0, 46, 20);
        QTest::newRow("narrow") << 130.0 << QRectF(84, 0, 36, 20) << QRectF(0, 20, 46, 20);
        QTest::newRow("no room") << 10.0 << QRectF(0, 20, 36, 20) << QRectF(0, 40, 46, 20);
    }
    void breaksTheLegendWhereThereIsLittleRoom()
    {
        QFETCH(double, width);
        const std::vector<QRectF> areas = legendAreas({50, 20, 30}, 20, width);
        QCOMPARE(areas.size(), std::size_t{3});
        QCOMPARE(areas[0], QRectF(0, 0, 66, 20));
        QTEST(areas[1], "second");
        QTEST(areas[2], "third");
    }

    void saysTheVerdictToWhoCannotSeeIt()
    {
        ResultChartView view;
        view.showResults(grouped(), facts());
        QCOMPARE(view.accessibleName(), QStringLiteral("Speed-up"));
        QCOMPARE(view.accessibleDescription(), QStringLiteral("All was as it is."));
    }

    void drawsItsBarsInTheThemesColors_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void drawsItsBarsInTheThemesColors()
    {
        QFETCH(QPalette, palette);
        ResultChartView view;
        view.resize(480, 240);
        view.showResults(grouped(), facts());
        view.setPalette(palette); // also when it is changed later
        const QImage image = view.grab().toImage();
        const ThemeColors colors = themeColors(palette);
        const int one = pixelsOf(image, colors.series[0]);
        const int four = pixelsOf(image, colors.series[1]);
        QVERIFY(one > 500);
        QVERIFY(four > 2 * one); // 3.9 + 1.9 against 1 + 1
        QCOMPARE(image.pixelColor(1, 1), colors.cardBackground);
        QVERIFY(pixelsOf(image, colors.warning) > 100); // the line at the cores
        const QImage legend = image.copy(0, 0, image.width(), view.fontMetrics().height());
        QCOMPARE(pixelsOf(legend, colors.series[0]), 100);
        QCOMPARE(pixelsOf(legend, colors.series[1]), 100);
        QCOMPARE(view.chart()->animationOptions(), QChart::NoAnimation);
    }
};

QTEST_MAIN(TestResultChartView)
#include "tst_resultchartview.moc"
