// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/cellages.h"

#include "jobs/workloads/flood/floodcells.h"

#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;
using Freshness = CellAges::Freshness;

class TestCellAges : public QObject
{
    Q_OBJECT

    const CellAges::Clock::time_point m_start = CellAges::Clock::now();

private Q_SLOTS:
    void aCellIsFreshAndGrowsOld_data()
    {
        QTest::addColumn<int>("ms");
        QTest::addColumn<int>("freshness");
        const auto row = [](int ms, Freshness freshness) {
            QTest::addRow("%d ms", ms) << ms << static_cast<int>(freshness);
        };
        row(0, Freshness::Now);
        row(39, Freshness::Now);
        row(40, Freshness::Recent);
        row(249, Freshness::Recent);
        row(250, Freshness::Lately);
        row(999, Freshness::Lately);
        row(1000, Freshness::Old);
        row(100'000, Freshness::Old);
    }
    void aCellIsFreshAndGrowsOld()
    {
        QFETCH(int, ms);
        CellAges ages;
        ages.reset(1);
        std::vector<FloodCell> cells(1);
        cells[0].tally.add(7);
        ages.update(cells, m_start);
        const auto at = m_start + std::chrono::milliseconds(ms);
        QTEST(static_cast<int>(ages.freshness(0, at)), "freshness");
        QCOMPARE(ages.age(0, at), std::chrono::nanoseconds(std::chrono::milliseconds(ms)));
        QCOMPARE(ages.isFading(at), ms < 1000);
    }

    void onlyWhatHasChangedIsFresh()
    {
        CellAges ages;
        ages.reset(3);
        std::vector<FloodCell> cells(3);
        ages.update(cells, m_start);
        QCOMPARE(ages.freshness(0, m_start), Freshness::Never);
        QCOMPARE(ages.age(0, m_start), std::nullopt);
        QVERIFY(!ages.isFading(m_start));
        cells[0].tally.add(1);
        cells[1].tally.add(1);
        ages.update(cells, m_start);
        cells[1].tally.add(1);
        ages.update(cells, m_start + 2s);
        QCOMPARE(ages.freshness(0, m_start + 2s), Freshness::Old);
        QCOMPARE(ages.freshness(1, m_start + 2s), Freshness::Now);
        QCOMPARE(ages.freshness(2, m_start + 2s), Freshness::Never);
    }

    // A value that comes again is a change all the same: another sample.
    void theSameValueAgainIsAChange()
    {
        CellAges ages;
        ages.reset(1);
        std::vector<FloodCell> cells(1);
        cells[0].tally.add(5);
        cells[0].value = 5;
        ages.update(cells, m_start);
        cells[0].tally.add(5);
        ages.update(cells, m_start + 5s);
        QCOMPARE(ages.freshness(0, m_start + 5s), Freshness::Now);
    }

    void aResetForgetsAll()
    {
        CellAges ages;
        ages.reset(1);
        std::vector<FloodCell> cells(1);
        cells[0].tally.add(5);
        ages.update(cells, m_start);
        ages.reset(2);
        QCOMPARE(ages.count(), 2U);
        QCOMPARE(ages.freshness(0, m_start), Freshness::Never);
        QVERIFY(!ages.isFading(m_start));
    }
};

QTEST_APPLESS_MAIN(TestCellAges)
#include "tst_cellages.moc"
