// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/numbersview.h"

#include <QImage>
#include <QLocale>
#include <QTest>

#include <cstddef>

using namespace thaw;

class NumbersViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void dividesItsAreaEvenly_data()
    {
        QTest::addColumn<QRect>("area");
        QTest::addColumn<int>("count");
        QTest::addColumn<QSize>("number");
        QTest::addColumn<int>("columns"); // 0: no room
        QTest::newRow("five in a row") << QRect(0, 0, 400, 30) << 5 << QSize(40, 20) << 5;
        QTest::newRow("one") << QRect(0, 0, 400, 30) << 1 << QSize(40, 20) << 1;
        QTest::newRow("none") << QRect(0, 0, 400, 30) << 0 << QSize(40, 20) << 0;
        QTest::newRow("just wide enough") << QRect(0, 0, 232, 30) << 5 << QSize(40, 20) << 5;
        QTest::newRow("too narrow, two rows") << QRect(0, 0, 231, 40) << 5 << QSize(40, 20) << 3;
        QTest::newRow("too narrow and low") << QRect(0, 0, 231, 39) << 5 << QSize(40, 20) << 0;
        QTest::newRow("rows alike, not 8 and 2")
                << QRect(0, 0, 376, 40) << 10 << QSize(40, 20) << 5;
        QTest::newRow("narrower than a number") << QRect(0, 0, 30, 200) << 5 << QSize(40, 20) << 0;
        QTest::newRow("off the origin") << QRect(7, 9, 300, 60) << 20 << QSize(20, 15) << 10;
    }
    void dividesItsAreaEvenly()
    {
        QFETCH(QRect, area);
        QFETCH(int, count);
        QFETCH(QSize, number);
        QFETCH(int, columns);
        const std::vector<QRect> cells = numberCells(area, count, number);
        QCOMPARE(cells.size(), std::size_t(columns == 0 ? 0 : count));
        int inFirstRow = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            QVERIFY(area.contains(cells[i]));
            QVERIFY(cells[i].width() >= number.width());
            QVERIFY(cells[i].height() >= number.height());
            inFirstRow += cells[i].top() == area.top() ? 1 : 0;
            for (std::size_t other = 0; other < i; ++other) {
                QVERIFY(!cells[i].intersects(cells[other]));
            }
        }
        QCOMPARE(inFirstRow, columns);
    }

    void tellsItsNumbersToAssistiveTechnology()
    {
        NumbersView view;
        view.setNumbers({36, 7, 100});
        QCOMPARE(view.accessibleDescription(), QStringLiteral("36, 7, 100"));
    }

    void marksFreshNumbersForAMoment()
    {
        NumbersView view;
        QVERIFY(!view.isFresh());
        view.setNumbers({1, 2});
        QVERIFY(view.isFresh());
        QTRY_VERIFY(!view.isFresh());
    }

    void paintsManyWideNumbersToo()
    {
        NumbersView view;
        view.resize(276, 34);
        view.setRange(-9'999, 9'999);
        view.setNumbers(std::vector<int>(20, -8'888));
        const QImage painted = view.grab().toImage();
        const QRgb ground = painted.pixel(0, 0);
        int ink = 0;
        for (int y = 0; y < painted.height(); ++y) {
            for (int x = 0; x < painted.width(); ++x) {
                ink += painted.pixel(x, y) != ground ? 1 : 0;
            }
        }
        QVERIFY(ink > 500);
    }
};

QTEST_MAIN(NumbersViewTest)
#include "tst_numbersview.moc"
