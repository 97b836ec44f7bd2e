// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/stallparts.h"

#include <QStringList>
#include <QTest>

using namespace std::chrono_literals;
using thaw::ActivityStretch;
using thaw::Stall;
using TimePoint = std::chrono::steady_clock::time_point;

namespace {

constexpr TimePoint start{1000s};
constexpr auto each = 20ms;

/// A letter for every 20 ms: j and k are jobs, c and d columns, whose stalls are counted apart; a
/// dot is time of which nothing is told.
std::vector<ActivityStretch> stretches(const QString &picture)
{
    std::vector<ActivityStretch> result;
    TimePoint at = start;
    for (const QChar letter : picture) {
        const QString what = letter;
        const bool continues =
                !result.empty() && result.back().to == at && result.back().what == what;
        if (continues) {
            result.back().to += each;
        } else if (letter != QLatin1Char('.')) {
            result.push_back({at, at + each, what, QStringLiteral("cd").contains(letter)});
        }
        at += each;
    }
    return result;
}

/// "j 20-340 c! 340-600": names, milliseconds from the start, and ! for what is counted apart.
QString text(const std::vector<Stall> &stalls)
{
    QStringList parts;
    for (const Stall &stall : stalls) {
        const auto from = (stall.start - start) / 1ms;
        parts.append(QStringLiteral("%1%2 %3-%4")
                             .arg(stall.what.isEmpty() ? QStringLiteral("?") : stall.what,
                                  stall.isApart ? QStringLiteral("!") : QString())
                             .arg(from)
                             .arg(from + stall.duration / 1ms));
    }
    return parts.join(QLatin1Char(' '));
}

Stall wholeOf(const QString &picture, bool lasting = false)
{
    return {start, 7ms, each * picture.size(), lasting};
}

} // namespace

class TestStallParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsAStallWhereItsKindChanges_data()
    {
        QTest::addColumn<QString>("picture");
        QTest::addColumn<QString>("parts");
        const auto row = [](const char *name, const char *picture, const char *parts) {
            QTest::newRow(name) << QString::fromLatin1(picture) << QString::fromLatin1(parts);
        };
        row("nothing told", "..........", "? 0-200");
        row("a job", "jjjjjjjjjj", "j 0-200");
        row("a column", "cccccccccc", "c! 0-200");
        row("a job with what led to it", ".jjjjjjjj.", "j 0-200");
        row("columns run into a job", "jjjjjjjjjjcccccccccc", "j 0-200 c! 200-400");
        row("a job runs into a column", "ccccccjjjjjjjj", "c! 0-120 j 120-280");
        row("on both sides", "cccccc.jjjjjjjj.dddddd", "c! 0-120 j 120-320 d! 320-440");
        row("a short column behind a job", "jjjjjjjjjjccc", "j 0-200");
        row("a short job behind a column", "ccccccccccjjj", "c! 0-200");
        row("column upon column", "ccccccdddddddd", "d! 0-280");
        row("column upon column, a turn between", "cccccc.dddddd", "c! 0-120 d! 140-260");
        row("job upon job", "jjjkkkkkkk", "k 0-200");
        row("by turns", "jjkkjjkkjj", "j 0-200");
        row("a name for the short, none for the long", "j.........", "j 0-200");
        row("only together a stall, more of the job", "jjjjjccc", "j 0-160");
        row("only together a stall, more of the columns", "jjjccddd", "d! 0-160");
        row("short columns between nothing", "..cccc..", "? 0-160");
    }
    void cutsAStallWhereItsKindChanges()
    {
        QFETCH(QString, picture);
        QTEST(text(thaw::stallParts(wholeOf(picture), stretches(picture), 100ms)), "parts");
    }

    void onlyTheFirstPartsStartIsUncertain()
    {
        const auto picture = QStringLiteral("jjjjjjjjcccccccc");
        const auto parts = thaw::stallParts(wholeOf(picture), stretches(picture), 100ms);
        QCOMPARE(parts.size(), 2U);
        QCOMPARE(parts[0].startUncertainty / 1ms, 7);
        QCOMPARE(parts[1].startUncertainty.count(), 0);
    }

    void onlyTheLastPartLasts()
    {
        const auto picture = QStringLiteral("jjjjjjjjcccccccc");
        const auto parts = thaw::stallParts(wholeOf(picture, true), stretches(picture), 100ms);
        QCOMPARE(parts.size(), 2U);
        QVERIFY(!parts[0].lasting);
        QVERIFY(parts[1].lasting);
    }

    void cutsWhatReachesBeyondIt()
    {
        const std::vector<ActivityStretch> stretches{
                {start - 1s, start + 200ms, QStringLiteral("j"), false},
                {start + 200ms, start + 9s, QStringLiteral("c"), true},
                {start + 9s, start + 10s, QStringLiteral("k"), false}};
        const Stall whole{start, 0ms, 500ms, false};
        QCOMPARE(text(thaw::stallParts(whole, stretches, 100ms)),
                 QStringLiteral("j 0-200 c! 200-500"));
    }
};

QTEST_APPLESS_MAIN(TestStallParts)
#include "tst_stallparts.moc"
