// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/pingledger.h"

#include <QTest>

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using thaw::PingLedger;
using TimePoint = PingLedger::TimePoint;

namespace {

/// Milliseconds after the ledger was made.
TimePoint at(double ms)
{
    return TimePoint{1000s + nanoseconds{static_cast<std::int64_t>(ms * 1e6)}};
}

double ms(nanoseconds time)
{
    return static_cast<double>(time.count()) / 1e6;
}

double ms(TimePoint time)
{
    return ms(time - at(0));
}

} // namespace

class TestPingLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pingsAtOnceThenOnAGridThatDoesNotDrift();
    void leavesOutThePingsThatWereDueWhileOneWasInFlight();
    void aPingOutOfTurnBeginsANewGrid();
    void aNewIntervalCountsFromTheLastPing();
    void measuresADelay();
    void handlesNothingThatWasNotPosted();
    void aDelayLongerThanTheThresholdIsAStall_data();
    void aDelayLongerThanTheThresholdIsAStall();
    void seesAStallWhileItLastsOnce();
    void staysAStallWhenTheThresholdRises();
    void looksWhenThereIsSomethingToSee();
    void takesASuspensionOutOfThePingInFlight_data();
    void takesASuspensionOutOfThePingInFlight();
    void takesASuspensionOutOnlyOnce();
    void aSuspendedStallKeepsItsUncertainty();
    void aBusyProbeThreadIsNoSuspension();
};

void TestPingLedger::pingsAtOnceThenOnAGridThatDoesNotDrift()
{
    PingLedger ledger(at(0), 5ms, 100ms);
    for (int i = 0; i < 1'000; ++i) {
        const double due = i * 5;
        QCOMPARE(ms(ledger.nextLook(at(due - 4))), due);
        QVERIFY(i == 0 || !ledger.isPingDue(at(due - 0.001)));
        QVERIFY(ledger.isPingDue(at(due)));
        ledger.pingPosted(at(due + 0.7)); // the thread wakes up a little late each time
        QVERIFY(!ledger.isPingDue(at(due + 0.8)));
        ledger.pingHandled(at(due + 1));
    }
}

void TestPingLedger::leavesOutThePingsThatWereDueWhileOneWasInFlight()
{
    PingLedger ledger(at(0), 5ms, 100ms);
    ledger.pingPosted(at(0));
    QVERIFY(!ledger.isPingLate(at(4)));
    for (const int time : {5, 6, 10, 500}) {
        QVERIFY(!ledger.isPingDue(at(time)));
        QVERIFY(ledger.isPingLate(at(time)));
    }
    ledger.pingHandled(at(501));
    QVERIFY(!ledger.isPingDue(at(504.9)));
    QVERIFY(ledger.isPingDue(at(505)));
}

void TestPingLedger::aPingOutOfTurnBeginsANewGrid()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.pingHandled(at(1));
    ledger.pingPosted(at(20));
    ledger.pingHandled(at(21));
    QCOMPARE(ms(ledger.nextLook(at(22))), 70.0);
}

void TestPingLedger::aNewIntervalCountsFromTheLastPing()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.pingHandled(at(1));
    ledger.setInterval(at(2), 5ms);
    QCOMPARE(ms(ledger.nextLook(at(2))), 5.0);
    ledger.setInterval(at(20), 10ms);
    QCOMPARE(ms(ledger.nextLook(at(20))), 20.0);
    ledger.setInterval(at(20), 500ms);
    QCOMPARE(ms(ledger.nextLook(at(20))), 500.0);
}

void TestPingLedger::measuresADelay()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(10));
    const auto handled = ledger.pingHandled(at(12.5));
    QVERIFY(handled);
    QCOMPARE(ms(handled->sample.posted), 10.0);
    QCOMPARE(ms(handled->sample.delay), 2.5);
    QCOMPARE(ms(handled->sample.interval), 50.0);
    QCOMPARE(ms(handled->sample.handled()), 12.5);
    QVERIFY(!handled->ended);
    QVERIFY(!ledger.isInFlight());
}

void TestPingLedger::handlesNothingThatWasNotPosted()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    QVERIFY(!ledger.pingHandled(at(1)));
    ledger.pingPosted(at(2));
    QVERIFY(ledger.pingHandled(at(3)));
    QVERIFY(!ledger.pingHandled(at(4)));
}

void TestPingLedger::aDelayLongerThanTheThresholdIsAStall_data()
{
    QTest::addColumn<double>("delay");
    QTest::addColumn<bool>("isStall");
    QTest::newRow("as long as the threshold") << 100.0 << false;
    QTest::newRow("longer") << 100.000001 << true;
    QTest::newRow("an hour") << 3'600'000.0 << true;
}

void TestPingLedger::aDelayLongerThanTheThresholdIsAStall()
{
    QFETCH(double, delay);
    QFETCH(bool, isStall);
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.pingHandled(at(3));
    ledger.pingPosted(at(50));
    QCOMPARE(ledger.lastingStall(at(50 + delay)).has_value(), isStall);
    const auto handled = ledger.pingHandled(at(50 + delay));
    QCOMPARE(handled->ended.has_value(), isStall);
    if (!isStall) {
        return;
    }
    QCOMPARE(ms(handled->ended->start), 50.0);
    QCOMPARE(ms(handled->ended->startUncertainty), 47.0); // since the ping before was handled
    QCOMPARE(ms(handled->ended->duration), delay);
    QVERIFY(!handled->ended->lasting);
}

void TestPingLedger::seesAStallWhileItLastsOnce()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    QVERIFY(!ledger.noteLastingStall(at(90)));
    QVERIFY(!ledger.hasNotedStall());
    const auto stall = ledger.noteLastingStall(at(110));
    QVERIFY(stall && stall->lasting);
    QCOMPARE(ms(stall->start), 0.0);
    QCOMPARE(ms(stall->duration), 110.0);
    QVERIFY(ledger.hasNotedStall());
    QVERIFY(!ledger.noteLastingStall(at(120)));
    QCOMPARE(ms(ledger.lastingStall(at(120))->duration), 120.0);
    ledger.pingHandled(at(130));
    QVERIFY(!ledger.hasNotedStall());
    QVERIFY(!ledger.lastingStall(at(500)));
    ledger.pingPosted(at(500));
    QVERIFY(ledger.noteLastingStall(at(700)));
}

void TestPingLedger::staysAStallWhenTheThresholdRises()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    QVERIFY(ledger.noteLastingStall(at(110)));
    ledger.setThreshold(1s);
    QVERIFY(ledger.pingHandled(at(120))->ended);
    ledger.pingPosted(at(200));
    QVERIFY(!ledger.pingHandled(at(400))->ended);
}

void TestPingLedger::looksWhenThereIsSomethingToSee()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    QCOMPARE(ms(ledger.nextLook(at(0))), 50.0);        // the next ping
    QCOMPARE(ms(ledger.nextLook(at(51))), 61.0);       // late: every 10 ms
    QCOMPARE(ms(ledger.nextLook(at(91))), 100.000001); // the moment it becomes a stall
    QCOMPARE(ms(ledger.nextLook(at(101))), 111.0);
    QCOMPARE(ms(*ledger.stallReaches(2s)), 2'000.0);
    QCOMPARE(ms(*ledger.stallReaches(20ms)), 100.000001); // it isn't a stall before
    ledger.pingHandled(at(120));
    QVERIFY(!ledger.stallReaches(2s));

    PingLedger rare(at(0), 10s, 100ms);
    rare.pingPosted(at(0));
    QCOMPARE(ms(rare.nextLook(at(0))), 100.000001);
    QCOMPARE(ms(rare.nextLook(at(101))), 111.0);
}

void TestPingLedger::takesASuspensionOutOfThePingInFlight_data()
{
    QTest::addColumn<double>("promised");
    QTest::addColumn<double>("woke");
    QTest::addColumn<double>("gap");
    QTest::newRow("in time") << 60.0 << 60.0 << 0.0;
    QTest::newRow("late, but not that late") << 60.0 << 1'060.0 << 0.0;
    QTest::newRow("suspended for a while") << 60.0 << 1'061.0 << 1'001.0;
    QTest::newRow("suspended for a day") << 60.0 << 86'400'060.0 << 86'400'000.0;
}

void TestPingLedger::takesASuspensionOutOfThePingInFlight()
{
    QFETCH(double, promised);
    QFETCH(double, woke);
    QFETCH(double, gap);
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.pingHandled(at(2));
    ledger.pingPosted(at(50));
    ledger.promiseLook(at(promised));
    const auto found = ledger.noticeGap(at(woke));
    QCOMPARE(found.has_value(), gap > 0);
    if (found) {
        QCOMPARE(ms(found->from), promised);
        QCOMPARE(ms(found->to), woke);
    }
    const auto handled = ledger.pingHandled(at(woke + 1));
    QCOMPARE(ms(handled->sample.delay), woke + 1 - 50 - gap);
    QCOMPARE(ms(handled->sample.handled()), woke + 1);
    QCOMPARE(handled->ended.has_value(), gap == 0.0 && woke > 1'000);
    if (handled->ended) {
        QCOMPARE(ms(handled->ended->startUncertainty), 48.0);
    }
}

void TestPingLedger::takesASuspensionOutOnlyOnce()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.promiseLook(at(50));
    QVERIFY(ledger.noticeGap(at(5'050)));  // whichever thread comes first
    QVERIFY(!ledger.noticeGap(at(5'051))); // and the other one
    QCOMPARE(ms(ledger.pingHandled(at(5'052))->sample.delay), 52.0);
    QVERIFY(ledger.isPingDue(at(5'100)));
}

void TestPingLedger::aSuspendedStallKeepsItsUncertainty()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    ledger.pingPosted(at(0));
    ledger.pingHandled(at(2));
    ledger.pingPosted(at(50));
    ledger.promiseLook(at(250));
    QVERIFY(ledger.noticeGap(at(5'250)));
    const auto stall = ledger.pingHandled(at(5'300))->ended;
    QVERIFY(stall);
    QCOMPARE(ms(stall->start), 5'050.0); // moved on, so that it ends when it ended
    QCOMPARE(ms(stall->duration), 250.0);
    QCOMPARE(ms(stall->startUncertainty), 48.0);
}

void TestPingLedger::aBusyProbeThreadIsNoSuspension()
{
    PingLedger ledger(at(0), 50ms, 100ms);
    QVERIFY(!ledger.noticeGap(at(5'000))); // nothing promised yet
    ledger.pingPosted(at(5'000));
    ledger.promiseLook(at(5'050));
    ledger.withdrawPromise();
    QVERIFY(!ledger.noticeGap(at(10'000)));
    QCOMPARE(ms(ledger.pingHandled(at(10'000))->sample.delay), 5'000.0);
}

QTEST_APPLESS_MAIN(TestPingLedger)
#include "tst_pingledger.moc"
