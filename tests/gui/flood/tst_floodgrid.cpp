// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodgrid.h"

#include <QTest>

using namespace thaw;

class TestFloodGrid : public QObject
{
    Q_OBJECT

    static constexpr QSize least{24, 12};

    static void addCases()
    {
        QTest::addColumn<int>("cells");
        QTest::addColumn<QSize>("room");
        QTest::addColumn<bool>("fits");
        QTest::newRow("one") << 1 << QSize(640, 320) << true;
        QTest::newRow("seven") << 7 << QSize(640, 320) << true;
        QTest::newRow("a thousand") << 1000 << QSize(980, 330) << true;
        QTest::newRow("a thousand, narrowly") << 1000 << QSize(25 * 24, 40 * 12) << true;
        QTest::newRow("a thousand, and no room for one")
                << 1000 << QSize(25 * 24, 39 * 12) << false;
        QTest::newRow("ten thousand") << 10'000 << QSize(980, 330) << false;
        QTest::newRow("hardly any room") << 100 << QSize(10, 10) << false;
    }

private Q_SLOTS:
    void allCellsFitOrScroll_data() { addCases(); }
    void allCellsFitOrScroll()
    {
        QFETCH(int, cells);
        QFETCH(QSize, room);
        QFETCH(bool, fits);
        QCOMPARE(cellsFit(cells, room, least), fits);
        const FloodGrid grid = floodGrid(cells, room, least);
        QCOMPARE(grid.cells, cells);
        QVERIFY(grid.columns * grid.rows >= cells);
        QVERIFY((grid.rows - 1) * grid.columns < cells);
        QVERIFY(grid.area.width() <= room.width());
        QCOMPARE(grid.area.height() <= room.height(), fits);
    }

    void noneIsSmallerThanTheLeastAndNoneIsHuge_data() { addCases(); }
    void noneIsSmallerThanTheLeastAndNoneIsHuge()
    {
        QFETCH(int, cells);
        QFETCH(QSize, room);
        const FloodGrid grid = floodGrid(cells, room, least);
        for (int index = 0; index < cells; ++index) {
            const QRect cell = grid.cell(index);
            QVERIFY(cell.width() + 1 >= std::min(least.width(), room.width()));
            QVERIFY(cell.height() + 1 >= least.height());
            QVERIFY(cell.width() < 3 * least.width() && cell.height() < 3 * least.height());
        }
    }

    // Row by row, a pixel's line between, to the edges of the area.
    void theyFillTheAreaWithoutOverlap_data() { addCases(); }
    void theyFillTheAreaWithoutOverlap()
    {
        QFETCH(int, cells);
        QFETCH(QSize, room);
        const FloodGrid grid = floodGrid(cells, room, least);
        QCOMPARE(grid.cell(0).topLeft(), QPoint(0, 0));
        for (int index = 1; index < cells; ++index) {
            const QRect cell = grid.cell(index);
            if (index % grid.columns == 0) {
                const QRect above = grid.cell(index - grid.columns);
                QCOMPARE(cell.left(), 0);
                QCOMPARE(cell.top(), above.bottom() + 2);
            } else {
                const QRect before = grid.cell(index - 1);
                QCOMPARE(cell.left(), before.right() + 2);
                QCOMPARE(cell.top(), before.top());
            }
        }
        if (cells >= grid.columns) {
            QCOMPARE(grid.cell(grid.columns - 1).right(), grid.area.width() - 2);
        }
        QCOMPARE(grid.cell(cells - 1).bottom(), grid.area.height() - 2);
    }

    void eachPlaceBelongsToItsCell_data() { addCases(); }
    void eachPlaceBelongsToItsCell()
    {
        QFETCH(int, cells);
        QFETCH(QSize, room);
        const FloodGrid grid = floodGrid(cells, room, least);
        for (int index = 0; index < cells; ++index) {
            const QRect cell = grid.cell(index);
            QCOMPARE(grid.cellAt(cell.topLeft()), index);
            QCOMPARE(grid.cellAt(cell.bottomRight() + QPoint(1, 1)), index);
        }
        QCOMPARE(grid.cellAt({-1, 0}), std::nullopt);
        QCOMPARE(grid.cellAt({0, -1}), std::nullopt);
        QCOMPARE(grid.cellAt({grid.area.width(), 0}), std::nullopt);
        QCOMPARE(grid.cellAt({0, grid.area.height()}), std::nullopt);
        if (cells % grid.columns != 0) {
            QCOMPARE(grid.cellAt({grid.area.width() - 1, grid.area.height() - 1}), std::nullopt);
        }
    }

    void onlyTheRowsInSightAreAskedFor()
    {
        const FloodGrid grid = floodGrid(10'000, {980, 330}, least);
        QCOMPARE(grid.columns, 40);
        QCOMPARE(grid.area.height(), 250 * 12);
        const auto range = [&](int top, int bottom) {
            const FloodGrid::Range found = grid.cellsBetween(top, bottom);
            return std::pair(found.first, found.last);
        };
        QCOMPARE(range(0, 330), std::pair(0, 28 * 40));
        QCOMPARE(range(0, 12), std::pair(0, 40));
        QCOMPARE(range(0, 13), std::pair(0, 80));
        QCOMPARE(range(11, 12), std::pair(0, 40));
        QCOMPARE(range(12, 24), std::pair(40, 80));
        QCOMPARE(range(249 * 12, 5000), std::pair(9960, 10'000));
        QCOMPARE(range(3000, 3330), std::pair(0, 0));
        QCOMPARE(range(-50, 0), std::pair(0, 0));
        QCOMPARE(range(20, 20), std::pair(0, 0));
        const FloodGrid seven = floodGrid(7, {640, 320}, least);
        QCOMPARE(seven.cellsBetween(0, 320).last, 7);
    }

    void thereIsNoneWithoutCellsOrRoom()
    {
        QCOMPARE(floodGrid(0, {100, 100}, least).rows, 0);
        QCOMPARE(floodGrid(10, {0, 100}, least).rows, 0);
        QCOMPARE(FloodGrid().cellAt({0, 0}), std::nullopt);
        QCOMPARE(FloodGrid().cellsBetween(0, 100).last, 0);
    }
};

QTEST_APPLESS_MAIN(TestFloodGrid)
#include "tst_floodgrid.moc"
