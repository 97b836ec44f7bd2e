// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/column.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <set>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Clock = std::chrono::steady_clock;

ColumnSettings quick()
{
    ColumnSettings settings;
    settings.period = 100ms;
    settings.work = 0ms;
    settings.seed = 7;
    return settings;
}

// A started column, and what it has sent.
struct LiveColumn
{
    explicit LiveColumn(const ColumnSettings &settings)
        : column(1, settings)
    {
        QObject::connect(&column, &Column::refreshed, &column,
                         [this](const ColumnRefresh &refresh) { refreshes.push_back(refresh); });
        column.start();
    }
    [[nodiscard]] std::size_t count() const { return refreshes.size(); }

    std::vector<ColumnRefresh> refreshes;
    Column column;
};

} // namespace

class TestColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsNumbersFromAThreadOfItsOwn()
    {
        LiveColumn live(quick());
        QTRY_VERIFY(live.count() >= 3);
        for (const ColumnRefresh &refresh : live.refreshes) {
            QCOMPARE(refresh.numbers.size(), std::size_t{5});
            QCOMPARE(refresh.thread, QStringLiteral("column-1"));
        }
        QCOMPARE(live.refreshes[2].refreshes, 3);
        QVERIFY(live.refreshes[0].numbers != live.refreshes[1].numbers);
    }

    void theSameSeedGivesTheSameNumbers()
    {
        LiveColumn one(quick());
        LiveColumn two(quick());
        QTRY_VERIFY(one.count() >= 2 && two.count() >= 2);
        QCOMPARE(one.refreshes[0].numbers, two.refreshes[0].numbers);
        QCOMPARE(one.refreshes[1].numbers, two.refreshes[1].numbers);
    }

    // 20 numbers of 1 to 3: every value comes, both ends included, and no other.
    void numbersFillTheirRangeWithBothEnds()
    {
        ColumnSettings settings = quick();
        settings.count = 20;
        settings.highest = 3;
        LiveColumn live(settings);
        QTRY_VERIFY(live.count() >= 5);
        std::set<int> seen;
        for (const ColumnRefresh &refresh : live.refreshes) {
            seen.insert(refresh.numbers.begin(), refresh.numbers.end());
        }
        QCOMPARE(seen, (std::set<int>{1, 2, 3}));
    }

    void movesToTheGuiThreadAndBackWhileItRuns()
    {
        LiveColumn live(quick());
        QTRY_VERIFY(live.count() >= 1);
        live.column.setOnGuiThread(true);
        QTRY_VERIFY(live.refreshes.back().thread == QStringLiteral("main"));
        live.column.setOnGuiThread(false);
        QTRY_VERIFY(live.refreshes.back().thread == QStringLiteral("column-1"));
        // It is one schedule and one count, whatever thread it is on.
        for (std::size_t index = 0; index < live.count(); ++index) {
            QCOMPARE(live.refreshes[index].refreshes, static_cast<std::int64_t>(index) + 1);
        }
    }

    void manyMovesInARowEndWhereTheLastOneSaid()
    {
        LiveColumn live(quick());
        for (int turn = 0; turn < 51; ++turn) {
            live.column.setOnGuiThread(turn % 2 == 0);
        }
        QVERIFY(live.column.onGuiThread());
        const std::size_t before = live.count();
        QTRY_VERIFY(live.count() > before + 2);
        QCOMPARE(live.refreshes.back().thread, QStringLiteral("main"));
    }

    void aMoveKeepsTheSchedule()
    {
        ColumnSettings settings = quick();
        settings.period = 300ms;
        LiveColumn live(settings);
        QTRY_VERIFY(live.count() >= 1);
        const auto first = live.refreshes.front().at;
        for (int turn = 0; turn < 4; ++turn) {
            live.column.setOnGuiThread(turn % 2 == 0); // each would begin a schedule anew
            QTest::qWait(100);
        }
        QTRY_VERIFY(live.count() >= 4);
        // A reset schedule comes later and later; the n-th tick is never before its time either.
        const ColumnRefresh &last = live.refreshes.back();
        const auto ticks = last.refreshes - 1 + last.skipped;
        QVERIFY(last.at - first >= 300ms * ticks - 20ms);
        QVERIFY(last.at - first < 300ms * (ticks + 1));
    }

    void onTheGuiThreadARefreshBlocksTheLoop()
    {
        ColumnSettings settings = quick();
        settings.work = 80ms;
        settings.period = 200ms;
        LiveColumn live(settings);
        live.column.setOnGuiThread(true);
        QTRY_VERIFY(live.count() >= 2 && live.refreshes.back().thread == QStringLiteral("main"));
        auto longest = 0ns;
        auto turned = Clock::now();
        QTimer turns;
        connect(&turns, &QTimer::timeout, this, [&] {
            const auto now = Clock::now();
            longest = std::max<std::chrono::nanoseconds>(longest, now - turned);
            turned = now;
        });
        turns.start(1);
        const std::size_t before = live.count();
        QTRY_VERIFY(live.count() >= before + 2);
        QVERIFY(longest >= 80ms);
    }

    void countsTheTicksThatARefreshTookLongerThan_data()
    {
        QTest::addColumn<ColumnWork>("kind");
        QTest::newRow("waiting") << ColumnWork::Waiting;
        QTest::newRow("computing") << ColumnWork::Computing;
    }
    void countsTheTicksThatARefreshTookLongerThan()
    {
        QFETCH(ColumnWork, kind);
        ColumnSettings settings = quick();
        settings.work = 250ms; // two and a half periods
        settings.workKind = kind;
        LiveColumn live(settings);
        QTRY_VERIFY(live.count() >= 2);
        QVERIFY(live.refreshes[0].skipped >= 2);
        QVERIFY(live.refreshes[1].skipped >= 4);
    }

    void takesOverNewSettingsWhileItRuns()
    {
        LiveColumn live(quick());
        QTRY_VERIFY(live.count() >= 1);
        ColumnSettings settings = quick();
        settings.count = 9;
        settings.lowest = 500;
        settings.highest = 600;
        settings.period = 120ms;
        live.column.setSettings(settings);
        QTRY_COMPARE(live.refreshes.back().numbers.size(), std::size_t{9});
        QVERIFY(std::ranges::all_of(live.refreshes.back().numbers,
                                    [](int number) { return number >= 500 && number <= 600; }));
    }

    void settingsOutOfRangeAreClamped()
    {
        ColumnSettings settings;
        settings.count = 0;
        settings.lowest = 50;
        settings.highest = 10;
        settings.period = 0ms;
        settings.work = 1h;
        const ColumnSettings clamped = settings.clamped();
        QCOMPARE(clamped.count, 1);
        QCOMPARE(clamped.highest, 50);
        QCOMPARE(clamped.period, 100ms);
        QCOMPARE(clamped.work, 2000ms);
    }

    void canBeDestroyedInTheMiddleOfARefresh_data()
    {
        QTest::addColumn<ColumnWork>("kind");
        QTest::addColumn<bool>("onGuiThread");
        QTest::newRow("waiting") << ColumnWork::Waiting << false;
        QTest::newRow("computing") << ColumnWork::Computing << false;
        QTest::newRow("on the GUI thread") << ColumnWork::Waiting << true;
    }
    void canBeDestroyedInTheMiddleOfARefresh()
    {
        QFETCH(ColumnWork, kind);
        QFETCH(bool, onGuiThread);
        ColumnSettings settings = quick();
        settings.work = onGuiThread ? 10ms : 2000ms;
        settings.workKind = kind;
        QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); // of another thread's timer
        auto live = std::make_unique<LiveColumn>(settings);
        live->column.setOnGuiThread(onGuiThread);
        QTest::qWait(50);
        const auto began = Clock::now();
        live.reset(); // doesn't wait for the two seconds
        QVERIFY(Clock::now() - began < 1500ms);
    }

    void aColumnThatWasNeverStartedCanBeMovedAndDestroyed()
    {
        Column column(1, quick());
        column.setOnGuiThread(true);
        column.setOnGuiThread(false);
        column.setSettings({});
    }
};

QTEST_GUILESS_MAIN(TestColumn)
#include "tst_column.moc"
