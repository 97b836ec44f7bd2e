// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/column.h"

#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <thread>
#include <vector>

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

    // Some of them wait for a worker that is busy, others reach it at once, and it moves meanwhile.
    void theLastSettingsCountWhateverMoves()
    {
        ColumnSettings settings = quick();
        settings.work = 30ms;
        LiveColumn live(settings);
        for (int turn = 0; turn < 60; ++turn) {
            settings.count = turn % 20 + 1;
            live.column.setSettings(settings);
            live.column.setOnGuiThread(turn % 3 == 0);
            if (turn % 5 == 0) {
                QTest::qWait(7);
            }
        }
        QCOMPARE(live.column.settings().count, 20);
        const std::size_t before = live.count();
        QTRY_VERIFY(live.count() > before + 3);
        QCOMPARE(live.refreshes.back().numbers.size(), std::size_t{20});
        QCOMPARE(live.refreshes.back().thread, QStringLiteral("column-1"));
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

    // What it does there to a watched loop is its own, and is counted apart.
    void onTheGuiThreadItsStallsAreItsOwn()
    {
        Probe probe;
        probe.start();
        ColumnSettings settings = quick();
        settings.work = 200ms;
        settings.period = 600ms;
        LiveColumn live(settings);
        live.column.setOnGuiThread(true);
        QTRY_VERIFY(probe.log()->snapshot()->stallsApartSinceStart >= 2);
        const auto stalls = probe.log()->stalls();
        const auto own = std::ranges::find(stalls, true, &Stall::isApart);
        QVERIFY(own != stalls.end());
        QCOMPARE(own->what, QStringLiteral("Column 1"));
    }

    // However long the loop was held up, and however many columns are late then: each refreshes
    // once, and between two of them the loop handles what waits.
    void catchesUpOnceAndGivesWayBeforeThat()
    {
        ColumnSettings settings = quick();
        settings.work = 150ms;
        settings.period = 1000ms;
        std::array<std::unique_ptr<LiveColumn>, 3> columns;
        for (auto &column : columns) {
            column = std::make_unique<LiveColumn>(settings);
            column->column.setOnGuiThread(true);
        }
        for (const auto &column : columns) {
            QTRY_VERIFY(column->count() >= 1 && column->refreshes.back().thread == u"main");
        }
        std::this_thread::sleep_for(3200ms); // each misses three ticks
        const auto free = Clock::now();
        std::vector<Clock::time_point> turns;
        QTimer turning;
        connect(&turning, &QTimer::timeout, this, [&] { turns.push_back(Clock::now()); });
        turning.start(1);
        std::vector<std::size_t> before;
        for (const auto &column : columns) {
            before.push_back(column->count());
        }
        QTRY_VERIFY(Clock::now() - free > 950ms);
        std::vector<Clock::time_point> refreshed;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const LiveColumn &column = *columns[i];
            const std::int64_t skipped = column.refreshes.back().skipped;
            QVERIFY2(skipped >= 2, qPrintable(QString::number(skipped)));
            // One for all that were missed, and at most one whose time has come since.
            QVERIFY(column.count() > before[i] && column.count() <= before[i] + 2);
            refreshed.push_back(column.refreshes[before[i]].at);
        }
        std::ranges::sort(refreshed);
        for (std::size_t i = 0; i < refreshed.size(); ++i) { // a turn before each that waited
            const auto since = i == 0 ? free : refreshed[i - 1];
            QVERIFY(std::ranges::any_of(turns, [&](Clock::time_point turn) {
                return turn > since && turn < refreshed[i];
            }));
        }
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
