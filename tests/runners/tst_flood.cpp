// SPDX-License-Identifier: GPL-3.0-or-later
#include "floodrun.h"
#include "runners/placement/builtinplacements.h"

#include "jobs/engine/jobthread.h"
#include "jobs/jobharness.h"
#include "jobs/workloads/flood/batchchannel.h"
#include "jobs/workloads/flood/ringchannel.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

// The channels that are free of Qt's own queue for what they carry; signals have a test of their
// own, since ThreadSanitizer doesn't see into that queue.
class TestFlood : public QObject
{
    Q_OBJECT

    static void addChannels()
    {
        QTest::addColumn<QByteArray>("channel");
        QTest::newRow("ring") << QByteArray("ring");
        QTest::newRow("batches") << QByteArray("batches");
    }

private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<QByteArray>("channel");
        QTest::addColumn<int>("producers");
        for (const char *channel : {"ring", "batches"}) {
            for (const int producers : {1, 7, 1000, 10'000}) {
                QTest::addRow("%s, %d", channel, producers) << QByteArray(channel) << producers;
            }
        }
    }
    void nothingIsLost()
    {
        QFETCH(QByteArray, channel);
        QFETCH(int, producers);
        FloodRun flood(channel.constData());
        flood.set("producers", QByteArray::number(producers)).set("seconds", "0.2").finish();
        QCOMPARE(flood.problem(), QString());
        QVERIFY(flood.fact("produced") > 0);
        QCOMPARE(flood.fact("threads"), qint64{std::min(producers, coreCount())});
        QCOMPARE(flood.fact("behind"), 0);
        QCOMPARE(flood.feed().cells().size(), static_cast<std::size_t>(producers));
    }

    void theFactsSayHowFastItWas_data() { addChannels(); }
    void theFactsSayHowFastItWas()
    {
        QFETCH(QByteArray, channel);
        FloodRun flood(channel.constData());
        flood.set("seconds", "0.3").finish();
        QCOMPARE(flood.problem(), QString());
        // The time is at least as long as asked for.
        const double perSecond = flood.figure("samples_per_s");
        QVERIFY(perSecond > 0);
        QVERIFY(perSecond <= static_cast<double>(flood.fact("delivered")) / 0.3 + 1);
        QVERIFY(flood.figure("paints_per_s") > 0); // each drain, without a window
        QVERIFY(flood.figure("worst_delay_ms") >= 0);
        QCOMPARE(static_cast<qint64>(flood.run().threads().size()),
                 flood.fact("threads")); // and their costs
    }

    // Counts, not speed: on a busy machine a thread may be late, and makes up for it.
    void eachProducesAtItsRate_data()
    {
        QTest::addColumn<QByteArray>("channel");
        QTest::addColumn<int>("producers");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("each");
        for (const char *channel : {"ring", "batches"}) {
            const auto row = [&](int producers, int rate, int each) {
                QTest::addRow("%s, %d at %d/s", channel, producers, rate)
                        << QByteArray(channel) << producers << rate << each;
            };
            row(1, 100, 50);
            row(7, 10, 5);
            row(1000, 200, 100);
            row(10'000, 2, 1);
        }
    }
    void eachProducesAtItsRate()
    {
        QFETCH(QByteArray, channel);
        QFETCH(int, producers);
        QFETCH(int, rate);
        QFETCH(int, each);
        FloodRun flood(channel.constData());
        flood.set("producers", QByteArray::number(producers))
                .set("rate", QByteArray::number(rate))
                .set("seconds", "0.5")
                .finish();
        QCOMPARE(flood.problem(), QString());
        QCOMPARE(flood.fact("produced") + flood.fact("behind"), qint64{producers} * each);
        QCOMPARE(flood.fact("behind"), 0);
        QVERIFY(std::ranges::all_of(flood.feed().cells(), [&](const FloodCell &cell) {
            return cell.tally.count == static_cast<std::uint64_t>(each);
        }));
    }

    void aPauseStopsTheProducersAndTheClock_data() { addChannels(); }
    void aPauseStopsTheProducersAndTheClock()
    {
        QFETCH(QByteArray, channel);
        FloodRun flood(channel.constData());
        flood.set("seconds", "0.5").start();
        QTRY_VERIFY(flood.feed().handled() > 0);
        flood.run().pause();
        QTest::qWait(150); // each thread comes to a point, and what is on its way is handled
        QTRY_COMPARE(flood.feed().handled(), flood.feed().produced());
        const auto produced = flood.feed().produced();
        QTest::qWait(600); // longer than the run
        QCOMPARE(flood.feed().produced(), produced);
        QCOMPARE(flood.run().state(), Run::State::Paused);
        flood.run().resume();
        QTRY_VERIFY(flood.feed().produced() > produced);
        flood.finish();
        QCOMPARE(flood.problem(), QString());
    }

    void aCancelEndsIt_data() { addChannels(); }
    void aCancelEndsIt()
    {
        QFETCH(QByteArray, channel);
        FloodRun flood(channel.constData());
        flood.set("producers", "10000").set("seconds", "3600").start();
        QTRY_VERIFY(flood.feed().handled() > 0);
        flood.run().requestStop();
        flood.finish();
        QCOMPARE(flood.outcome(), OutcomeKind::Canceled);
        QVERIFY(flood.run().facts().isEmpty());
        QVERIFY(*flood.run().stopTook() < 2s);
    }

    // The window takes nothing: its thread doesn't come to its loop.
    void theThreadsWaitForAWindowThatTakesNothing_data()
    {
        QTest::addColumn<QByteArray>("channel");
        QTest::addColumn<qint64>("most");
        const auto most = [](std::size_t samples) { return static_cast<qint64>(samples); };
        QTest::newRow("ring") << QByteArray("ring") << most(RingChannel::allSamples);
        QTest::newRow("batches") << QByteArray("batches")
                                 << most(BatchChannel::batchSize * BatchChannel::credits
                                         * static_cast<std::size_t>(coreCount()));
    }
    void theThreadsWaitForAWindowThatTakesNothing()
    {
        QFETCH(QByteArray, channel);
        QFETCH(qint64, most);
        FloodRun flood(channel.constData());
        flood.set("seconds", "3600").start();
        FloodRun::awaitWithoutLoop([&] { return flood.feed().produced() == most; });
        std::this_thread::sleep_for(100ms);
        QCOMPARE(flood.feed().produced(), most);
        QCOMPARE(flood.feed().handled(), 0);

        // They go on when it does.
        QTRY_VERIFY(flood.feed().produced() > most);

        // A stop ends them while it takes nothing again; the job's own thread has a loop.
        std::this_thread::sleep_for(50ms);
        const int threads = FloodRun::threads();
        flood.run().requestStop();
        FloodRun::awaitWithoutLoop(
                [&] { return FloodRun::threads() <= threads - coreCount() + 1; });
        QVERIFY(FloodRun::threads() <= threads - coreCount() + 1);
        flood.finish();
        QCOMPARE(flood.outcome(), OutcomeKind::Canceled);
        QVERIFY(std::ranges::any_of(flood.run().timeline().spans, [](const Span &span) {
            return span.state == LaneState::Waiting
                   && span.object.contains(QStringLiteral("window"));
        }));
    }

    void aPauseIsNotForgottenWhileTheyWait_data() { addChannels(); }
    void aPauseIsNotForgottenWhileTheyWait()
    {
        QFETCH(QByteArray, channel);
        FloodRun flood(channel.constData());
        flood.set("seconds", "0.3").start();
        std::this_thread::sleep_for(150ms); // the ring is full, or no credit is left
        flood.run().pause();
        std::this_thread::sleep_for(50ms);
        QTRY_COMPARE(flood.feed().handled(), flood.feed().produced());
        const auto produced = flood.feed().produced();
        QTest::qWait(100);
        QCOMPARE(flood.feed().produced(), produced);
        flood.run().resume();
        flood.finish();
        QCOMPARE(flood.problem(), QString());
    }

    void destroyingItLeavesNoThread_data() { addChannels(); }
    void destroyingItLeavesNoThread()
    {
        QFETCH(QByteArray, channel);
        const int before = FloodRun::threads();
        // The odd times without a loop; after the longest of them all is full.
        for (const int wait : {0, 1, 20, 151}) {
            FloodRun flood(channel.constData());
            flood.set("producers", "10000").set("seconds", "3600").start();
            if (wait % 2 == 0) {
                QTest::qWait(wait);
            } else {
                std::this_thread::sleep_for(std::chrono::milliseconds(wait));
            }
            flood.destroy();
            QTRY_VERIFY(FloodRun::threads() <= before); // a moment after it was joined
        }
        QCoreApplication::processEvents(); // what was on its way is for nobody
    }

    void runsWhereItMay_data()
    {
        QTest::addColumn<QByteArray>("channel");
        QTest::addColumn<QString>("placement");
        for (const char *channel : {"ring", "batches"}) {
            for (const char *placement : {"pool", "slices"}) {
                QTest::addRow("%s, %s", channel, placement)
                        << QByteArray(channel) << QString::fromLatin1(placement);
            }
        }
    }
    void runsWhereItMay()
    {
        QFETCH(QByteArray, channel);
        QFETCH(QString, placement);
        FloodRun flood(channel.constData(), placement);
        flood.set("seconds", "0.3").finish();
        QCOMPARE(flood.problem(), QString());
        QVERIFY(flood.fact("delivered") > 0);
    }

    // The job goes on behind it, to its stop.
    void anEventOfASliceMayDestroyIt_data() { addChannels(); }
    void anEventOfASliceMayDestroyIt()
    {
        QFETCH(QByteArray, channel);
        const int before = FloodRun::threads();
        FloodRun flood(channel.constData(), QStringLiteral("slices"));
        flood.set("seconds", "3600").start();
        bool isDestroyed = false;
        QTimer::singleShot(100, this, [&] {
            flood.destroy();
            isDestroyed = true;
        });
        QTRY_VERIFY(isDestroyed);
        QTRY_VERIFY(FloodRun::threads() <= before);
    }

    void isRefusedWithAReason_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<QString>("reason");
        QTest::newRow("gui") << QStringLiteral("gui") << QStringLiteral("neither would ever go on");
        QTest::newRow("join") << QStringLiteral("join")
                              << QStringLiteral("neither would ever go on");
        QTest::newRow("process") << QStringLiteral("process") << QStringLiteral("no memory");
    }
    void isRefusedWithAReason()
    {
        QFETCH(QString, placement);
        QFETCH(QString, reason);
        const JobDescriptor job = floodJob();
        const PlacementCatalog placements = builtInPlacements();
        const RunRequest request{&job, placements.find(placement), job.parameters.defaults(), {}};
        const auto problem = request.problem();
        QVERIFY(problem);
        QVERIFY2(problem->contains(reason), qPrintable(*problem));
    }

    void failsWhereNobodyTakesTheSamples()
    {
        JobHarness job(floodJob());
        QCOMPARE(job.run().kind, OutcomeKind::Failed);
        QVERIFY2(job.outcome().reason.contains(QStringLiteral("window's side")),
                 qPrintable(job.outcome().reason));
    }

    // The facts reckon by the run's time, which a pause is no part of.
    void whatIsPaintedInAPauseDoesNotCount()
    {
        FloodRun flood("ring");
        flood.set("rate", "1").set("seconds", "3600").start(); // the threads sleep
        QTRY_VERIFY(flood.feed().handled() > 0 && flood.feed().paints() > 1);
        flood.run().pause();
        const auto paints = flood.feed().paints();
        flood.run().step();
        QSignalSpy drained(&flood.feed(), &LiveFeed::drained);
        QTRY_VERIFY(drained.count() > 10);
        QCOMPARE(flood.feed().paints(), paints);
        flood.run().resume();
        QTRY_VERIFY(flood.feed().paints() > paints);
    }

    // What a view does counts while it is in sight, else each drain.
    void aPaintCountsOnceForEachDrain()
    {
        FloodRun flood("ring");
        flood.set("seconds", "3600").start();
        QTRY_VERIFY(flood.feed().paints() > 1);
        flood.feed().setInSight(true);
        const auto paints = flood.feed().paints();
        QSignalSpy drained(&flood.feed(), &LiveFeed::drained);
        QVERIFY(drained.wait());
        QCOMPARE(flood.feed().paints(), paints);
        flood.feed().notePaint();
        flood.feed().notePaint();
        QCOMPARE(flood.feed().paints(), paints + 1);
    }
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
