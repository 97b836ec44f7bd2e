// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/responsivenesslog.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using thaw::DelaySample;
using thaw::ResponsivenessLog;
using thaw::ResponsivenessSnapshot;
using thaw::Stall;
using TimePoint = ResponsivenessLog::Clock::time_point;

namespace {

/// Milliseconds after a moment that lies on a bucket's edge.
TimePoint at(double ms)
{
    return TimePoint{1000s + nanoseconds{static_cast<std::int64_t>(ms * 1e6)}};
}

DelaySample ping(double posted, nanoseconds delay, nanoseconds interval = 50ms)
{
    return {at(posted), delay, interval};
}

/// One character a bucket: '-' no data, '.' up to 10 ms, else the delay in tenths of a second,
/// rounded up.
QString picture(const ResponsivenessSnapshot &snapshot)
{
    QString drawn;
    for (const nanoseconds worst : snapshot.worstDelays) {
        if (worst == ResponsivenessSnapshot::noData) {
            drawn += QLatin1Char('-');
        } else if (worst <= 10ms) {
            drawn += QLatin1Char('.');
        } else {
            drawn += QString::number((worst + 100ms - 1ns) / 100ms);
        }
    }
    return drawn;
}

bool isWithinOnePercent(nanoseconds value, nanoseconds truth)
{
    return std::abs((value - truth).count()) * 100 < truth.count();
}

/// The second from at(0) to at(1000) in ten buckets.
QString pictureOfTheFirstSecond(const ResponsivenessLog &log, double now = 999)
{
    const auto snapshot = log.snapshot(at(now), 1s, 10);
    return snapshot->start == at(0) ? picture(*snapshot) : QStringLiteral("starts elsewhere");
}

} // namespace

class TestResponsivenessLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsNothingAtFirst();
    void showsTheWorstDelayOfEachBucket();
    void showsAFreezeAtFullLength_data();
    void showsAFreezeAtFullLength();
    void showsAStallThatLasts();
    void bucketsKeepTheirPlaceAsTimeGoesOn();
    void listsTheStallsThatReachIntoTheSpan();
    void takesFiguresOfTheTimeAndNotOfThePings();
    void takesAFreezeAsTheSawtoothThatItIs();
    void aStallThatLastsIsInTheFigures();
    void takesFiguresOfTheSpanOnly();
    void forgetsWhatHasLeftTheSpan();
    void countsTheFramesOfTheSpan();
    void countsFramesAsFarAsItHasHeard();
    void keepsAMinuteAtFullRate();
    void reachesBackNoMoreThanAMinute();
    void keepsTheNewestStalls();
    void theStallsThatAreCountedApartDrownNoOther();
    void takesStallsOfSeveralCausesAtOnce();
    void aSnapshotNeverChanges();
    void mayBeReadWhileItIsWritten();
};

void TestResponsivenessLog::showsNothingAtFirst()
{
    const ResponsivenessLog log;
    const auto snapshot = log.snapshot(at(999), 1s, 10);
    QCOMPARE(picture(*snapshot), QStringLiteral("----------"));
    QCOMPARE(snapshot->delayCount, 0);
    QVERIFY(!snapshot->current);
    QVERIFY(!snapshot->isStalled());
    QCOMPARE(snapshot->worst.count(), 0);
    QCOMPARE(snapshot->frames.expected, 0);
}

void TestResponsivenessLog::showsTheWorstDelayOfEachBucket()
{
    ResponsivenessLog log;
    log.addDelay(ping(0, 1ms));
    log.addDelay(ping(50, 33ms));
    log.addDelay(ping(320, 0ms));
    log.addDelay(ping(900, 2ms));
    QCOMPARE(pictureOfTheFirstSecond(log), QStringLiteral("1--.-----."));
    const auto snapshot = log.snapshot(at(999), 1s, 10);
    QCOMPARE(snapshot->worstDelays[0].count(), nanoseconds{33ms}.count());
    QCOMPARE(snapshot->current->count(), nanoseconds{2ms}.count());
    QVERIFY(snapshot->bucketStart(3) == at(300));
}

void TestResponsivenessLog::showsAFreezeAtFullLength_data()
{
    QTest::addColumn<double>("posted");
    QTest::addColumn<int>("delay");
    QTest::addColumn<QString>("drawn");
    QTest::newRow("one bucket") << 310.0 << 80 << "---1------";
    QTest::newRow("on the edges") << 300.0 << 400 << "---4321---";
    QTest::newRow("across the edges") << 350.0 << 400 << "---44321--";
    QTest::newRow("from before the span") << -2'000.0 << 2'400 << "4321------";
    QTest::newRow("to the end") << 510.0 << 489 << "-----54321";
}

void TestResponsivenessLog::showsAFreezeAtFullLength()
{
    QFETCH(double, posted);
    QFETCH(int, delay);
    QFETCH(QString, drawn);
    ResponsivenessLog log;
    log.addDelay(ping(posted, milliseconds{delay}));
    QCOMPARE(pictureOfTheFirstSecond(log), drawn);
}

void TestResponsivenessLog::showsAStallThatLasts()
{
    ResponsivenessLog log;
    log.addDelay(ping(200, 1ms));
    log.noteLastingStall({at(600), 50ms, 110ms, true}, 50ms);
    QCOMPARE(pictureOfTheFirstSecond(log, 950), QStringLiteral("--.---4321"));
    const auto snapshot = log.snapshot(at(950), 1s, 10);
    QVERIFY(snapshot->isStalled());
    QCOMPARE(snapshot->current->count(), nanoseconds{350ms}.count());
    QCOMPARE(snapshot->worst.count(), nanoseconds{350ms}.count());
    QCOMPARE(snapshot->worstSinceStart.count(), nanoseconds{350ms}.count());
    QCOMPARE(snapshot->stallsSinceStart, 1);
    QCOMPARE(snapshot->stalls.back().duration.count(), nanoseconds{350ms}.count());
    QCOMPARE(log.stalls(at(950)).size(), 1U);

    log.addDelay(ping(600, 380ms), Stall{at(600), 50ms, 380ms, false});
    const auto after = log.snapshot(at(999), 1s, 10);
    QVERIFY(!after->isStalled());
    QCOMPARE(after->stalls.size(), 1U);
    QCOMPARE(after->stallsSinceStart, 1);
    QCOMPARE(after->current->count(), nanoseconds{380ms}.count());
    QCOMPARE(after->worstSinceStart.count(), nanoseconds{380ms}.count());
}

void TestResponsivenessLog::bucketsKeepTheirPlaceAsTimeGoesOn()
{
    ResponsivenessLog log;
    log.addDelay(ping(250, 200ms));
    QCOMPARE(pictureOfTheFirstSecond(log, 900), QStringLiteral("--221-----"));
    QCOMPARE(pictureOfTheFirstSecond(log, 999.9), QStringLiteral("--221-----"));
    QCOMPARE(picture(*log.snapshot(at(1'000), 1s, 10)), QStringLiteral("-221------"));
}

void TestResponsivenessLog::listsTheStallsThatReachIntoTheSpan()
{
    ResponsivenessLog log;
    log.addDelay(ping(-500, 400ms), Stall{at(-500), 1ms, 400ms, false});
    log.addDelay(ping(-50, 150ms), Stall{at(-50), 1ms, 150ms, false});
    log.addDelay(ping(500, 150ms), Stall{at(500), 1ms, 150ms, false});
    const auto snapshot = log.snapshot(at(999), 1s, 10);
    QCOMPARE(snapshot->stalls.size(), 2U);
    QVERIFY(snapshot->stalls[0].start == at(-50));
    QVERIFY(snapshot->stalls[1].start == at(500));
    QCOMPARE(snapshot->stallsSinceStart, 3);
    QCOMPARE(snapshot->worstSinceStart.count(), nanoseconds{400ms}.count());
}

void TestResponsivenessLog::takesFiguresOfTheTimeAndNotOfThePings()
{
    // Ten seconds of a run, twice as late as the rest, and pinged ten times as often.
    ResponsivenessLog log;
    for (int i = 0; i < 1'000; ++i) {
        log.addDelay(ping(i * 50 + 25, 1ms, 50ms));
    }
    for (int i = 0; i < 2'000; ++i) {
        log.addDelay(ping(50'000 + i * 5 + 2.5, 2ms, 5ms));
    }
    const auto snapshot = log.snapshot(at(59'999), 60s, 600);
    QCOMPARE(snapshot->delayCount, 3'000);
    QVERIFY(isWithinOnePercent(snapshot->p50, 1ms)); // two of three pings say 2 ms
    QVERIFY(isWithinOnePercent(snapshot->p95, 2ms));
}

void TestResponsivenessLog::takesAFreezeAsTheSawtoothThatItIs()
{
    // 15 s of a lively minute, frozen in a run.
    ResponsivenessLog log;
    for (int i = 0; i < 600; ++i) {
        log.addDelay(ping(i * 50 + 25, 300us, 50ms));
    }
    log.addDelay(ping(30'000, 15s, 5ms), Stall{at(30'000), 4ms, 15s, false});
    for (int i = 1; i < 300; ++i) {
        log.addDelay(ping(45'000 + i * 50, 300us, 50ms));
    }
    const auto snapshot = log.snapshot(at(59'999), 60s, 600);
    QVERIFY(isWithinOnePercent(snapshot->p50, 300us));
    QVERIFY(isWithinOnePercent(snapshot->p95, 12s));
    QVERIFY(isWithinOnePercent(snapshot->p99, 14'400ms));
    QCOMPARE(snapshot->worst.count(), nanoseconds{15s}.count());
}

void TestResponsivenessLog::aStallThatLastsIsInTheFigures()
{
    ResponsivenessLog log;
    for (int i = 0; i < 900; ++i) {
        log.addDelay(ping(i * 50 + 25, 300us, 50ms));
    }
    log.noteLastingStall({at(45'000), 25ms, 110ms, true}, 50ms);
    const auto snapshot = log.snapshot(at(59'999), 60s, 600);
    QCOMPARE(snapshot->delayCount, 901);
    QVERIFY(isWithinOnePercent(snapshot->p50, 300us));
    QVERIFY(isWithinOnePercent(snapshot->p95, 12s));
    QVERIFY(isWithinOnePercent(snapshot->p99, 14'400ms));
}

void TestResponsivenessLog::takesFiguresOfTheSpanOnly()
{
    ResponsivenessLog log;
    log.addDelay(ping(-5'000, 4s, 10s));
    log.addDelay(ping(-300, 400ms, 10s)); // 100 ms of it within
    log.addDelay(ping(500, 10ms, 10s));
    const auto snapshot = log.snapshot(at(999), 1s, 10);
    QCOMPARE(snapshot->delayCount, 2);
    QCOMPARE(snapshot->worst.count(), nanoseconds{100ms}.count());
}

void TestResponsivenessLog::forgetsWhatHasLeftTheSpan()
{
    // A freeze that leaves the span bit by bit: of 2 s the last half second is left.
    ResponsivenessLog log;
    log.addDelay(ping(-1'500, 2s, 5ms), Stall{at(-1'500), 4ms, 2s, false});
    log.addDelay(ping(500, 0ns, 5ms));
    for (int i = 1; i < 100; ++i) {
        log.addDelay(ping(500 + i * 5, 100us, 5ms));
    }
    const auto half = log.snapshot(at(999.9), 1s, 10);
    QCOMPARE(half->worst.count(), nanoseconds{500ms}.count());
    QVERIFY(isWithinOnePercent(half->p95, 450ms));
    QVERIFY(isWithinOnePercent(half->p99, 490ms));
    const auto none = log.snapshot(at(999.9), 400ms, 4);
    QVERIFY(isWithinOnePercent(none->p99, 100us));
    QVERIFY(isWithinOnePercent(none->worst, 100us));
}

void TestResponsivenessLog::countsTheFramesOfTheSpan()
{
    ResponsivenessLog log;
    log.beginFrames(at(-10'000));
    for (int frame = 0; frame < 30; ++frame) {
        log.markFrame(at((frame + 0.5) * 1000 / 60));
    }
    log.excuseFrames(at(750), at(2'000));
    const auto frames = log.snapshot(at(999.99), 1s, 10)->frames;
    QCOMPARE(frames.expected, 46); // the slots from 0 to 750 ms, and the one that was cut
    QCOMPARE(frames.delivered, 30);
    log.endFrames(at(2'000));
    QCOMPARE(log.snapshot(at(9'999), 1s, 10)->frames.expected, 0);
}

void TestResponsivenessLog::countsFramesAsFarAsItHasHeard()
{
    ResponsivenessLog log;
    log.beginFrames(at(-10'000));
    log.markFrames(at(-10'000), at(500));
    QCOMPARE(log.snapshot(at(999), 1s, 10)->frames.missed(), 0); // nothing is known of the rest
    log.addDelay(ping(500, 200ms));
    log.markFrame(at(700));
    QCOMPARE(log.snapshot(at(999), 1s, 10)->frames.missed(), 11); // within 500 to 700 ms
    log.noteLastingStall({at(800), {}, {}, true}, 50ms);
    QVERIFY(log.snapshot(at(999), 1s, 10)->frames.missed() >= 27); // now it is
    log.addDelay(ping(800, 190ms), Stall{at(800), {}, 190ms, false});
    QVERIFY(log.snapshot(at(999), 1s, 10)->frames.missed() >= 26);
}

void TestResponsivenessLog::keepsAMinuteAtFullRate()
{
    ResponsivenessLog log;
    for (int i = 0; i < 20'000; ++i) { // 100 s
        log.addDelay(ping(i * 5, 1ms, 5ms));
    }
    const auto snapshot = log.snapshot(at(99'999), 60s, 600);
    QCOMPARE(snapshot->delayCount, 12'000);
    QVERIFY(!snapshot->worstDelays.empty());
    QVERIFY(std::all_of(snapshot->worstDelays.begin(), snapshot->worstDelays.end(),
                        [](nanoseconds worst) { return worst == 1ms; }));
}

void TestResponsivenessLog::reachesBackNoMoreThanAMinute()
{
    const ResponsivenessLog log;
    const auto snapshot = log.snapshot(at(0), 1h, 60);
    QCOMPARE(snapshot->worstDelays.size(), 60U);
    QCOMPARE(snapshot->bucketWidth.count(), nanoseconds{1s}.count());
    QCOMPARE(log.snapshot(at(0), 0s, -3)->worstDelays.size(), 1U);
}

void TestResponsivenessLog::keepsTheNewestStalls()
{
    ResponsivenessLog log;
    for (int i = 0; i < 1'010; ++i) {
        log.addDelay(ping(i * 1'000, 200ms), Stall{at(i * 1'000), 1ms, 200ms, false});
    }
    QCOMPARE(log.stalls().size(), 1'000U);
    QCOMPARE(log.stallsDropped(), 10);
    QVERIFY(log.stalls().front().start == at(10'000));
    QCOMPARE(log.snapshot(at(2'000'000))->stallsSinceStart, 1'010);
}

void TestResponsivenessLog::theStallsThatAreCountedApartDrownNoOther()
{
    ResponsivenessLog log;
    log.addDelay(ping(-1'000, 300ms), Stall{at(-1'000), 1ms, 300ms, false});
    for (int i = 0; i < 1'010; ++i) {
        log.addDelay(ping(i * 1'000, 200ms), Stall{at(i * 1'000), 1ms, 200ms, false, {}, true});
    }
    log.addDelay(ping(1'500'000, 300ms), Stall{at(1'500'000), 1ms, 300ms, false});
    const std::vector<Stall> stalls = log.stalls();
    QCOMPARE(stalls.size(), 1'002U);
    QVERIFY(std::ranges::is_sorted(stalls, {}, &Stall::start));
    QVERIFY(!stalls.front().isApart);
    QVERIFY(stalls[1].start == at(10'000)); // the oldest ten of the others made way
    QVERIFY(!stalls.back().isApart);
    QCOMPARE(log.stallsDropped(), 0);
    const auto snapshot = log.snapshot(at(1'000'000 + 9'999));
    QCOMPARE(snapshot->stallsSinceStart, 2);
    QCOMPARE(snapshot->stallsApartSinceStart, 1'010);
}

void TestResponsivenessLog::takesStallsOfSeveralCausesAtOnce()
{
    ResponsivenessLog log;
    log.noteLastingStall({at(0), 1ms, 110ms, true}, 50ms);
    log.addDelay(ping(0, 500ms), std::vector{Stall{at(0), 1ms, 300ms, false},
                                             Stall{at(300), 0ms, 200ms, false, {}, true}});
    const auto snapshot = log.snapshot(at(999), 1s, 10);
    QVERIFY(!snapshot->isStalled());
    QCOMPARE(snapshot->stalls.size(), 2U);
    QCOMPARE(snapshot->stallsSinceStart, 1);
    QCOMPARE(snapshot->stallsApartSinceStart, 1);
    QCOMPARE(picture(*snapshot), QStringLiteral("54321-----"));
}

void TestResponsivenessLog::aSnapshotNeverChanges()
{
    ResponsivenessLog log;
    log.addDelay(ping(0, 1ms));
    const auto before = log.snapshot(at(999), 1s, 10);
    log.addDelay(ping(500, 300ms), Stall{at(500), 1ms, 300ms, false});
    QCOMPARE(picture(*before), QStringLiteral(".---------"));
    QVERIFY(before->stalls.empty());
}

void TestResponsivenessLog::mayBeReadWhileItIsWritten()
{
    ResponsivenessLog log;
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; i < 20'000; ++i) {
            if (i % 100 == 0) {
                log.noteLastingStall({at(i), 1ms, 200ms, true}, 5ms);
            }
            log.addDelay(ping(i, 1ms, 5ms), i % 100 == 0 ? std::optional(Stall{}) : std::nullopt);
            log.markFrame(at(i));
        }
        done = true;
    });
    std::int64_t seen = 0;
    while (!done) {
        const auto snapshot = log.snapshot(at(20'000), 60s, 60);
        QVERIFY(snapshot->delayCount >= seen); // only what is whole, and never less than before
        seen = snapshot->delayCount - (snapshot->isStalled() ? snapshot->delayCount : 0);
        QVERIFY(log.stalls(at(20'000)).size() <= 1'000);
    }
    writer.join();
    QCOMPARE(log.stalls().size(), 200U);
}

QTEST_APPLESS_MAIN(TestResponsivenessLog)
#include "tst_responsivenesslog.moc"
