// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/sparkline.h"

#include <QAbstractScrollArea>
#include <QLocale>
#include <QTest>

using namespace thaw;

class SparklineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void makesItsChartAfterTheFirstPaint()
    {
        Sparkline line;
        line.addValue(50);
        QVERIFY(!line.hasChart());
        line.show();
        QTRY_VERIFY(line.hasChart());
        QCOMPARE(line.findChildren<QAbstractScrollArea *>().size(), 1);
    }

    void keepsTheNewest()
    {
        Sparkline line;
        for (int i = 1; i <= Sparkline::capacity + 5; ++i) {
            line.addValue(i);
        }
        QCOMPARE(line.points().size(), Sparkline::capacity);
        QCOMPARE(line.points().constFirst(), QPointF(0, 6));
        QCOMPARE(line.points().constLast(),
                 QPointF(Sparkline::capacity - 1, Sparkline::capacity + 5));
    }

    void growsFromTheRight()
    {
        Sparkline line;
        line.addValue(10);
        line.addValue(20);
        QCOMPARE(line.points(), (QList<QPointF>{{58, 10}, {59, 20}}));
        line.clear();
        QVERIFY(line.points().isEmpty());
    }

    void tellsTheNewestToAssistiveTechnology()
    {
        Sparkline line;
        QCOMPARE(line.accessibleDescription(), QStringLiteral("No numbers yet."));
        line.addValue(10);
        line.addValue(20.5);
        QVERIFY(line.accessibleDescription().contains(QStringLiteral("20.5")));
        line.makeChart();
        QCOMPARE(line.findChild<QAbstractScrollArea *>()->accessibleDescription(),
                 line.accessibleDescription());
    }
};

QTEST_MAIN(SparklineTest)
#include "tst_sparkline.moc"
