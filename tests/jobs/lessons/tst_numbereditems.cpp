// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/numbereditems.h"

#include <QTest>

using namespace thaw;

class TestNumberedItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhetherEachIsThereOnceAndInOrder_data()
    {
        QTest::addColumn<std::vector<int>>("taken");
        QTest::addColumn<bool>("once");
        QTest::addColumn<bool>("inOrder");
        // Two producers make three each: 1, 2, 3 and 4, 5, 6.
        QTest::newRow("one producer after the other")
                << std::vector{1, 2, 3, 4, 5, 6} << true << true;
        QTest::newRow("mixed") << std::vector{4, 1, 5, 2, 6, 3} << true << true;
        QTest::newRow("one overtook another") << std::vector{1, 3, 2, 4, 5, 6} << true << false;
        QTest::newRow("one is missing") << std::vector{1, 2, 3, 4, 5} << false << true;
        QTest::newRow("one came twice") << std::vector{1, 2, 2, 4, 5, 6} << false << false;
        QTest::newRow("one too many") << std::vector{1, 2, 3, 4, 5, 6, 6} << false << false;
    }
    void tellsWhetherEachIsThereOnceAndInOrder()
    {
        QFETCH(std::vector<int>, taken);
        const NumberedItems items{.producers = 2, .each = 3};
        QTEST(items.areEachOnceIn(taken), "once");
        QTEST(items.areInOrderIn(taken), "inOrder");
    }

    void numbersThoseOfEachProducer()
    {
        const NumberedItems items{.producers = 2, .each = 3};
        QCOMPARE(items.total(), 6);
        QCOMPARE(items.firstOf(0), 1);
        QCOMPARE(items.firstOf(1), 4);
    }
};

QTEST_GUILESS_MAIN(TestNumberedItems)
#include "tst_numbereditems.moc"
