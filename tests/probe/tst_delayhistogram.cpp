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

/// What addSawtooth() must amount to, done the long way: nanosecond by nanosecond.
DelayHistogram sawtoothOneByOne(nanoseconds from, nanoseconds to)
{
    DelayHistogram histogram;
    for (nanoseconds delay = from; delay > to; --delay) {
        histogram.addTime(delay - 1ns, 1ns);
    }
    return histogram;
}

void compare(const DelayHistogram &actual, const DelayHistogram &expected)
{
    QCOMPARE(actual.count(), expected.count());
    QCOMPARE(actual.time().count(), expected.time().count());
    QCOMPARE(actual.min().count(), expected.min().count());
    QCOMPARE(actual.max().count(), expected.max().count());
    if (expected.mean() > 0ns) {
        QVERIFY(relativeError(actual.mean(), expected.mean()) < 1e-9);
    }
    for (int tenths = 0; tenths <= 1000; ++tenths) {
        QCOMPARE(actual.percentile(tenths / 10.0).count(),
                 expected.percentile(tenths / 10.0).count());
    }
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
    void weighsADelayByItsTime();
    void countsAPingThatStandsForNoTime();
    void addsASawtoothExactly_data();
    void addsASawtoothExactly();
    void addsASawtoothOfAnyLength();
    void addsNoSawtoothThatDoesNotFall();
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
    for (const nanoseconds delay : {nanoseconds{-5}, nanoseconds{0}, nanoseconds{10}}) {
        histogram.record(delay);
    }
    for (const nanoseconds delay : {nanoseconds{2h}, nanoseconds{3h}, nanoseconds{100h}}) {
        histogram.record(delay);
    }
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
    for (int i = 1; i <= 100'000; ++i) {
        histogram.record(std::chrono::microseconds{i});
    }
    const nanoseconds expected = std::chrono::microseconds{microseconds};
    QVERIFY(relativeError(histogram.percentile(percent), expected) < 0.01);
}

void TestDelayHistogram::takesNoRankTooMany()
{
    DelayHistogram histogram;
    for (int i = 1; i <= 100; ++i) {
        histogram.record(i * 1ms);
    }
    for (int percent = 1; percent <= 100; ++percent) { // 7 % of 100 is a little more than 7
        QVERIFY(relativeError(histogram.percentile(percent), percent * 1ms) < 0.01);
    }
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

void TestDelayHistogram::weighsADelayByItsTime()
{
    DelayHistogram histogram;
    for (int i = 0; i < 1'000; ++i) {
        histogram.record(1ms, 5ms);
    }
    for (int i = 0; i < 100; ++i) {
        histogram.record(20ms, 100ms);
    }
    QCOMPARE(histogram.count(), 1'100);
    QCOMPARE(histogram.time().count(), nanoseconds{15s}.count());
    QCOMPARE(histogram.mean().count(), 13'666'667); // (5 s x 1 ms + 10 s x 20 ms) / 15 s
    QVERIFY(relativeError(histogram.percentile(33), 1ms) < 0.01); // of the time, 5 s of 15
    QVERIFY(relativeError(histogram.percentile(34), 20ms) < 0.01);
}

void TestDelayHistogram::countsAPingThatStandsForNoTime()
{
    DelayHistogram histogram;
    histogram.record(3ms, 0ns);
    QCOMPARE(histogram.count(), 1);
    QCOMPARE(histogram.time().count(), 0);
    QCOMPARE(histogram.percentile(50).count(), 3'000'000);
    histogram.record(1ms, 1s);
    QVERIFY(relativeError(histogram.percentile(99.999), 1ms) < 0.01);
    QCOMPARE(histogram.percentile(100).count(), 3'000'000);
}

void TestDelayHistogram::addsASawtoothExactly_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::newRow("one nanosecond") << qint64{5'001} << qint64{5'000};
    QTest::newRow("within a bucket") << qint64{70'010} << qint64{70'003};
    QTest::newRow("to nothing") << qint64{1'234'567} << qint64{0};
    QTest::newRow("not to nothing") << qint64{2'000'001} << qint64{999'999};
    QTest::newRow("below the range") << qint64{900} << qint64{100};
}

void TestDelayHistogram::addsASawtoothExactly()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    DelayHistogram histogram;
    histogram.addSawtooth(nanoseconds{from}, nanoseconds{to});
    const DelayHistogram expected = sawtoothOneByOne(nanoseconds{from}, nanoseconds{to});
    QCOMPARE(histogram.time().count(), from - to);
    QCOMPARE(histogram.max().count(), from);
    QCOMPARE(histogram.min().count(), to);
    for (int percent = 1; percent < 100; ++percent) { // where it isn't cut to the ends
        QVERIFY(std::abs((histogram.percentile(percent) - expected.percentile(percent)).count())
                <= 1);
    }
}

void TestDelayHistogram::addsASawtoothOfAnyLength()
{
    DelayHistogram histogram;
    for (int i = 0; i < 1'000; ++i) {
        histogram.addSawtooth(2h, 0ns);
    }
    QCOMPARE(histogram.time().count(), nanoseconds{2'000h}.count());
    QVERIFY(relativeError(histogram.mean(), 1h) < 1e-9);
    QVERIFY(relativeError(histogram.percentile(25), 30min) < 0.01);
    QVERIFY(relativeError(histogram.percentile(49), 58min + 48s) < 0.01);
    QVERIFY(relativeError(histogram.percentile(80), 1h) < 0.02); // the end of the range
}

void TestDelayHistogram::addsNoSawtoothThatDoesNotFall()
{
    DelayHistogram histogram;
    histogram.addSawtooth(1ms, 1ms);
    histogram.addSawtooth(1ms, 2ms);
    histogram.addSawtooth(-1ms, -2ms);
    compare(histogram, DelayHistogram{});
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
        together.addSawtooth(delay, delay / 2);
        (i % 5 == 0 ? one : other).addSawtooth(delay, delay / 2);
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
    histogram.record(1ms, 5ms);
    histogram.addSawtooth(1s, 5ms);
    histogram.reset();
    compare(histogram, DelayHistogram{});
}

QTEST_APPLESS_MAIN(TestDelayHistogram)
#include "tst_delayhistogram.moc"
