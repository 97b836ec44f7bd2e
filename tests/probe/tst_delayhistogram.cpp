// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/delayhistogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using thaw::DelayHistogram;

static_assert(std::is_trivially_copyable_v<DelayHistogram>);
static_assert(sizeof(DelayHistogram) < 17'000);

namespace {

double relativeError(nanoseconds measured, nanoseconds real)
{
    return std::abs(static_cast<double>((measured - real).count()))
           / static_cast<double>(real.count());
}

/// What recordCorrected() must amount to, done the long way.
DelayHistogram correctedOneByOne(nanoseconds delay, nanoseconds interval)
{
    DelayHistogram histogram;
    histogram.record(delay);
    for (nanoseconds omitted = delay - interval; omitted >= interval; omitted -= interval)
        histogram.record(omitted);
    return histogram;
}

void compare(const DelayHistogram &actual, const DelayHistogram &expected)
{
    QCOMPARE(actual.count(), expected.count());
    QCOMPARE(actual.min().count(), expected.min().count());
    QCOMPARE(actual.max().count(), expected.max().count());
    if (expected.count() > 0)
        QVERIFY(relativeError(actual.mean(), expected.mean()) < 1e-9);
    for (int tenths = 0; tenths <= 1000; ++tenths)
        QCOMPARE(actual.percentile(tenths / 10.0).count(),
                 expected.percentile(tenths / 10.0).count());
}

} // namespace

class TestDelayHistogram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyAtFirst();
    void isOffByLessThanOnePercentOverItsWholeRange();
    void keepsMinimumAndMaximumExact();
    void countsWhatIsOutOfRangeAtItsEnds();
    void findsThePercentilesOfAnEvenSpread_data();
    void findsThePercentilesOfAnEvenSpread();
    void takesNoRankTooMany();
    void agreesWithSortedDelays();
    void addsTheDelaysOfThePingsThatCouldNotBeSent_data();
    void addsTheDelaysOfThePingsThatCouldNotBeSent();
    void correctsNothingThatIsShorterThanTwoIntervals();
    void correctsBillionsOfOmittedPingsAtOnce();
    void mergesAsIfRecordedTogether();
    void forgetsEverythingOnReset();
};

void TestDelayHistogram::isEmptyAtFirst()
{
    const DelayHistogram histogram;
    QCOMPARE(histogram.count(), 0);
    QCOMPARE(histogram.percentile(50).count(), 0);
    QCOMPARE(histogram.max().count(), 0);
    QCOMPARE(histogram.mean().count(), 0);
}

void TestDelayHistogram::isOffByLessThanOnePercentOverItsWholeRange()
{
    for (double ns = 1e3; ns < 3.6e12; ns *= 1.0007) {
        const nanoseconds delay{static_cast<std::int64_t>(ns)};
        DelayHistogram histogram;
        histogram.record(
                DelayHistogram::shortest); // so that the ends don't stand in for the bucket
        histogram.record(delay);
        histogram.record(DelayHistogram::longest);
        const double error = relativeError(histogram.percentile(50), delay);
        QVERIFY2(error < 0.01, qPrintable(QString::number(ns)));
    }
}

void TestDelayHistogram::keepsMinimumAndMaximumExact()
{
    DelayHistogram histogram;
    histogram.record(1'234'567ns);
    histogram.record(7'654'321'098ns);
    histogram.record(9'999'999ns);
    QCOMPARE(histogram.min().count(), 1'234'567);
    QCOMPARE(histogram.max().count(), 7'654'321'098);
    QCOMPARE(histogram.percentile(0).count(), 1'234'567);
    QCOMPARE(histogram.percentile(100).count(), 7'654'321'098);
    DelayHistogram single;
    single.record(1'001'001ns);
    QCOMPARE(single.percentile(50).count(), 1'001'001);
    QCOMPARE(histogram.mean().count(), (1'234'567 + 7'654'321'098 + 9'999'999) / 3);
}

void TestDelayHistogram::countsWhatIsOutOfRangeAtItsEnds()
{
    DelayHistogram histogram;
    for (const nanoseconds delay : {nanoseconds{-5}, nanoseconds{0}, nanoseconds{10}})
        histogram.record(delay);
    for (const nanoseconds delay : {nanoseconds{2h}, nanoseconds{3h}, nanoseconds{100h}})
        histogram.record(delay);
    QCOMPARE(histogram.count(), 6);
    QCOMPARE(histogram.min().count(), 0);
    QCOMPARE(histogram.max().count(), nanoseconds{100h}.count());
    QVERIFY(histogram.percentile(50) <= 1100ns);
    QVERIFY(relativeError(histogram.percentile(60), 1h) < 0.02);
}

void TestDelayHistogram::findsThePercentilesOfAnEvenSpread_data()
{
    QTest::addColumn<double>("percent");
    QTest::addColumn<int>("microseconds");
    QTest::newRow("first") << 0.001 << 1;
    QTest::newRow("p7") << 7.0 << 7'000;
    QTest::newRow("median") << 50.0 << 50'000;
    QTest::newRow("p95") << 95.0 << 95'000;
    QTest::newRow("p99") << 99.0 << 99'000;
    QTest::newRow("p99.9") << 99.9 << 99'900;
    QTest::newRow("all") << 100.0 << 100'000;
}

void TestDelayHistogram::findsThePercentilesOfAnEvenSpread()
{
    QFETCH(double, percent);
    QFETCH(int, microseconds);
    DelayHistogram histogram;
    for (int i = 1; i <= 100'000; ++i)
        histogram.record(std::chrono::microseconds{i});
    const nanoseconds expected = std::chrono::microseconds{microseconds};
    QVERIFY(relativeError(histogram.percentile(percent), expected) < 0.01);
}

void TestDelayHistogram::takesNoRankTooMany()
{
    DelayHistogram histogram;
    for (int i = 1; i <= 100; ++i)
        histogram.record(i * 1ms);
    for (int percent = 1; percent <= 100; ++percent) // 7 % of 100 is a little more than 7
        QVERIFY(relativeError(histogram.percentile(percent), percent * 1ms) < 0.01);
}

void TestDelayHistogram::agreesWithSortedDelays()
{
    std::mt19937 random(7); // NOLINT: repeatable
    std::lognormal_distribution<double> spread(13, 3);
    std::vector<nanoseconds> delays;
    DelayHistogram histogram;
    for (int i = 0; i < 1'000; ++i) {
        const auto ns = std::clamp(spread(random), 1e3, 3.6e12);
        delays.emplace_back(static_cast<std::int64_t>(ns));
        histogram.record(delays.back());
    }
    std::sort(delays.begin(), delays.end());
    for (int percent = 1; percent <= 100; ++percent) {
        const auto rank = static_cast<std::size_t>(percent * 10); // of 1,000, counted from one
        QVERIFY(relativeError(histogram.percentile(percent), delays[rank - 1]) < 0.01);
    }
}

void TestDelayHistogram::addsTheDelaysOfThePingsThatCouldNotBeSent_data()
{
    QTest::addColumn<qint64>("delay");
    QTest::addColumn<qint64>("interval");
    const auto row = [](const char *name, nanoseconds delay, nanoseconds interval) {
        QTest::newRow(name) << qint64{delay.count()} << qint64{interval.count()};
    };
    row("two intervals", 10ms, 5ms);
    row("a little more", 10'000'001ns, 5ms);
    row("a little less than three", 14'999'999ns, 5ms);
    row("a freeze", 5s, 5ms);
    row("many, odd figures", 60'000'000'007ns, 4'999'999ns);
    row("very many", 60s, 100us);
    row("beyond the range", 2h, 3ms);
    row("below the range", 20us, 1ns);
}

void TestDelayHistogram::addsTheDelaysOfThePingsThatCouldNotBeSent()
{
    QFETCH(qint64, delay);
    QFETCH(qint64, interval);
    DelayHistogram histogram;
    histogram.recordCorrected(nanoseconds{delay}, nanoseconds{interval});
    compare(histogram, correctedOneByOne(nanoseconds{delay}, nanoseconds{interval}));
}

void TestDelayHistogram::correctsNothingThatIsShorterThanTwoIntervals()
{
    DelayHistogram histogram;
    histogram.recordCorrected(9ms, 5ms);
    histogram.recordCorrected(5ms, 5ms);
    histogram.recordCorrected(1h, 0ms);
    QCOMPARE(histogram.count(), 3);
}

void TestDelayHistogram::correctsBillionsOfOmittedPingsAtOnce()
{
    DelayHistogram histogram;
    for (int i = 0; i < 1'000; ++i) // 3.6 million million pings
        histogram.recordCorrected(1h, 1us);
    QCOMPARE(histogram.count(), 3'600'000'000'000);
    QVERIFY(relativeError(histogram.percentile(50), 30min) < 0.01);
    QVERIFY(relativeError(histogram.mean(), 30min) < 0.01);
}

void TestDelayHistogram::mergesAsIfRecordedTogether()
{
    DelayHistogram together;
    DelayHistogram one;
    DelayHistogram other;
    for (int i = 1; i < 500; ++i) {
        const nanoseconds delay = i * i * 3us;
        together.record(delay);
        (i % 3 == 0 ? one : other).record(delay);
    }
    one.merge(other);
    compare(one, together);

    DelayHistogram empty;
    one.merge(empty);
    compare(one, together);
    empty.merge(one);
    compare(empty, together);
}

void TestDelayHistogram::forgetsEverythingOnReset()
{
    DelayHistogram histogram;
    histogram.recordCorrected(1s, 5ms);
    histogram.reset();
    compare(histogram, DelayHistogram{});
}

QTEST_APPLESS_MAIN(TestDelayHistogram)
#include "tst_delayhistogram.moc"
