// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/columnschedule.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {
const ColumnSchedule::Clock::time_point start{100s};
}

class TestColumnSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstTickIsTheStart() { QCOMPARE(ColumnSchedule(start, 1s).next(), start); }

    // Ticks at 0, 1, 2 ... s; each row: when the tick was handled, and what comes of it.
    void goesOnToTheFirstTickAfterItWasHandled_data()
    {
        QTest::addColumn<int>("handledMs");
        QTest::addColumn<int>("nextMs");
        QTest::addColumn<int>("skipped");
        QTest::newRow("at once") << 0 << 1000 << 0;
        QTest::newRow("within the period") << 250 << 1000 << 0;
        QTest::newRow("just before the next") << 999 << 1000 << 0;
        QTest::newRow("right at the next") << 1000 << 2000 << 1;
        QTest::newRow("one period late") << 1700 << 2000 << 1;
        QTest::newRow("after a freeze") << 5300 << 6000 << 5;
    }
    void goesOnToTheFirstTickAfterItWasHandled()
    {
        QFETCH(int, handledMs);
        QFETCH(int, nextMs);
        ColumnSchedule schedule(start, 1s);
        schedule.handled(start + std::chrono::milliseconds(handledMs));
        QCOMPARE(schedule.next(), start + std::chrono::milliseconds(nextMs));
        QTEST(static_cast<int>(schedule.skipped()), "skipped");
    }

    void doesNotDriftHoweverLateEachTickIs()
    {
        ColumnSchedule schedule(start, 1s);
        for (int tick = 0; tick < 3600; ++tick) {
            QCOMPARE(schedule.next(), start + 1s * tick);
            schedule.handled(schedule.next() + 30ms);
        }
        QCOMPARE(schedule.skipped(), 0);
    }

    void aTimerThatFiresTooEarlyRepeatsNoTick()
    {
        ColumnSchedule schedule(start, 1s);
        schedule.handled(start);
        schedule.handled(schedule.next() - 1us);
        QCOMPARE(schedule.next(), start + 2s);
        QCOMPARE(schedule.skipped(), 0);
    }

    void countsEverySkippedTick()
    {
        ColumnSchedule schedule(start, 100ms);
        for (int turn = 0; turn < 10; ++turn) {
            schedule.handled(schedule.next() + 250ms); // two ticks pass meanwhile
        }
        QCOMPARE(schedule.skipped(), 20);
    }
};

QTEST_APPLESS_MAIN(TestColumnSchedule)
#include "tst_columnschedule.moc"
