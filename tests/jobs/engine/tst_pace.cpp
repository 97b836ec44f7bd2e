// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/pace.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace thaw;

class TestPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneUnlessSet()
    {
        const Pace pace;
        QCOMPARE(pace.value(), 1.0);
        QVERIFY(!pace.isSet());
    }

    void staysInItsRange_data()
    {
        QTest::addColumn<double>("set");
        QTest::addColumn<double>("value");
        constexpr double infinite = std::numeric_limits<double>::infinity();
        QTest::newRow("within") << 2.5 << 2.5;
        QTest::newRow("the least") << Pace::least << Pace::least;
        QTest::newRow("the most") << Pace::most << Pace::most;
        QTest::newRow("less") << 0.01 << Pace::least;
        QTest::newRow("nothing") << 0.0 << Pace::least;
        QTest::newRow("below nothing") << -3.0 << Pace::least;
        QTest::newRow("more") << 11.0 << Pace::most;
        QTest::newRow("no end") << infinite << Pace::most;
    }

    void staysInItsRange()
    {
        QFETCH(double, set);
        QFETCH(double, value);
        Pace pace;
        pace.set(set);
        QCOMPARE(pace.value(), value);
    }

    void isSetAlsoToWhatItWas()
    {
        Pace pace;
        pace.set(1);
        QVERIFY(pace.isSet());
        QCOMPARE(pace.value(), 1.0);
    }

    void theLastOneCounts()
    {
        Pace pace;
        pace.set(3);
        pace.set(0.5);
        QCOMPARE(pace.value(), 0.5);
    }

    void isSetFromAnyThreadWhileOthersReadIt()
    {
        Pace pace;
        std::thread person([&] { pace.set(4); });
        QTRY_COMPARE(pace.value(), 4.0); // it comes to that
        QVERIFY(pace.isSet());
        person.join();
    }
};

QTEST_APPLESS_MAIN(TestPace)
#include "tst_pace.moc"
