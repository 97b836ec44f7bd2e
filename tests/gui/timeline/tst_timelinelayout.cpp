// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinelayout.h"

#include <QLocale>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;
using std::chrono::nanoseconds;

Q_DECLARE_METATYPE(std::chrono::nanoseconds)

namespace {

/// "RRRWW..SS": each letter is `unit` long; R, W, B and S are states, a dot is a gap, a bar ends a
/// stretch where the same state goes on.
LaneStretches laneOf(const char *picture, nanoseconds unit)
{
    LaneStretches lane;
    const QByteArray text = QByteArray(picture) + '.';
    nanoseconds now{};
    std::size_t count = 0;
    char last = '.';
    Stretch stretch;
    const auto finish = [&] {
        if (last != '.' && last != '|') {
            stretch.end = now;
            stretch.span = count++;
            lane.append(stretch);
        }
    };
    for (const char letter : text) {
        if (letter != last) {
            finish();
            stretch.start = now;
            stretch.state = static_cast<LaneState>(QByteArray("RWBS").indexOf(letter));
        }
        now += letter == '|' ? 0ns : unit;
        last = letter;
    }
    return lane;
}

/// What `blocks` would look like: "3-7:R" for a stretch in pixels, "[2:R50B25]" for a merged pixel
/// with its shares.
QString drawn(const std::vector<Block> &blocks, const LaneStretches &lane, const TimeScale &scale)
{
    static const QByteArray letters("RWBS");
    QStringList result;
    for (const Block &block : blocks) {
        if (!block.merged) {
            result.append(
                    QStringLiteral("%1-%2:%3")
                            .arg(block.left)
                            .arg(block.right)
                            .arg(QLatin1Char(
                                    letters[static_cast<int>(lane.all()[block.first].state)])));
            continue;
        }
        QString shares;
        for (std::size_t state = 0; state < laneStateCount; ++state) {
            if (block.times[state] > 0ns) {
                shares += QLatin1Char(letters[static_cast<int>(state)])
                          + QString::number(
                                  std::lround(100 * static_cast<double>(block.times[state].count())
                                              / scale.perPixel));
            }
        }
        result.append(QStringLiteral("[%1:%2]").arg(block.left).arg(shares));
    }
    return result.join(QLatin1Char(' '));
}

} // namespace

class TestTimelineLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::English); }

    void placesAndTimesGoTogether()
    {
        const TimeScale scale{.left = 1s, .perPixel = 1e6};
        QCOMPARE(scale.xOf(1s), 0.0);
        QCOMPARE(scale.xOf(1250ms), 250.0);
        QCOMPARE(scale.xOf(0s), -1000.0);
        QVERIFY(scale.timeAt(250) == 1250ms);
        QVERIFY(scale.timeAt(-10) == 990ms);
    }

    void findsTheStretchAtAMoment_data()
    {
        QTest::addColumn<int>("at");    // ms
        QTest::addColumn<int>("index"); // -1: none
        QTest::newRow("at its start") << 0 << 0;
        QTest::newRow("within") << 2 << 0;
        QTest::newRow("where the next begins") << 3 << 1;
        QTest::newRow("in a gap") << 6 << -1;
        QTest::newRow("the last") << 8 << 2;
        QTest::newRow("behind the last") << 9 << -1;
    }
    void findsTheStretchAtAMoment()
    {
        QFETCH(int, at);
        QFETCH(int, index);
        const LaneStretches lane = laneOf("RRRWW..SS", 1ms);
        const Stretch *found = lane.at(at * 1ms);
        QCOMPARE(found ? static_cast<int>(found->span) : -1, index);
    }

    void searchesFromWhereItIsToldAsFromTheStart()
    {
        LaneStretches lane;
        for (std::size_t i = 0; i < 1000; ++i) {
            lane.append({i * 10us, i * 10us + 5us, LaneState::Running, i});
        }
        for (std::size_t i = 0; i < 1000; ++i) {
            const nanoseconds moment = i * 10us + 5us;
            QCOMPARE(lane.firstEndingAfter(moment), i + 1);
            for (const std::size_t from : {std::size_t{0}, i / 2, i}) {
                QCOMPARE(lane.firstEndingAfter(moment - 1ns, from), i);
            }
        }
        QCOMPARE(LaneStretches().firstEndingAfter(0ns), 0U);
    }

    void addsUpTheTimesOfAnyPart()
    {
        LaneStretches lane; // 300 times: 3 us running, 7 us blocked
        for (std::size_t i = 0; i < 300; ++i) {
            lane.append({i * 10us, i * 10us + 3us, LaneState::Running, 2 * i});
            lane.append({i * 10us + 3us, i * 10us + 10us, LaneState::Blocked, 2 * i + 1});
        }
        const StateTimes all = lane.times(0ns, 3ms);
        QVERIFY(all == (StateTimes{900us, 0ns, 2100us, 0ns}));
        const StateTimes part = lane.times(1001us, 1505us);
        QVERIFY(part == (StateTimes{2us + 49 * 3us + 3us, 0ns, 50 * 7us + 2us, 0ns}));
        QVERIFY(lane.times(5ms, 6ms) == StateTimes{});
    }

    void paintsWhatIsInSightAndMergesWhatIsTooNarrow_data()
    {
        QTest::addColumn<QByteArray>("lane"); // a letter is 1 ms
        QTest::addColumn<int>("left");        // ms
        QTest::addColumn<double>("perPixel"); // ms
        QTest::addColumn<QString>("blocks");  // in a plot of 4 pixels
        const auto row = [](const char *name, const char *lane, int left, double perPixel,
                            const char *blocks) {
            QTest::newRow(name) << QByteArray(lane) << left << perPixel
                                << QString::fromLatin1(blocks);
        };
        row("nothing", "", 0, 1, "");
        row("one", "RRR", 0, 1, "0-3:R");
        row("cut at the left", "RRRWWW", 2, 0.5, "0-2:R 2-4:W");
        row("cut at the right", "RRRRRRRR", 0, 1, "0-4:R");
        row("before what is in sight", "RR......", 4, 1, "");
        row("behind it", "........RR", 0, 1, "");
        row("a gap between", "RR..", 0, 0.5, "0-4:R");
        row("two in a pixel", "RB", 0, 2, "[0:R50B50]");
        row("many in a pixel", "RBRBRWRS", 0, 8, "[0:R50W13B25S13]");
        row("one alone is as high as its share", "R...", 0, 4, "[0:R25]");
        row("narrow ones beside a wide one", "RBWWWWWW", 0, 2, "[0:R50B50] 1-4:W");
        row("one that crosses a pixel's edge", "RBBR", 0, 2, "[0:R50B50] [1:R50B50]");
        row("a wide one that begins within a pixel", "RWWWWWWW", 0, 2, "[0:R50W50] 0.5-4:W");
        row("the same state, apart", "R|R|R|R|", 0, 1, "[0:R100] [1:R100] [2:R100] [3:R100]");
    }
    void paintsWhatIsInSightAndMergesWhatIsTooNarrow()
    {
        QFETCH(QByteArray, lane);
        QFETCH(int, left);
        QFETCH(double, perPixel);
        QFETCH(QString, blocks);
        const LaneStretches stretches = laneOf(lane.constData(), 1ms);
        const TimeScale scale{.left = left * 1ms, .perPixel = perPixel * 1e6};
        QCOMPARE(drawn(blocksOf(stretches, scale, 4), stretches, scale), blocks);
    }

    void paintsNoMoreThanTwoAPixelHoweverManyThereAre()
    {
        LaneStretches lane;
        for (std::size_t i = 0; i < 200'000; ++i) {
            const nanoseconds length = i % 7 == 0 ? 30us : 1us;
            const nanoseconds start = lane.all().empty() ? 0ns : lane.all().back().end;
            lane.append({start, start + length, LaneState(static_cast<int>(i % 4)), i});
        }
        const nanoseconds length = lane.all().back().end;
        for (double perPixel = 20; perPixel < static_cast<double>(length.count());
             perPixel *= 1.7) {
            const TimeScale scale{.left = length / 3, .perPixel = perPixel};
            const std::vector<Block> blocks = blocksOf(lane, scale, 500);
            QVERIFY(!blocks.empty());
            QVERIFY(blocks.size() <= 1000);
            for (const Block &block : blocks) {
                QVERIFY(block.left >= 0 && block.left < block.right && block.right <= 500);
            }
        }
    }

    void ticksStandApart_data()
    {
        QTest::addColumn<double>("perPixel"); // ns
        QTest::addColumn<nanoseconds>("step");
        QTest::newRow("seconds") << 1e7 << nanoseconds(1s);
        QTest::newRow("two seconds") << 1.01e7 << nanoseconds(2s);
        QTest::newRow("five seconds") << 4e7 << nanoseconds(5s);
        QTest::newRow("ten") << 6e7 << nanoseconds(10s);
        QTest::newRow("microseconds") << 10.0 << nanoseconds(1us);
        QTest::newRow("less than a nanosecond") << 0.001 << nanoseconds(1ns);
    }
    void ticksStandApart()
    {
        QFETCH(double, perPixel);
        QFETCH(nanoseconds, step);
        QVERIFY(tickStep(perPixel, 100) == step);
    }

    void ticksAreTheMultiplesInSight()
    {
        const TimeScale scale{.left = 1500ms, .perPixel = 1e7};
        QVERIFY(ticks(scale.left, scale.timeAt(250), 1s) == (std::vector<nanoseconds>{2s, 3s, 4s}));
        QVERIFY(ticks(0ns, 990ms, 1s) == std::vector<nanoseconds>{0ns});
    }

    void ticksAreWrittenWithAsManyDigitsAsTheyNeed_data()
    {
        QTest::addColumn<nanoseconds>("time");
        QTest::addColumn<nanoseconds>("step");
        QTest::addColumn<QString>("text");
        QTest::newRow("s") << nanoseconds(12s) << nanoseconds(1s) << QStringLiteral("12 s");
        QTest::newRow("ten s") << nanoseconds(20s) << nanoseconds(10s) << QStringLiteral("20 s");
        QTest::newRow("0.5 s") << nanoseconds(1500ms) << nanoseconds(500ms)
                               << QStringLiteral("1.5 s");
        QTest::newRow("20 ms") << nanoseconds(1020ms) << nanoseconds(20ms)
                               << QStringLiteral("1.02 s");
        QTest::newRow("ms") << nanoseconds(12ms) << nanoseconds(1ms) << QStringLiteral("12 ms");
        QTest::newRow("us") << nanoseconds(12'345us) << nanoseconds(5us)
                            << QStringLiteral("12.345 ms");
        QTest::newRow("0") << nanoseconds(0s) << nanoseconds(100us) << QStringLiteral("0.0 ms");
    }
    void ticksAreWrittenWithAsManyDigitsAsTheyNeed()
    {
        QFETCH(nanoseconds, time);
        QFETCH(nanoseconds, step);
        QFETCH(QString, text);
        QCOMPARE(tickText(time, step), text);
    }

    void aMomentIsWrittenInTheUnitOfTheTicks()
    {
        QCOMPARE(tickText(3'368ms, 500ms, 1ms), QStringLiteral("3.368 s"));
    }

    void aRunThatGoesOnHasRoomAheadAndRescalesSeldom()
    {
        int changes = 0;
        nanoseconds last{};
        for (nanoseconds now = 0s; now < 10min; now += 16ms) {
            const nanoseconds length = growingLength(now);
            QVERIFY(length > now);
            QVERIFY(length <= std::max<nanoseconds>(now * 3 / 2 * 103 / 100, 1s));
            changes += length != last ? 1 : 0;
            last = length;
        }
        QVERIFY(changes < 25);
    }

    void lanesLieOneBelowTheOther_data()
    {
        QTest::addColumn<double>("y");
        QTest::addColumn<int>("lane"); // -1: none
        QTest::newRow("above") << -1.0 << -1;
        QTest::newRow("the first") << 0.0 << 0;
        QTest::newRow("its end") << 37.9 << 0;
        QTest::newRow("the second") << 38.0 << 1;
        QTest::newRow("the last") << 38 + 28 * 254.5 << 255;
        QTest::newRow("below") << 38 + 28 * 255.0 << -1;
    }
    void lanesLieOneBelowTheOther()
    {
        QFETCH(double, y);
        QFETCH(int, lane);
        const LaneRows rows{.count = 256, .firstHeight = 38, .height = 28};
        QCOMPARE(rows.laneAt(y).value_or(-1), lane);
        QCOMPARE(rows.top(1), 38.0);
        QCOMPARE(rows.total(), 38 + 28 * 255.0);
        QCOMPARE((LaneRows{.count = 0, .firstHeight = 38, .height = 28}).total(), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestTimelineLayout)
#include "tst_timelinelayout.moc"
