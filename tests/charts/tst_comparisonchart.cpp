// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"

#include "charts/comparisonchart.h"
#include "charts/comparisonscale.h"
#include "gui/look/colors.h"

#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace thaw;

Q_DECLARE_METATYPE(std::vector<double>)

namespace {

// Of bars with these medians.
ComparisonBars barsOf(const std::vector<double> &medians)
{
    ComparisonBars bars{.measure = Measure::WorstDelay, .title = {}, .bars = {}};
    for (const double median : medians) {
        bars.bars.push_back({QStringLiteral("bar"), Spread{median, median, median}, false});
    }
    return bars;
}

Comparison sixPlacements()
{
    ComparisonSample sample({QStringLiteral("worker"), QStringLiteral("gui"),
                             QStringLiteral("join"), QStringLiteral("pool")},
                            2);
    sample.add("worker", {{.delay = 1}, {.delay = 2}});
    sample.add("gui", {{.delay = 2000, .still = 2000}, {.delay = 2100, .still = 2100}});
    sample.add("join", {{.outcome = OutcomeKind::Failed}});
    sample.add("pool", {{.delay = 3}});
    return sample.comparison;
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TestComparisonChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLogarithmicWhereBarsSpanDecades_data()
    {
        QTest::addColumn<std::vector<double>>("medians");
        QTest::addColumn<bool>("isLogarithmic");
        QTest::newRow("alike") << std::vector<double>{2000, 2100} << false;
        QTest::newRow("one decade") << std::vector<double>{10, 150} << false;
        QTest::newRow("three") << std::vector<double>{1.2, 2100} << true;
        QTest::newRow("with a zero") << std::vector<double>{0, 2, 2100} << true;
        QTest::newRow("zero and one") << std::vector<double>{0, 2100} << false;
        QTest::newRow("all zero") << std::vector<double>{0, 0} << false;
        QTest::newRow("none") << std::vector<double>{} << false;
    }
    void isLogarithmicWhereBarsSpanDecades()
    {
        QFETCH(std::vector<double>, medians);
        const ComparisonScale scale = ComparisonScale::of(barsOf(medians), 5);
        QTEST(scale.isLogarithmic, "isLogarithmic");
        QVERIFY(scale.ticks.size() >= 2);
        // Whatever is drawn is between the ends, the larger the longer, and none but 0 is nothing.
        double last = 0;
        for (const double median : medians) {
            const double at = scale.at(median);
            QVERIFY(at >= last && at <= 1);
            QCOMPARE(at > 0, median > 0);
            last = at;
        }
        for (std::size_t tick = 0; tick < scale.ticks.size(); ++tick) {
            const double even =
                    static_cast<double>(tick) / static_cast<double>(scale.ticks.size() - 1);
            QVERIFY(std::abs(scale.at(scale.ticks[tick]) - even) < 1e-9);
        }
    }

    void aBarTellsWhatWasMeasured()
    {
        const ComparisonBars bars = ComparisonBars::of(sixPlacements(), Measure::WorstDelay);
        QCOMPARE(bars.bars.size(), std::size_t{4});
        QCOMPARE(bars.title, QStringLiteral("Scripted: Worst delay"));
        QCOMPARE(bars.bars[0].spread->median, 1.5);
        QVERIFY(!bars.bars[0].stoodStill);
        QVERIFY(bars.bars[1].stoodStill);
        QVERIFY(!bars.bars[2].spread);
        ComparisonChart chart;
        chart.showBars(bars);
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("Worker thread: 1.5 ms")));
        QVERIFY(chart.accessibleDescription().contains(
                QStringLiteral("Thread, joined: none finished")));
    }

    void aPictureHasTwiceThePoints()
    {
        QWidget looks;
        looks.setPalette(lightPalette());
        const ComparisonBars bars = ComparisonBars::of(sixPlacements(), Measure::WorstDelay);
        const QImage picture = ComparisonChart::picture(bars, looks);
        QCOMPARE(picture.size(), QSize(1920, 840));
        const ThemeColors colors = themeColors(lightPalette());
        QVERIFY(hasColor(picture, colors.accent)); // bars of both kinds
        QVERIFY(hasColor(picture, colors.bad));
        QCOMPARE(picture.pixelColor(1, 1), colors.cardBackground);
    }

    void aDrawingIsSvg()
    {
        QWidget looks;
        const QByteArray svg = ComparisonChart::drawing(
                ComparisonBars::of(sixPlacements(), Measure::Elapsed), looks);
        QXmlStreamReader xml(svg);
        QString title;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == QLatin1StringView("title")) {
                title = xml.readElementText();
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(title, QStringLiteral("Scripted: Elapsed"));
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBoxF().size(), QSizeF(960, 420));
    }

    void takesTheColoursOfItsPalette()
    {
        ComparisonChart chart;
        chart.setPalette(lightPalette());
        chart.showBars(ComparisonBars::of(sixPlacements(), Measure::Elapsed));
        chart.setPalette(darkPalette());
        QCOMPARE(chart.backgroundBrush().color(), themeColors(darkPalette()).cardBackground);
    }
};

QTEST_MAIN(TestComparisonChart)
#include "tst_comparisonchart.moc"
