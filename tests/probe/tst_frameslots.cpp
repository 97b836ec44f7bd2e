// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/frameslots.h"

#include <QTest>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using thaw::FrameCount;
using thaw::FrameGrid;
using thaw::FrameSlots;
using thaw::FrameTally;
using TimePoint = FrameGrid::TimePoint;

namespace {

constexpr std::int64_t firstSlot = 1'000'000;

/// Slot 0 begins at firstSlot: somewhere within slot `number`.
TimePoint in(double number)
{
    const auto slot = firstSlot + static_cast<std::int64_t>(number);
    const double part = number - static_cast<double>(static_cast<std::int64_t>(number));
    return FrameGrid::startOf(slot) + nanoseconds{static_cast<std::int64_t>(part * 16'666'000)};
}

} // namespace

class TestFrameSlots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsASecondIntoSixtySlots();
    void aSlotBeginsWhereItSays();
    void aimsAtTheMiddleOfTheNextSlot();
    void countsTurnsNotTheirNumber_data();
    void countsTurnsNotTheirNumber();
    void marksAllSlotsOfAFreeSpan();
    void expectsNothingBeforeItBegan();
    void expectsNothingWhileItWasEnded();
    void excusesWhatWasSuspended();
    void excusesNothingThatHadATurn();
    void remembersOneMinute();
};

void TestFrameSlots::cutsASecondIntoSixtySlots()
{
    QCOMPARE(FrameGrid::slotAt(TimePoint{0s}), 0);
    QCOMPARE(FrameGrid::slotAt(TimePoint{16'666'666ns}), 0);
    QCOMPARE(FrameGrid::slotAt(TimePoint{16'666'667ns}), 1);
    QCOMPARE(FrameGrid::slotAt(TimePoint{999'999'999ns}), 59);
    QCOMPARE(FrameGrid::slotAt(TimePoint{1s}), 60);
    QCOMPARE(FrameGrid::slotAt(TimePoint{std::chrono::hours{24 * 365 * 100}}),
             std::int64_t{24} * 365 * 100 * 3600 * 60);
}

void TestFrameSlots::aSlotBeginsWhereItSays()
{
    for (std::int64_t slot = 12'345; slot < 12'345 + 200; ++slot) {
        const TimePoint start = FrameGrid::startOf(slot);
        QCOMPARE(FrameGrid::slotAt(start), slot);
        QCOMPARE(FrameGrid::slotAt(start - 1ns), slot - 1);
        QCOMPARE(FrameGrid::firstWholeSlot(start), slot);
        QCOMPARE(FrameGrid::firstWholeSlot(start + 1ns), slot + 1);
    }
}

void TestFrameSlots::aimsAtTheMiddleOfTheNextSlot()
{
    QCOMPARE(FrameGrid::nextMiddle(TimePoint{0s}).time_since_epoch().count(), 25'000'000);
    QCOMPARE(FrameGrid::nextMiddle(TimePoint{16ms}).time_since_epoch().count(), 25'000'000);
    QCOMPARE(FrameGrid::nextMiddle(TimePoint{17ms}).time_since_epoch().count(), 41'666'667);
}

void TestFrameSlots::countsTurnsNotTheirNumber_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<QList<double>>("turns");
    QTest::addColumn<int>("expected");
    QTest::addColumn<int>("delivered");
    const QList<double> smooth{0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5};
    QTest::newRow("nothing happened") << 0.0 << 10.0 << QList<double>{} << 10 << 0;
    QTest::newRow("a smooth loop") << 0.0 << 10.0 << smooth << 10 << 10;
    QTest::newRow("many turns in one slot")
            << 0.0 << 10.0 << QList<double>{4.0, 4.1, 4.2, 4.3, 4.9} << 10 << 1;
    QTest::newRow("a freeze, then all at once")
            << 0.0 << 10.0 << QList<double>{0.5, 1.5, 8.1, 8.2, 8.3, 8.4, 8.5, 9.5} << 10 << 4;
    QTest::newRow("cut slots aren't whole") << 0.5 << 9.7 << smooth << 8 << 8;
    QTest::newRow("shorter than a slot") << 3.2 << 3.8 << QList<double>{3.5} << 0 << 0;
    QTest::newRow("two halves of a slot") << 3.6 << 4.4 << QList<double>{3.7, 4.2} << 0 << 0;
}

void TestFrameSlots::countsTurnsNotTheirNumber()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(QList<double>, turns);
    QFETCH(int, expected);
    QFETCH(int, delivered);
    FrameSlots frameSlots;
    frameSlots.begin(in(0));
    FrameTally tally(in(from));
    for (const double turn : turns) {
        frameSlots.mark(in(turn));
        if (turn >= from && turn <= to) {
            tally.mark(in(turn));
        }
    }
    for (const FrameCount count : {frameSlots.count(in(from), in(to)), tally.count(in(to))}) {
        QCOMPARE(count.expected, expected);
        QCOMPARE(count.delivered, delivered);
        QCOMPARE(count.missed(), expected - delivered);
    }
}

void TestFrameSlots::marksAllSlotsOfAFreeSpan()
{
    FrameSlots frames;
    frames.begin(in(0));
    frames.markAll(in(2.9), in(5.1)); // 2, 3, 4, 5
    frames.markAll(in(7.3), in(7.4)); // 7
    QCOMPARE(frames.count(in(0), in(10)).expected, 10);
    QCOMPARE(frames.count(in(0), in(10)).delivered, 5);
    QCOMPARE(frames.count(in(2), in(6)).delivered, 4);
    frames.markAll(in(0), in(1'000'000)); // more than it remembers
    QCOMPARE(frames.count(in(999'000), in(1'000'000)).missed(), 0);
}

void TestFrameSlots::expectsNothingBeforeItBegan()
{
    FrameSlots frameSlots;
    QCOMPARE(frameSlots.count(in(0), in(100)).expected, 0);
    frameSlots.begin(in(60.5));
    QCOMPARE(frameSlots.count(in(0), in(100)).expected, 39);
}

void TestFrameSlots::expectsNothingWhileItWasEnded()
{
    FrameSlots frameSlots;
    frameSlots.begin(in(0));
    frameSlots.end(in(10));
    QCOMPARE(frameSlots.count(in(0), in(50)).expected, 10);
    frameSlots.begin(in(30));
    QCOMPARE(frameSlots.count(in(0), in(50)).expected, 30);
}

void TestFrameSlots::excusesWhatWasSuspended()
{
    FrameSlots frameSlots;
    frameSlots.begin(in(0));
    FrameTally tally(in(0));
    for (const double turn : {0.5, 1.5, 2.5}) {
        frameSlots.mark(in(turn));
        tally.mark(in(turn));
    }
    frameSlots.excuse(in(2.9), in(90.2)); // slots 3 to 89 lie wholly within
    tally.excuse(in(2.9), in(90.2));
    for (const FrameCount count : {frameSlots.count(in(0), in(95)), tally.count(in(95))}) {
        QCOMPARE(count.expected, 95 - 87);
        QCOMPARE(count.delivered, 3);
    }
}

void TestFrameSlots::excusesNothingThatHadATurn()
{
    FrameSlots frameSlots; // the watched thread went on while the probe's got no processor
    frameSlots.begin(in(0));
    FrameTally tally(in(0));
    for (int slot = 0; slot < 50; ++slot) {
        frameSlots.mark(in(slot));
        tally.mark(in(slot));
    }
    frameSlots.excuse(in(10), in(80));
    tally.excuse(in(10), in(80));
    for (const FrameCount count : {frameSlots.count(in(0), in(90)), tally.count(in(90))}) {
        QCOMPARE(count.expected, 60);
        QCOMPARE(count.delivered, 50);
    }
}

void TestFrameSlots::remembersOneMinute()
{
    FrameSlots frameSlots;
    frameSlots.begin(in(0));
    FrameTally tally(in(0));
    for (int slot = 0; slot < 100'000; ++slot) {
        QVERIFY(frameSlots.mark(in(slot)));
        QVERIFY(!frameSlots.mark(in(slot + 0.1)));
        tally.mark(in(slot));
    }
    const FrameCount minute = frameSlots.count(in(100'000 - 3'600), in(100'000));
    QCOMPARE(minute.expected, 3'600);
    QCOMPARE(minute.delivered, 3'600);
    const FrameCount frozen = frameSlots.count(in(100'000), in(103'600));
    QCOMPARE(frozen.expected, 3'600);
    QCOMPARE(frozen.delivered, 0); // nothing left over from a turn of the ring before
    QCOMPARE(tally.count(in(100'000)).delivered, 100'000);
}

QTEST_APPLESS_MAIN(TestFrameSlots)
#include "tst_frameslots.moc"
