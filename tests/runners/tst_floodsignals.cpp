// SPDX-License-Identifier: GPL-3.0-or-later
#include "floodrun.h"

#include "jobs/workloads/flood/signalchannel.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

class TestFloodSignals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<int>("producers");
        for (const int producers : {1, 7, 1000, 10'000}) {
            QTest::addRow("%d", producers) << producers;
        }
    }
    void nothingIsLost()
    {
        QFETCH(int, producers);
        FloodRun flood("signals");
        flood.set("producers", QByteArray::number(producers)).set("seconds", "0.2").finish();
        QCOMPARE(flood.problem(), QString());
        QVERIFY(flood.fact("produced") > 0);
        QVERIFY(flood.fact("backlog") <= SignalChannel::mostQueued);
    }

    void eachProducesAtItsRate()
    {
        FloodRun flood("signals");
        flood.set("producers", "100").set("rate", "200").set("seconds", "0.5").finish();
        QCOMPARE(flood.problem(), QString());
        QCOMPARE(flood.fact("produced"), 10'000);
        QVERIFY(std::ranges::all_of(flood.feed().cells(),
                                    [](const FloodCell &cell) { return cell.tally.count == 100; }));
    }

    // The window's thread doesn't come to its loop, and nobody takes them out of the queue.
    void theQueueHasACap()
    {
        FloodRun flood("signals");
        flood.set("seconds", "3600").start();
        const std::int64_t full = SignalChannel::mostQueued - 64; // they are sent by 64
        FloodRun::awaitWithoutLoop([&] { return flood.feed().produced() > full; });
        std::this_thread::sleep_for(100ms);
        QVERIFY(flood.feed().produced() > full);
        QVERIFY(flood.feed().produced() <= SignalChannel::mostQueued);
        QTRY_VERIFY(flood.feed().produced() > SignalChannel::mostQueued); // when the window goes on
    }

    // What is in the queue then isn't handled, one by one, before the end is told.
    void aCancelDropsWhatIsQueued()
    {
        FloodRun flood("signals");
        flood.set("producers", "10000").set("seconds", "3600").start();
        QTRY_VERIFY(flood.feed().handled() > 0);
        const auto handled = flood.feed().handled();
        FloodRun::awaitWithoutLoop(
                [&] { return flood.feed().produced() > handled + SignalChannel::mostQueued / 2; });
        flood.run().requestStop();
        FloodRun::awaitWithoutLoop([&] { return flood.feed().channel().isGivenUp(); });
        flood.finish();
        QCOMPARE(flood.outcome(), OutcomeKind::Canceled);
        QVERIFY(*flood.run().stopTook() < 2s);
        QCOMPARE(flood.feed().handled(), handled);
    }

    void aPauseStopsTheProducers()
    {
        FloodRun flood("signals");
        flood.set("seconds", "0.5").start();
        QTRY_VERIFY(flood.feed().handled() > 0);
        flood.run().pause();
        QTest::qWait(150);
        QTRY_COMPARE(flood.feed().handled(), flood.feed().produced());
        const auto produced = flood.feed().produced();
        QTest::qWait(600);
        QCOMPARE(flood.feed().produced(), produced);
        flood.run().resume();
        flood.finish();
        QCOMPARE(flood.problem(), QString());
    }

    void destroyingItLeavesNoThread()
    {
        const int before = FloodRun::threads();
        for (const int wait : {0, 10, 100}) {
            FloodRun flood("signals");
            flood.set("producers", "10000").set("seconds", "3600").start();
            QTest::qWait(wait);
            flood.destroy();
            QTRY_VERIFY(FloodRun::threads() <= before); // a moment after it was joined
        }
        QCoreApplication::processEvents();
    }

    void runsWhereItMay_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::newRow("pool") << QStringLiteral("pool");
        QTest::newRow("slices") << QStringLiteral("slices");
    }
    void runsWhereItMay()
    {
        QFETCH(QString, placement);
        FloodRun flood("signals", placement);
        flood.set("seconds", "0.3").finish();
        QCOMPARE(flood.problem(), QString());
    }
};

QTEST_GUILESS_MAIN(TestFloodSignals)
#include "tst_floodsignals.moc"
