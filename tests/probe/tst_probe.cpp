// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include "probe/pingcount.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using thaw::Probe;
using thaw::ResponsivenessSnapshot;
using thaw::Stall;

namespace {

/// The stalls of `spy` that no busy machine brings about by itself.
std::vector<Stall> longStalls(const QSignalSpy &spy)
{
    std::vector<Stall> stalls;
    for (const auto &arguments : spy) {
        const auto stall = arguments.at(0).value<Stall>();
        if (stall.duration + stall.startUncertainty >= 400ms) {
            stalls.push_back(stall);
        }
    }
    return stalls;
}

} // namespace

class TestProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void measuresTheDelaysOfALoop();
    void countsTheFramesOfALoop();
    void missesNoFrameThatNoDelayHasTaken();
    void pingsQueueBehindWhatWasPostedBefore();
    void aBlockedLoopIsOneStall();
    void showsTheStallWithoutAGap();
    void aStallIsSeenWhileItLasts();
    void aHigherThresholdMakesFewerStalls();
    void keepsOnePingInFlight();
    void changesItsIntervalAtOnce();
    void callsTheActionOnceForEachStall();
    void callsNoActionBeforeTheLimit();
    void forgetsTheActionOnceTakenAway();
    void waitsForAnActionThatIsUnderWay();
    void runsOnAThreadNamedForIt();
};

void TestProbe::measuresTheDelaysOfALoop()
{
    Probe probe;
    QCOMPARE(probe.log()->snapshot()->delayCount, 0);
    probe.start(Probe::runInterval);
    QTRY_VERIFY(probe.log()->snapshot()->delayCount >= 20);
    const auto snapshot = probe.log()->snapshot();
    QVERIFY(snapshot->current.has_value());
    QVERIFY(snapshot->p50 > 0ns);
    QVERIFY(snapshot->p50 <= snapshot->p95 && snapshot->p95 <= snapshot->p99);
    QVERIFY(snapshot->p99 <= snapshot->worst);
}

void TestProbe::countsTheFramesOfALoop()
{
    Probe probe;
    probe.start();
    QTRY_VERIFY(probe.log()->snapshot()->frames.delivered >= 10);
    std::this_thread::sleep_for(300ms);
    const auto frames = probe.log()->snapshot()->frames;
    QVERIFY(frames.missed() >= 16);
    QVERIFY(frames.delivered <= frames.expected);
}

void TestProbe::missesNoFrameThatNoDelayHasTaken()
{
    Probe probe;
    probe.start();
    QTRY_VERIFY(probe.log()->snapshot()->frames.expected >= 60);
    const auto snapshot = probe.log()->snapshot();
    // Only a busy machine makes a loop that does nothing miss any.
    QVERIFY(snapshot->frames.missed() == 0 || snapshot->worst > 16ms);
}

void TestProbe::pingsQueueBehindWhatWasPostedBefore()
{
    Probe probe;
    std::this_thread::sleep_for(1ms);
    QMetaObject::invokeMethod(
            this, [] { std::this_thread::sleep_for(200ms); }, Qt::QueuedConnection);
    const PingCount pings(probe);
    probe.beginRecording(); // pings at once
    QTRY_VERIFY(pings.handled() > 0);
    QVERIFY(probe.log()->snapshot()->worst >= 200ms);
}

void TestProbe::aBlockedLoopIsOneStall()
{
    Probe probe;
    const PingCount pings(probe);
    const QSignalSpy ended(&probe, &Probe::stallEnded);
    probe.start();
    QTRY_VERIFY(pings.handled() > 0);
    std::this_thread::sleep_for(400ms);
    QTRY_VERIFY(!longStalls(ended).empty());
    QTest::qWait(100);
    const auto stalls = longStalls(ended);
    QCOMPARE(stalls.size(), 1U);
    QVERIFY(!stalls[0].lasting);
    QVERIFY(stalls[0].duration >= 100ms);
    QVERIFY(probe.log()->snapshot()->stallsSinceStart >= 1);
    QVERIFY(probe.log()->snapshot()->worstSinceStart >= stalls[0].duration);
}

void TestProbe::showsTheStallWithoutAGap()
{
    Probe probe;
    const QSignalSpy ended(&probe, &Probe::stallEnded);
    probe.beginRecording();
    std::this_thread::sleep_for(500ms);
    QTRY_VERIFY(!longStalls(ended).empty());
    const Stall stall = longStalls(ended).front();
    const auto end = stall.start + stall.duration;
    const auto snapshot = probe.log()->snapshot(Probe::Clock::now(), 10s, 200);
    int within = 0;
    for (std::size_t bucket = 0; bucket < snapshot->worstDelays.size(); ++bucket) {
        const auto edge = snapshot->bucketStart(bucket);
        if (edge < stall.start || edge >= end) {
            continue;
        }
        ++within;
        QCOMPARE(snapshot->worstDelays[bucket].count(), nanoseconds{end - edge}.count());
    }
    QVERIFY(within >= 9);
}

void TestProbe::aStallIsSeenWhileItLasts()
{
    Probe probe;
    probe.start();
    const auto log = probe.log();
    auto seen = std::async(std::launch::async, [log] {
        const auto deadline = Probe::Clock::now() + 30s;
        while (Probe::Clock::now() < deadline) {
            const auto snapshot = log->snapshot();
            if (snapshot->isStalled()) {
                return snapshot;
            }
            std::this_thread::sleep_for(5ms);
        }
        return std::shared_ptr<const ResponsivenessSnapshot>{};
    });
    const auto snapshot = seen.get(); // this thread is blocked until the other has seen it
    QVERIFY(snapshot);
    QVERIFY(snapshot->stalls.back().duration > Probe::defaultStallThreshold);
    QCOMPARE(snapshot->current->count(), snapshot->stalls.back().duration.count());
    QTRY_VERIFY(!log->snapshot()->isStalled());
    QVERIFY(log->snapshot()->worstSinceStart >= snapshot->stalls.back().duration);
}

void TestProbe::aHigherThresholdMakesFewerStalls()
{
    Probe probe;
    const QSignalSpy ended(&probe, &Probe::stallEnded);
    const PingCount pings(probe);
    probe.setStallThreshold(1h);
    probe.beginRecording();
    std::this_thread::sleep_for(300ms);
    QTRY_VERIFY(pings.handled() >= 2);
    QCOMPARE(ended.size(), 0);
    probe.setStallThreshold(0ms); // at least one millisecond
    std::this_thread::sleep_for(100ms);
    QTRY_VERIFY(ended.size() > 0);
}

void TestProbe::keepsOnePingInFlight()
{
    Probe probe;
    const PingCount pings(probe);
    probe.start(Probe::runInterval);
    QTRY_VERIFY(pings.handled() > 0);
    std::this_thread::sleep_for(400ms); // of eighty pings
    const int before = pings.handled();
    QCoreApplication::sendPostedEvents(&probe);
    QVERIFY(pings.handled() - before <= 2); // a second one may just have been posted
}

void TestProbe::changesItsIntervalAtOnce()
{
    Probe probe;
    const PingCount pings(probe);
    probe.start(1h);
    QTRY_COMPARE(pings.handled(), 1);
    QTest::qWait(100);
    QCOMPARE(pings.handled(), 1);
    probe.start(10ms);
    QTRY_VERIFY(pings.handled() >= 5);
}

void TestProbe::callsTheActionOnceForEachStall()
{
    QSemaphore called;
    std::atomic<int> calls = 0;
    std::atomic<bool> onWatchedThread = false;
    const auto watched = std::this_thread::get_id();
    Probe probe;
    probe.setStallLimit(150ms, [&] {
        ++calls;
        onWatchedThread = std::this_thread::get_id() == watched;
        called.release();
    });
    const PingCount pings(probe);
    for (int stall = 1; stall <= 2; ++stall) {
        const int before = pings.handled();
        probe.start();
        QTRY_VERIFY(pings.handled() > before);
        QVERIFY(called.tryAcquire(1, 30'000)); // blocks the loop until the action has come
        std::this_thread::sleep_for(300ms);
        QCOMPARE(calls.load(), stall);
    }
    QVERIFY(!onWatchedThread);
}

void TestProbe::callsNoActionBeforeTheLimit()
{
    std::atomic<int> calls = 0;
    Probe probe;
    const QSignalSpy ended(&probe, &Probe::stallEnded);
    probe.setStallLimit(1h, [&] { ++calls; });
    probe.beginRecording();
    std::this_thread::sleep_for(300ms);
    QTRY_VERIFY(ended.size() > 0);
    QCOMPARE(calls.load(), 0);
}

void TestProbe::forgetsTheActionOnceTakenAway()
{
    std::atomic<int> calls = 0;
    Probe probe;
    const QSignalSpy ended(&probe, &Probe::stallEnded);
    probe.setStallLimit(1ms, [&] { ++calls; });
    probe.setStallLimit(0ms, {});
    probe.beginRecording();
    std::this_thread::sleep_for(300ms);
    QTRY_VERIFY(ended.size() > 0);
    QCOMPARE(calls.load(), 0);
}

void TestProbe::waitsForAnActionThatIsUnderWay()
{
    QSemaphore begun;
    bool done = false; // no atomic: setStallLimit() and stop() must order it
    const auto action = [&] {
        begun.release();
        std::this_thread::sleep_for(200ms);
        done = true;
    };
    Probe probe;
    probe.setStallLimit(1ms, action);
    probe.start();
    QVERIFY(begun.tryAcquire(1, 30'000));
    probe.setStallLimit(0ms, {});
    QVERIFY(done);

    done = false;
    probe.setStallLimit(1ms, action); // in the same stall: a new action
    QVERIFY(begun.tryAcquire(1, 30'000));
    probe.stop();
    QVERIFY(done);
}

void TestProbe::runsOnAThreadNamedForIt()
{
#ifdef Q_OS_LINUX
    const auto probeThreads = [] {
        int count = 0;
        const QDir tasks(QStringLiteral("/proc/self/task"));
        for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile name(tasks.filePath(task + QStringLiteral("/comm")));
            if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "thaw-probe") {
                ++count;
            }
        }
        return count;
    };
    Probe probe;
    QCOMPARE(probeThreads(), 0);
    probe.start();
    QTRY_COMPARE(probeThreads(), 1);
    probe.stop();
    QTRY_COMPARE(probeThreads(), 0);
#else
    QSKIP("Thread names are read from /proc");
#endif
}

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
