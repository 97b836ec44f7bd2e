// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/stalllistmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Clock = StallListModel::Clock;

struct Fixture
{
    StallListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    const Clock::time_point start = Clock::now() - 1h;

    [[nodiscard]] Stall stall(std::chrono::nanoseconds at, std::chrono::nanoseconds length) const
    {
        return {start + at, 5ms, length, false};
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return model.index(row, column).data().toString();
    }
};

} // namespace

class StallListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysNothingOfNoRow()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const Fixture f;
        QCOMPARE(f.model.data(QModelIndex(), Qt::DisplayRole), QVariant());
    }

    void showsTheNewestFirst()
    {
        Fixture f;
        f.model.setStalls({f.stall(1s, 340ms), f.stall(9s, 5s)});
        QCOMPARE(f.model.rowCount(), 2);
        QCOMPARE(f.text(0, StallListModel::Length), QStringLiteral("5.0 s"));
        QCOMPARE(f.text(1, StallListModel::Length), QStringLiteral("340 ms"));
        const QDateTime when = QDateTime::currentDateTime().addSecs(-3600 + 9);
        const QTime shown = QTime::fromString(f.text(0, StallListModel::When));
        QVERIFY(shown.isValid());
        QVERIFY(qAbs(shown.secsTo(when.time())) % 86'399 <= 1);
    }

    void insertsOnlyWhatIsNew()
    {
        Fixture f;
        f.model.setStalls({f.stall(1s, 200ms)});
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
        f.model.setStalls({f.stall(1s, 200ms)});
        QCOMPARE(inserted.size(), 0);
        f.model.setStalls({f.stall(1s, 200ms), f.stall(2s, 300ms), f.stall(3s, 400ms)});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(f.model.rowCount(), 3);
        QCOMPARE(f.text(0, StallListModel::Length), QStringLiteral("400 ms"));
    }

    void letsALastingStallGrow()
    {
        Fixture f;
        Stall lasting = f.stall(1s, 200ms);
        lasting.lasting = true;
        f.model.setStalls({lasting});
        f.model.setStalls({f.stall(1s, 5s)});
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.text(0, StallListModel::Length), QStringLiteral("5.0 s"));
    }

    void isBounded()
    {
        Fixture f;
        std::vector<Stall> stalls;
        for (int i = 0; i < 1'000; ++i) {
            stalls.push_back(f.stall(std::chrono::seconds{i}, 150ms));
            if (i % 150 == 0) {
                f.model.setStalls(stalls);
            }
        }
        f.model.setStalls(stalls);
        QCOMPARE(f.model.rowCount(), static_cast<int>(StallListModel::maxRows));
    }

    void startsAnewWhenItIsCleared()
    {
        Fixture f;
        f.model.setStalls({f.stall(1s, 200ms), f.stall(2s, 300ms)});
        f.model.clear();
        QCOMPARE(f.model.rowCount(), 0);
        f.model.setStalls({f.stall(1s, 200ms)});
        QCOMPARE(f.text(0, StallListModel::Length), QStringLiteral("200 ms"));
    }

    void saysWhatRanAsTheStallItselfDoes()
    {
        Fixture f;
        f.model.setActivity(QStringLiteral("primes"), f.start);
        Stall stall = f.stall(1s, 200ms);
        stall.what = QStringLiteral("Timer (MainWindow)");
        f.model.setStalls({stall});
        QCOMPARE(f.text(0, StallListModel::WhatRan), stall.what);
        const QString tip = f.model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.startsWith(QStringLiteral("Timer (MainWindow). ")));
        QVERIFY(tip.endsWith(QStringLiteral("Meanwhile there was: primes.")));
    }

    // Of a stall that doesn't say what ran, it is what was run; if nothing was, that isn't known.
    void saysWhatWasRunForMostOfIt_data()
    {
        QTest::addColumn<int>("from"); // of the stall, in ms; the run is from 10,000 to 15,000
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("what");
        QTest::newRow("before") << 8'000 << 500 << QStringLiteral("Not known");
        QTest::newRow("all through the run") << 10'005 << 4'990 << QStringLiteral("primes");
        QTest::newRow("a ping earlier") << 9'960 << 5'030 << QStringLiteral("primes");
        QTest::newRow("mostly after") << 14'900 << 500 << QStringLiteral("Not known");
        QTest::newRow("after") << 16'000 << 500 << QStringLiteral("Not known");
    }
    void saysWhatWasRunForMostOfIt()
    {
        QFETCH(int, from);
        QFETCH(int, length);
        Fixture f;
        f.model.setActivity(QStringLiteral("primes"), f.start + 10s);
        f.model.setActivity({}, f.start + 15s);
        f.model.setStalls(
                {f.stall(std::chrono::milliseconds{from}, std::chrono::milliseconds{length})});
        QTEST(f.text(0, StallListModel::WhatRan), "what");
    }
};

QTEST_MAIN(StallListModelTest)
#include "tst_stalllistmodel.moc"
