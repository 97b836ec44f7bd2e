// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/pingcount.h"
#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <functional>
#include <future>
#include <memory>
#include <thread>

using namespace std::chrono_literals;
using thaw::Probe;
using Act = std::function<void(Probe &)>;

namespace {

void block(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

bool awaitPing(Probe &probe)
{
    const PingCount pings(probe);
    return QTest::qWaitFor([&] { return pings.handled() > 0; }, 30'000);
}

} // namespace

class TestProbeLifetime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void canBeDestroyedAtAnyMoment_data();
    void canBeDestroyedAtAnyMoment();
    void canBeStoppedAndStartedAtAnyMoment_data() { canBeDestroyedAtAnyMoment_data(); }
    void canBeStoppedAndStartedAtAnyMoment();
    void canBeDestroyedInItsOwnSlots_data();
    void canBeDestroyedInItsOwnSlots();
    void canBeDestroyedAgainAndAgain();
    void leavesItsLogBehind();
    void goesOnAfterARestart();
    void aThreadWithoutALoopIsStalled();
    void findsTheLoopThatComesLater();
    void watchesTheLoopOfAnotherThread();
};

void TestProbeLifetime::canBeDestroyedAtAnyMoment_data()
{
    QTest::addColumn<Act>("bring");
    const auto row = [](const char *name, Act bring) { QTest::newRow(name) << bring; };
    row("never started", [](Probe &) {});
    row("just started", [](Probe &probe) { probe.start(); });
    row("between pings", [](Probe &probe) {
        probe.start(10s);
        QVERIFY(awaitPing(probe));
    });
    row("a ping in flight", [](Probe &probe) {
        probe.start(1ms);
        QVERIFY(awaitPing(probe));
        block(20ms);
    });
    row("in a stall", [](Probe &probe) {
        probe.start();
        block(300ms);
    });
    row("after a stall, not handled", [](Probe &probe) {
        probe.setStallLimit(50ms, [] { block(20ms); });
        probe.start();
        block(300ms);
    });
    row("in a recording", [](Probe &probe) {
        probe.beginRecording();
        QVERIFY(awaitPing(probe));
    });
    row("the fence in flight", [](Probe &probe) {
        probe.beginRecording();
        QVERIFY(awaitPing(probe));
        probe.endRecording();
    });
    row("the fence wanted", [](Probe &probe) {
        probe.beginRecording();
        probe.endRecording();
    });
    row("the action under way", [](Probe &probe) {
        auto begun = std::make_shared<std::promise<void>>();
        probe.setStallLimit(1ms, [begun] {
            begun->set_value();
            block(100ms);
        });
        probe.start();
        begun->get_future().wait();
    });
    row("stopped", [](Probe &probe) {
        probe.start();
        QVERIFY(awaitPing(probe));
        probe.stop();
        probe.stop();
    });
}

void TestProbeLifetime::canBeDestroyedAtAnyMoment()
{
    QFETCH(Act, bring);
    auto probe = std::make_unique<Probe>();
    bring(*probe);
    probe.reset();
    QCoreApplication::processEvents();
}

void TestProbeLifetime::canBeStoppedAndStartedAtAnyMoment()
{
    QFETCH(Act, bring);
    Probe probe;
    bring(probe);
    probe.stop();
    const PingCount pings(probe);
    QTest::qWait(50);
    QCOMPARE(pings.handled(), 0); // nothing is left in the queue
    QVERIFY(!probe.log()->snapshot()->isStalled());
    probe.setStallLimit(0ms, {});
    probe.start();
    QTRY_VERIFY(pings.handled() >= 2);
}

void TestProbeLifetime::canBeDestroyedInItsOwnSlots_data()
{
    QTest::addColumn<bool>("inStallEnded");
    QTest::newRow("stallEnded, a recording still to be told of") << true;
    QTest::newRow("recorded") << false;
}

void TestProbeLifetime::canBeDestroyedInItsOwnSlots()
{
    QFETCH(bool, inStallEnded);
    auto probe = std::make_unique<Probe>();
    const QSignalSpy recorded(probe.get(), &Probe::recorded);
    if (inStallEnded) {
        connect(probe.get(), &Probe::stallEnded, this, [&] { probe.reset(); });
    } else {
        connect(probe.get(), &Probe::recorded, this, [&] { probe.reset(); });
    }
    probe->beginRecording();
    QVERIFY(awaitPing(*probe));
    probe->endRecording();
    block(300ms);
    QTRY_VERIFY(!probe);
    QCOMPARE(recorded.size(), inStallEnded ? 0 : 1);
}

void TestProbeLifetime::canBeDestroyedAgainAndAgain()
{
    for (int i = 0; i < 300; ++i) {
        Probe probe;
        probe.start(100us);
        if (i % 2 == 0) {
            probe.beginRecording();
        }
        const auto end = Probe::Clock::now() + std::chrono::microseconds{i * 7};
        while (Probe::Clock::now() < end) {
            QCoreApplication::processEvents();
        }
        if (i % 3 == 0) {
            probe.endRecording();
        }
    }
}

void TestProbeLifetime::leavesItsLogBehind()
{
    auto probe = std::make_unique<Probe>();
    probe->start();
    QVERIFY(awaitPing(*probe));
    const auto log = probe->log();
    probe.reset();
    QVERIFY(log->snapshot()->delayCount > 0);
}

void TestProbeLifetime::goesOnAfterARestart()
{
    Probe probe;
    const auto log = probe.log();
    probe.start();
    QVERIFY(awaitPing(probe));
    probe.stop();
    block(300ms);
    const auto stopped = log->snapshot();
    QCOMPARE(stopped->stallsSinceStart, 0);
    probe.start();
    QVERIFY(awaitPing(probe));
    QVERIFY(awaitPing(probe));
    QVERIFY(log->snapshot()->delayCount > stopped->delayCount);
    QCOMPARE(probe.log(), log);
}

void TestProbeLifetime::aThreadWithoutALoopIsStalled()
{
    bool stalled = false;
    std::thread([&] {
        Probe probe;
        probe.start();
        const auto deadline = Probe::Clock::now() + 30s;
        while (!stalled && Probe::Clock::now() < deadline) {
            block(20ms);
            stalled = probe.log()->snapshot()->isStalled();
        }
    }).join();
    QVERIFY(stalled);
}

void TestProbeLifetime::findsTheLoopThatComesLater()
{
    std::int64_t delivered = 0;
    std::thread([&] {
        Probe probe;
        probe.start();
        block(50ms);
        QEventLoop loop;
        QTimer timer;
        const auto deadline = Probe::Clock::now() + 30s;
        connect(&timer, &QTimer::timeout, &loop, [&] {
            delivered = probe.log()->snapshot()->frames.delivered;
            if (delivered > 5 || Probe::Clock::now() > deadline) {
                loop.quit();
            }
        });
        timer.start(20ms);
        loop.exec();
    }).join();
    QVERIFY(delivered > 5);
}

void TestProbeLifetime::watchesTheLoopOfAnotherThread()
{
    QThread thread;
    auto *context = new QObject; // lives on the thread, and so does the probe
    context->moveToThread(&thread);
    connect(&thread, &QThread::finished, context, &QObject::deleteLater);
    std::promise<std::shared_ptr<const thaw::ResponsivenessLog>> made;
    QMetaObject::invokeMethod(context, [&] {
        auto *probe = new Probe(context);
        probe->start();
        made.set_value(probe->log());
        block(300ms);
    });
    thread.start();
    const auto log = made.get_future().get();
    QTRY_VERIFY(log->snapshot()->worst >= 150ms);
    thread.quit();
    thread.wait();
}

QTEST_GUILESS_MAIN(TestProbeLifetime)
#include "tst_probelifetime.moc"
