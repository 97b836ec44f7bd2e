// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/frameslots.h"
#include "probe/pingcount.h"
#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace std::chrono_literals;
using thaw::FrameGrid;
using thaw::Probe;
using thaw::Recording;

namespace {

struct Fixture
{
    Probe probe;
    QSignalSpy recorded{&probe, &Probe::recorded};
    PingCount pings{probe};

    bool awaitRecording(qsizetype count = 1)
    {
        return QTest::qWaitFor([&] { return recorded.size() >= count; }, 30'000);
    }
    Recording recording() const { return recorded.back().at(0).value<Recording>(); }
    bool awaitPing()
    {
        const int before = pings.handled();
        return QTest::qWaitFor([&] { return pings.handled() > before; }, 30'000);
    }
};

void block(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

} // namespace

class TestProbeRecording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsTheFreezeAtFullLength();
    void holdsTheFreezeThatFollowsItsEnd();
    void holdsWhatWasPostedBeforeItsEnd_data();
    void holdsWhatWasPostedBeforeItsEnd();
    void holdsNothingOfAFreezeBeforeIt();
    void holdsFewDelaysWithoutAFreeze();
    void countsTheFramesThatTheLoopTook();
    void countsTheFramesOfAFreezeThatItBeginsWith();
    void wakesTheLoopForNoFrameOutsideOfIt();
    void comesBackAtTheIntervalFromBefore();
    void startsTheProbeIfNeedBe();
    void isEmittedOnceForEachEnd();
    void isClosedAsItStandsByTheNextOne();
    void isClosedAsItStandsByStop_data();
    void isClosedAsItStandsByStop();
    void canBeBegunInTheSlotThatTakesTheLastOne();
};

void TestProbeRecording::holdsTheFreezeAtFullLength()
{
    Fixture fixture;
    fixture.probe.start();
    QVERIFY(fixture.awaitPing());
    const auto before = Probe::Clock::now();
    fixture.probe.beginRecording();
    block(400ms);
    fixture.probe.endRecording();
    QVERIFY(fixture.recorded.isEmpty());
    QVERIFY(fixture.awaitRecording());
    const Recording recording = fixture.recording();
    QVERIFY(recording.start >= before);
    QVERIFY(recording.end - recording.start >= 400ms);
    QVERIFY(recording.delays.max() >= 400ms);
    QVERIFY(recording.delays.count() >= 2); // the ping that waited, and the fence
    // All of its time is accounted for, and that it was frozen for at least 400 ms of it.
    QVERIFY(recording.delays.time() <= recording.end - recording.start);
    QVERIFY(recording.delays.time() >= recording.end - recording.start - Probe::idleInterval);
    QVERIFY(recording.delays.percentile(50) >= 100ms);
    QVERIFY(recording.delays.mean() >= 100ms);
    QVERIFY(recording.longestStall() >= 400ms);
    QVERIFY(!recording.stalls.front().lasting);
    QVERIFY(recording.frames.missed() >= 22);
    QVERIFY(recording.frames.delivered >= 0);
}

void TestProbeRecording::holdsTheFreezeThatFollowsItsEnd()
{
    Fixture fixture;
    fixture.probe.beginRecording();
    QVERIFY(fixture.awaitPing());
    const auto end = Probe::Clock::now();
    fixture.probe.endRecording();
    block(300ms);
    QVERIFY(fixture.awaitRecording());
    QVERIFY(fixture.recording().end >= end + 300ms);
    QVERIFY(fixture.recording().longestStall() >= 300ms);
}

void TestProbeRecording::holdsWhatWasPostedBeforeItsEnd_data()
{
    QTest::addColumn<bool>("pingInFlight");
    QTest::newRow("a ping before it in flight") << true;
    QTest::newRow("most likely none in flight") << false;
}

void TestProbeRecording::holdsWhatWasPostedBeforeItsEnd()
{
    QFETCH(bool, pingInFlight);
    Fixture fixture;
    fixture.probe.beginRecording(); // sends a ping
    if (!pingInFlight) {
        QVERIFY(fixture.awaitPing());
    }
    QMetaObject::invokeMethod(
            &fixture.probe, [] { block(300ms); }, Qt::QueuedConnection);
    const auto end = Probe::Clock::now();
    fixture.probe.endRecording(); // the fence queues behind the freeze, not before it
    QVERIFY(fixture.awaitRecording());
    QVERIFY(fixture.recording().end >= end + 300ms);
}

void TestProbeRecording::holdsNothingOfAFreezeBeforeIt()
{
    Fixture fixture;
    fixture.probe.setStallThreshold(200ms);
    fixture.probe.start(Probe::runInterval);
    QVERIFY(fixture.awaitPing());
    block(600ms);
    const auto start = Probe::Clock::now();
    fixture.probe.beginRecording();
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    const Recording recording = fixture.recording();
    QVERIFY(recording.start >= start);
    QVERIFY(recording.delays.max() <= recording.end - recording.start);
    QVERIFY(recording.longestStall() <= recording.end - recording.start);
}

void TestProbeRecording::holdsFewDelaysWithoutAFreeze()
{
    Fixture fixture;
    fixture.probe.start();
    QVERIFY(fixture.awaitPing());
    fixture.probe.beginRecording();
    QTest::qWait(100);
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    const Recording recording = fixture.recording();
    QVERIFY(recording.delays.count() >= 2);
    const auto length = recording.end - recording.start;
    QVERIFY(recording.delays.count() <= length / Probe::runInterval + 3); // the first, the fence
    QVERIFY(recording.frames.delivered <= recording.frames.expected);
}

void TestProbeRecording::countsTheFramesThatTheLoopTook()
{
    Fixture fixture;
    fixture.probe.beginRecording();
    QTRY_VERIFY(fixture.probe.log()->snapshot()->frames.delivered > 10);
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    QVERIFY(fixture.recording().frames.delivered >= 10);
    QVERIFY(fixture.recording().frames.delivered <= fixture.recording().frames.expected);
}

void TestProbeRecording::countsTheFramesOfAFreezeThatItBeginsWith()
{
    Fixture fixture;
    fixture.probe.start();
    QVERIFY(fixture.awaitPing());
    fixture.probe.beginRecording(); // nobody has looked at a frame before
    block(500ms);
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    const Recording recording = fixture.recording();
    const auto frozen = FrameGrid::firstWholeSlot(recording.start);
    QCOMPARE(recording.frames.expected, FrameGrid::slotAt(recording.end) - frozen);
    QVERIFY(recording.frames.missed() >= 28);
    QVERIFY(recording.frames.delivered >= 0);
}

void TestProbeRecording::wakesTheLoopForNoFrameOutsideOfIt()
{
    Fixture fixture;
    fixture.probe.start(1h);
    QVERIFY(fixture.awaitPing());
    const auto turnsInHalfASecond = [] { // and nothing of a test's in the loop
        int turns = 0;
        QEventLoop loop;
        const auto counting =
                QObject::connect(QAbstractEventDispatcher::instance(),
                                 &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
        QTimer::singleShot(500, &loop, &QEventLoop::quit);
        loop.exec();
        QObject::disconnect(counting);
        return turns;
    };
    QVERIFY(turnsInHalfASecond() < 15); // a frame counter makes 30
    fixture.probe.beginRecording();
    QVERIFY(turnsInHalfASecond() >= 15);
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    QVERIFY(turnsInHalfASecond() < 15);
}

void TestProbeRecording::comesBackAtTheIntervalFromBefore()
{
    Fixture fixture;
    fixture.probe.start(1h);
    QVERIFY(fixture.awaitPing());
    fixture.probe.beginRecording();
    while (fixture.pings.handled() < 10) {
        QVERIFY(fixture.awaitPing());
    }
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    const int pings = fixture.pings.handled();
    QTest::qWait(200);
    QCOMPARE(fixture.pings.handled(), pings);
}

void TestProbeRecording::startsTheProbeIfNeedBe()
{
    Fixture fixture;
    fixture.probe.beginRecording();
    QVERIFY(fixture.awaitPing());
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    QVERIFY(fixture.awaitPing()); // and goes on, at the idle interval
}

void TestProbeRecording::isEmittedOnceForEachEnd()
{
    Fixture fixture;
    fixture.probe.endRecording(); // of nothing
    fixture.probe.start();
    QVERIFY(fixture.awaitPing());
    fixture.probe.endRecording();
    fixture.probe.beginRecording();
    fixture.probe.endRecording();
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording());
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitPing());
    QVERIFY(fixture.awaitPing());
    QCOMPARE(fixture.recorded.size(), 1);
}

void TestProbeRecording::isClosedAsItStandsByTheNextOne()
{
    Fixture fixture;
    fixture.probe.beginRecording();
    block(250ms);
    fixture.probe.endRecording();
    fixture.probe.beginRecording(); // before the fence has come back
    QCOMPARE(fixture.recorded.size(), 1);
    QVERIFY(fixture.recording().longestStall() >= 250ms);
    QVERIFY(fixture.recording().stalls.back().lasting);
    block(150ms);
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording(2));
    const auto first = fixture.recorded.front().at(0).value<Recording>();
    const Recording second = fixture.recording();
    QVERIFY(second.start >= first.end);
    QVERIFY(second.longestStall() >= 150ms);
    QVERIFY(second.longestStall() <= second.end - second.start);
}

void TestProbeRecording::isClosedAsItStandsByStop_data()
{
    QTest::addColumn<bool>("endAsked");
    QTest::newRow("its end asked for") << true;
    QTest::newRow("its end not asked for") << false;
}

void TestProbeRecording::isClosedAsItStandsByStop()
{
    QFETCH(bool, endAsked);
    Fixture fixture;
    fixture.probe.beginRecording();
    block(250ms);
    if (endAsked) {
        fixture.probe.endRecording();
    }
    fixture.probe.stop();
    QCOMPARE(fixture.recorded.size(), 1);
    QVERIFY(fixture.recording().longestStall() >= 250ms);
    QVERIFY(fixture.recording().delays.max() >= 250ms);
    QVERIFY(fixture.recording().stalls.back().lasting);
    QVERIFY(!fixture.probe.log()->snapshot()->isStalled());
    QCOMPARE(fixture.probe.log()->snapshot()->stallsSinceStart, 1);
    fixture.probe.endRecording();
    fixture.probe.start();
    QVERIFY(fixture.awaitPing());
    QVERIFY(fixture.awaitPing());
    QCOMPARE(fixture.recorded.size(), 1);
}

void TestProbeRecording::canBeBegunInTheSlotThatTakesTheLastOne()
{
    Fixture fixture;
    QObject::connect(&fixture.probe, &Probe::recorded, &fixture.probe, [&] {
        if (fixture.recorded.size() < 5) {
            fixture.probe.beginRecording();
            fixture.probe.endRecording();
        }
    });
    fixture.probe.beginRecording();
    fixture.probe.endRecording();
    QVERIFY(fixture.awaitRecording(5));
}

QTEST_GUILESS_MAIN(TestProbeRecording)
#include "tst_proberecording.moc"
