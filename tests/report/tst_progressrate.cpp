// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/progressrate.h"

#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;

class TestProgressRate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsHowMuchIsDone()
    {
        QCOMPARE(percentageOf({}), std::optional<int>()); // the total isn't known
        QCOMPARE(percentageOf({5, 0}), std::optional<int>());
        QCOMPARE(percentageOf({0, 8}), std::optional(0));
        QCOMPARE(percentageOf({999, 1000}), std::optional(99)); // not there yet
        QCOMPARE(percentageOf({8, 8}), std::optional(100));
        QCOMPARE(percentageOf({9, 8}), std::optional(100));
        QCOMPARE(fractionOf({1, 8}), std::optional(0.125));
    }

    void tellsTheRateAndTheTimeLeft()
    {
        ProgressRate rate;
        rate.add({0, 1000}, 0s);
        rate.add({250, 1000}, 5s);
        QCOMPARE(rate.perSecond(), 50.0);
        QCOMPARE(rate.timeLeft(), std::optional<std::chrono::nanoseconds>(15s));
    }

    void doesNotCountTheTimeBeforeTheTotalWasKnown()
    {
        ProgressRate rate;
        rate.add({}, 1s);
        rate.add({}, 10s);
        rate.add({500, 1000}, 15s);
        QCOMPARE(rate.perSecond(), 100.0);
        QCOMPARE(rate.timeLeft(), std::optional<std::chrono::nanoseconds>(5s));
    }

    // Five steps of a second each: nothing is done for the whole first one.
    void countsTheTimeOfTheFirstStep()
    {
        ProgressRate rate;
        for (const auto at : {0ms, 500ms, 990ms}) {
            rate.add({0, 5}, at);
            QVERIFY(!rate.perSecond());
            QVERIFY(!rate.timeLeft());
        }
        rate.add({1, 5}, 1s);
        QCOMPARE(rate.timeLeft(), std::optional<std::chrono::nanoseconds>(4s));
    }

    void tellsTheRateAtTheEndOfAFreeze()
    {
        ProgressRate rate;
        rate.add({1000, 1000}, 2s); // the only one that came
        QCOMPARE(rate.perSecond(), 500.0);
        QCOMPARE(rate.timeLeft(), std::optional<std::chrono::nanoseconds>(0s));
    }

    void tellsNoTimeLeftWhereItCannotKnow()
    {
        ProgressRate rate;
        QVERIFY(!rate.perSecond());
        QVERIFY(!rate.timeLeft());
        rate.add({100, 0}, 1s); // no total
        QCOMPARE(rate.perSecond(), 100.0);
        QVERIFY(!rate.timeLeft());
        rate.add({1, 100'000}, 1s); // hardly begun
        QVERIFY(!rate.timeLeft());
        rate.add({50, 100}, 10ms); // too early
        QVERIFY(!rate.perSecond());
        QVERIFY(!rate.timeLeft());
    }
};

QTEST_APPLESS_MAIN(TestProgressRate)
#include "tst_progressrate.moc"
