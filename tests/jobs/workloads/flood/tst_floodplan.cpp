// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodplan.h"

#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

class TestFloodPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void soManySamplesAreDue_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("producers");
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<qint64>("due");
        const auto row = [](const char *name, double rate, int producers, nanoseconds since,
                            qint64 due) {
            QTest::newRow(name) << rate << producers << qint64{since.count()} << due;
        };
        row("nothing at first", 10, 3, 0ns, 0);
        row("one shortly before it", 10, 1, 99'999'000ns, 0);
        row("one at its time", 10, 1, 100ms, 1);
        row("the producers take turns", 10, 4, 25ms, 1);
        row("each has had its turn", 10, 4, 100ms, 4);
        row("no rounding error takes one", 10, 7, 200ms, 14);
        row("a third", 1.0 / 3, 1, 3s, 1);
        row("all", 1000, 1000, 5s, 5'000'000);
        row("no more than all", 1000, 1000, 7s, 5'000'000);
    }
    void soManySamplesAreDue()
    {
        QFETCH(double, rate);
        QFETCH(int, producers);
        QFETCH(qint64, ns);
        const FloodPlan plan{.producers = producers, .rate = rate, .time = 5s};
        QTEST(qint64{plan.due(static_cast<std::size_t>(producers), nanoseconds(ns))}, "due");
    }

    // Not longer than until the next sample or the end, but a few milliseconds at least.
    void aPacedThreadRests()
    {
        const FloodPlan quick{.producers = 1000, .rate = 1000, .time = 5s};
        QCOMPARE(quick.rest(1000, 1s), nanoseconds(4ms));
        const FloodPlan slow{.producers = 1, .rate = 2, .time = 5s};
        QVERIFY(slow.rest(1, 0s) > 499ms && slow.rest(1, 0s) <= 500ms);
        QVERIFY(slow.rest(1, 400ms) > 99ms && slow.rest(1, 400ms) <= 100ms);
        QCOMPARE(slow.rest(1, 4990ms), nanoseconds(10ms));
        const FloodPlan slowest{.producers = 1, .rate = 0.01, .time = 5s};
        QCOMPARE(slowest.rest(1, 1s), nanoseconds(4s));
    }

    void theThreadsShareTheProducers()
    {
        const FloodPlan plan{.producers = 10};
        QCOMPARE(plan.firstOf(0, 3), 0);
        QCOMPARE(plan.firstOf(1, 3), 3);
        QCOMPARE(plan.firstOf(2, 3), 6);
        QCOMPARE(plan.firstOf(3, 3), 10);
        QVERIFY(!plan.isPaced());
    }
};

QTEST_APPLESS_MAIN(TestFloodPlan)
#include "tst_floodplan.moc"
