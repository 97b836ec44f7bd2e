// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/delayestimate.h"
#include "probe/delayreference.h"
#include "probe/pingmixes.h"

#include <QTest>

#include <array>
#include <cmath>
#include <cstdint>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using thaw::DelayEstimate;
using thaw::DelayHistogram;
using thaw::DelaySample;
using TimePoint = DelayEstimate::TimePoint;

namespace {

/// Milliseconds after the stretch began.
TimePoint at(double ms)
{
    return PingedMinute::at(ms);
}

DelaySample ping(double posted, double handled, nanoseconds interval)
{
    return {at(posted), at(handled) - at(posted), interval};
}

DelayHistogram delays(std::initializer_list<DelaySample> pings, double end)
{
    DelayEstimate estimate(at(0));
    for (const DelaySample &sample : pings) {
        estimate.addPing(sample);
    }
    return estimate.delaysUntil(at(end));
}

DelayHistogram delays(const PingedMinute &minute)
{
    DelayEstimate estimate(at(0), at(PingedMinute::length));
    for (const DelaySample &sample : minute.pings) {
        if (sample.posted < at(PingedMinute::length)) {
            estimate.addPing(sample);
        }
    }
    return estimate.delaysUntil(at(PingedMinute::length));
}

double ms(nanoseconds time)
{
    return static_cast<double>(time.count()) / 1e6;
}

bool isWithinOnePercent(double value, double truth)
{
    return std::abs(value - truth) < truth / 100;
}

void addMixes()
{
    QTest::addColumn<int>("mix");
    for (int mix = 0; mix < static_cast<int>(std::size(pingMixes)); ++mix) {
        QTest::newRow(pingMixes[mix].name) << mix;
    }
}

PingedMinute minuteOf(int mix, int seed)
{
    PingedMinute minute(static_cast<std::uint64_t>(100 * mix + seed));
    pingMixes[mix].tell(minute);
    minute.play();
    return minute;
}

/// By how many points the share of the time with no longer a delay than a percentile is off: the
/// mean over many minutes.
struct ShareError
{
    double low = 0; ///< if the percentile were as low as its bucket reaches
    double high = 0;
    double squares = 0;
    double stated = 0; ///< squared

    void add(double percent, const PingedMinute &minute, double delay, int minutes)
    {
        constexpr double bucket = 0.008;
        const auto error = [&](double at) {
            return 100 * minute.loop.shareUpTo(at, 0, PingedMinute::length) - percent;
        };
        low += error(delay * (1 - bucket)) / minutes;
        high += error(delay * (1 + bucket)) / minutes;
        squares += error(delay) * error(delay) / minutes;
        stated += percent * (100 - percent) / minute.sampleCount() / minutes;
    }
};

} // namespace

class TestDelayEstimate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyWithoutPings();
    void aPingStandsForTheTimeAroundIt();
    void aPingOutOfTurnStandsForLess();
    void aFreezeIsASawtooth();
    void aFreezeThatAFenceEndsIsKnownThroughout();
    void aShortDelayCountsByItsSamples();
    void countsEachMomentOnceWhateverTheInterval();
    void aFreezeThatLastsCountsUpToTheEnd();
    void leavesOutWhatLiesBeforeTheStart_data();
    void leavesOutWhatLiesBeforeTheStart();
    void leavesOutASuspension();
    void leavesOutWhatIsNotKnownYet();
    void isWithinOnePercentOfTheExactValue_data();
    void isWithinOnePercentOfTheExactValue();
    void isUnbiased_data();
    void isUnbiased();
};

void TestDelayEstimate::isEmptyWithoutPings()
{
    QCOMPARE(delays({}, 1'000).count(), 0);
    QCOMPARE(delays({}, 1'000).time().count(), 0);
}

void TestDelayEstimate::aPingStandsForTheTimeAroundIt()
{
    const auto both = delays({ping(25, 26, 50ms), ping(75, 85, 50ms)}, 100);
    QCOMPARE(both.count(), 2);
    QCOMPARE(ms(both.time()), 100.0);
    QCOMPARE(ms(both.mean()), 5.5); // half of the time 1 ms, half of it 10 ms
}

void TestDelayEstimate::aPingOutOfTurnStandsForLess()
{
    // The second stands for 5 ms on one side and 25 ms on the other, the third for 25 and 25.
    const auto figures = delays({ping(0, 1, 50ms), ping(10, 11, 50ms), ping(60, 70, 50ms)}, 85);
    QCOMPARE(ms(figures.time()), 85.0);
    QVERIFY(std::abs(ms(figures.mean()) - (35.0 * 1 + 50.0 * 10) / 85) < 1e-5);
}

void TestDelayEstimate::aFreezeIsASawtooth()
{
    // 2 s frozen; of what lies before the ping half an interval is taken to be frozen, too.
    const auto figures =
            delays({ping(975, 975.1, 50ms), ping(1'025, 3'025, 50ms), ping(3'025, 3'025.1, 50ms)},
                   3'025.1);
    QCOMPARE(ms(figures.max()), 2'000.0);
    QVERIFY(isWithinOnePercent(ms(figures.mean()), 0.025 * 2000 / 2.0751 + 1000 * 2 / 2.0751));
    QVERIFY(isWithinOnePercent(ms(figures.percentile(50)), 987.5));
    QVERIFY(isWithinOnePercent(ms(figures.percentile(95)), 1'921));
}

void TestDelayEstimate::aFreezeThatAFenceEndsIsKnownThroughout()
{
    // As of a run on the GUI thread: the ping with which its recording begins waits for its end.
    for (const double length : {3.0, 40.0, 5'000.0}) {
        const auto figures =
                delays({ping(0, length, 5ms), ping(length, length + 0.01, 5ms)}, length + 0.01);
        QCOMPARE(figures.count(), 2);
        QCOMPARE(ms(figures.time()), length + 0.01);
        QCOMPARE(ms(figures.max()), length);
        for (const double percent : {50.0, 95.0, 99.0}) {
            QVERIFY(isWithinOnePercent(ms(figures.percentile(percent)), percent / 100 * length));
        }
    }
}

void TestDelayEstimate::aShortDelayCountsByItsSamples()
{
    // Where within its 50 ms the freeze began isn't known: 120, 70 and 20 ms stand for 50 ms each.
    const auto figures =
            delays({ping(25, 25, 50ms), ping(75, 195, 50ms), ping(225, 225, 50ms)}, 250);
    QCOMPARE(ms(figures.time()), 250.0);
    QCOMPARE(ms(figures.mean()), (120.0 + 70 + 20) * 50 / 250);
    QVERIFY(isWithinOnePercent(ms(figures.percentile(80)), 70));
    QVERIFY(isWithinOnePercent(ms(figures.percentile(81)), 120));
}

void TestDelayEstimate::countsEachMomentOnceWhateverTheInterval()
{
    // Half of the time a delay of 1 ms, seen by 10 pings, and half of it 10 ms, seen by 100.
    DelayEstimate estimate(at(0));
    for (double time = 25; time < 500; time += 50) {
        estimate.addPing(ping(time, time + 1, 50ms));
    }
    for (double time = 502.5; time < 1'000; time += 5) {
        estimate.addPing(ping(time, time + 4, 5ms));
    }
    const auto figures = estimate.delaysUntil(at(1'000));
    QCOMPARE(figures.count(), 110);
    QVERIFY(isWithinOnePercent(ms(figures.percentile(48)), 1));
    QVERIFY(isWithinOnePercent(ms(figures.percentile(52)), 4));
}

void TestDelayEstimate::aFreezeThatLastsCountsUpToTheEnd()
{
    // 15 s of a minute, and it goes on: the log shows it as if it were handled now.
    DelayEstimate estimate(at(0));
    for (double time = 25; time < 45'000; time += 50) {
        estimate.addPing(ping(time, time + 0.1, 50ms));
    }
    estimate.addPing(ping(45'025, 60'000, 50ms));
    const auto figures = estimate.delaysUntil(at(60'000));
    QCOMPARE(ms(figures.time()), 60'000.0);
    QVERIFY(isWithinOnePercent(ms(figures.percentile(50)), 0.1));
    QVERIFY(isWithinOnePercent(ms(figures.percentile(95)), 12'000));
    QCOMPARE(ms(figures.max()), 14'975.0);
}

void TestDelayEstimate::leavesOutWhatLiesBeforeTheStart_data()
{
    QTest::addColumn<double>("posted");
    QTest::addColumn<double>("left");
    QTest::newRow("all") << -1'000.0 << 0.0;
    QTest::newRow("half") << -100.0 << 100.0;
    QTest::newRow("nothing") << 0.0 << 200.0;
}

void TestDelayEstimate::leavesOutWhatLiesBeforeTheStart()
{
    QFETCH(double, posted);
    QFETCH(double, left);
    const auto figures = delays({ping(posted, posted + 200, 5ms)}, std::max(posted + 200, 0.0));
    QCOMPARE(ms(figures.time()), left);
    QCOMPARE(ms(figures.max()), left);
    QCOMPARE(figures.count(), left > 0 ? 1 : 0);
    QCOMPARE(ms(figures.mean()), left / 2);
}

void TestDelayEstimate::leavesOutASuspension()
{
    const auto figures = delays({ping(25, 26, 50ms), ping(3'600'025, 3'600'035, 50ms)}, 3'600'050);
    QCOMPARE(ms(figures.time()), 100.0);
    QCOMPARE(ms(figures.mean()), 5.5);
}

void TestDelayEstimate::leavesOutWhatIsNotKnownYet()
{
    const auto figures = delays({ping(0, 1, 50ms)}, 10'000);
    QCOMPARE(ms(figures.time()), 25.0);
    QCOMPARE(ms(delays({ping(0, 1, 50ms)}, 20).time()), 20.0);
}

void TestDelayEstimate::isWithinOnePercentOfTheExactValue_data()
{
    addMixes();
}

void TestDelayEstimate::isWithinOnePercentOfTheExactValue()
{
    QFETCH(int, mix);
    for (int seed = 0; seed < 10; ++seed) {
        const PingedMinute minute = minuteOf(mix, seed);
        const auto figures = delays(minute);
        const DelayReference exact(minute.pings, at(0), at(PingedMinute::length));
        for (const double percent : {5.0, 50.0, 95.0, 99.0, 99.9}) {
            const double value = ms(figures.percentile(percent));
            const double truth = exact.percentile(percent) / 1e6;
            QVERIFY2(isWithinOnePercent(value, truth),
                     qPrintable(QStringLiteral("seed %1, p%2: %3 ms, exactly %4 ms")
                                        .arg(seed)
                                        .arg(percent)
                                        .arg(value)
                                        .arg(truth)));
        }
        QVERIFY(figures.time() <= 60s);
        QVERIFY(figures.time() > 59'800ms);
    }
}

void TestDelayEstimate::isUnbiased_data()
{
    addMixes();
}

/// Against the loop itself, whose turns are known: the share of its time that has no longer a delay
/// than the percentile says. The error of sampling is another one in each minute, so that over many
/// nothing is left of it; what a bucket makes of a percentile is allowed for.
void TestDelayEstimate::isUnbiased()
{
    constexpr int minutes = 60;
    constexpr std::array percents{50.0, 95.0, 99.0};
    QFETCH(int, mix);
    std::array<ShareError, percents.size()> errors;
    for (int seed = 0; seed < minutes; ++seed) {
        const PingedMinute minute = minuteOf(mix, seed);
        const DelayHistogram figures = delays(minute);
        for (std::size_t i = 0; i < percents.size(); ++i) {
            errors[i].add(percents[i], minute, ms(figures.percentile(percents[i])), minutes);
        }
    }
    for (std::size_t i = 0; i < percents.size(); ++i) {
        const ShareError &error = errors[i];
        const double certainTo = 3 * std::sqrt(error.squares / minutes);
        const QString text = QStringLiteral("p%1: %2 to %3 points, %4 in a minute, stated %5")
                                     .arg(percents[i])
                                     .arg(error.low)
                                     .arg(error.high)
                                     .arg(std::sqrt(error.squares))
                                     .arg(std::sqrt(error.stated));
        QVERIFY2(error.low < certainTo && error.high > -certainTo, qPrintable(text));
        QVERIFY2(std::sqrt(error.squares)
                         < 1.2 * std::sqrt(error.stated) + (error.high - error.low) / 2,
                 qPrintable(text));
    }
}

QTEST_APPLESS_MAIN(TestDelayEstimate)
#include "tst_delayestimate.moc"
