// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sparklinechart.h"

#include <QAbstractSeries>
#include <QChart>
#include <QLineSeries>
#include <QTest>
#include <QValueAxis>

using namespace thaw;

class SparklineChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsThePointsThatItIsGiven()
    {
        SparklineChart chart(60);
        const QList<QPointF> points{{58, 10}, {59, 20}};
        chart.setPoints(points);
        const auto *line = qobject_cast<QLineSeries *>(chart.chart()->series().at(0));
        QVERIFY(line);
        QCOMPARE(line->points(), points);
    }

    void hasItsLineAcrossInTheMiddleOfItsScale()
    {
        SparklineChart chart(60);
        chart.setRange(1, 100);
        const auto *scale = qobject_cast<QValueAxis *>(chart.chart()->axes(Qt::Vertical).at(0));
        QVERIFY(scale);
        QCOMPARE(scale->min(), 1.0);
        QCOMPARE(scale->max(), 100.0);
        QCOMPARE(scale->tickAnchor(), 50.5);
    }

    void isPaintedInItsColors()
    {
        SparklineChart chart(60);
        chart.resize(240, 40);
        chart.setRange(0, 10);
        chart.setColors(Qt::red, Qt::gray, Qt::white);
        const QImage empty = chart.grab().toImage();
        QCOMPARE(empty.pixelColor(1, 1), QColor(Qt::white));
        chart.setPoints({{0, 2}, {59, 8}});
        QVERIFY(chart.grab().toImage() != empty);
    }
};

QTEST_MAIN(SparklineChartTest)
#include "tst_sparklinechart.moc"
