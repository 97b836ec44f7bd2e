// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/verdict.h"

#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

constexpr CoreFigures quiet{.cpu = 4s, .withoutCore = 20ms, .use = {60ms, 0ms}};
// 256 threads on two cores wait for each other, and nobody else is there.
constexpr CoreFigures manyThreads{.cpu = 5s, .withoutCore = 700s, .use = {200ms, 0ms}};
// A program on another core takes nothing from a lesson that leaves it free.
constexpr CoreFigures besideWhatIsFree{.cpu = 4s, .withoutCore = 50ms, .use = {9s, 0ms}};
constexpr CoreFigures besideOne{.cpu = 4s, .withoutCore = 1s, .use = {3s, 0ms}};
constexpr CoreFigures besideFour{.cpu = 800ms, .withoutCore = 7600ms, .use = {15s, 0ms}};
constexpr CoreFigures manyThreadsBesideFour{.cpu = 5s, .withoutCore = 1400s, .use = {9s, 0ms}};
// A machine that is a guest, and not alone.
constexpr CoreFigures stolen{.cpu = 2s, .withoutCore = 10ms, .use = {10ms, 3s}};
// In a container with --cpus=1 there are two threads that want one each.
constexpr CoreFigures throttled{.cpu = 2s, .withoutCore = 2s, .use = {.throttled = 1900ms}};
// A lesson that mostly sleeps: what it waits for at each waking is no busy machine, be it more than
// what it computes; nor is the one tick that happened to be another's.
constexpr CoreFigures asleep{.cpu = 3ms, .withoutCore = 30ms, .use = {50ms, 0ms}, .elapsed = 4s};
constexpr CoreFigures asleepForATick{
        .cpu = 3ms, .withoutCore = 1ms, .use = {30ms, 10ms}, .elapsed = 100ms};
constexpr CoreFigures asleepBesideFour{
        .cpu = 3ms, .withoutCore = 600ms, .use = {8s, 0ms}, .elapsed = 4s};

} // namespace

Q_DECLARE_METATYPE(thaw::CoreFigures)
Q_DECLARE_METATYPE(thaw::Findings)

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatOthersTook_data()
    {
        QTest::addColumn<CoreFigures>("cores");
        QTest::addColumn<qint64>("takenMs");
        QTest::addColumn<bool>("busy");
        QTest::addColumn<bool>("overrun");
        const auto row = [](const char *name, const CoreFigures &cores, qint64 taken, bool busy,
                            bool overrun) {
            QTest::newRow(name) << cores << taken << busy << overrun;
        };
        row("quiet", quiet, 20, false, false);
        row("many threads", manyThreads, 200, false, false);
        row("beside what is free", besideWhatIsFree, 50, false, false);
        row("beside one", besideOne, 1000, true, false);
        row("beside four", besideFour, 7600, true, true);
        row("many threads, beside four", manyThreadsBesideFour, 9000, true, true);
        row("stolen", stolen, 3010, true, true);
        row("throttled", throttled, 1900, true, true);
        row("asleep", asleep, 30, false, true);
        row("asleep for a tick", asleepForATick, 11, false, true);
        row("asleep beside four", asleepBesideFour, 600, true, true);
        row("nothing at all", {}, 0, false, false);
    }
    void knowsWhatOthersTook()
    {
        QFETCH(CoreFigures, cores);
        QFETCH(bool, busy);
        QFETCH(bool, overrun);
        QTEST(qint64{cores.taken() / 1ms}, "takenMs");
        QCOMPARE(cores.isBusy(), busy);
        QCOMPARE(cores.isOverrun(), overrun);
        QVERIFY(cores.takenShare() >= 0 && cores.takenShare() <= 1);
    }

    void saysWhoTookTheCores()
    {
        QCOMPARE(besideFour.takers(), QStringLiteral("other programs"));
        QCOMPARE(stolen.takers(), QStringLiteral("other machines"));
        QCOMPARE(throttled.takers(), QStringLiteral("a limit of its control group"));
        constexpr CoreFigures both{.withoutCore = 2s, .use = {1s, 1s}};
        QVERIFY(both.takers().contains(QStringLiteral("programs")));
        QVERIFY(both.takers().contains(QStringLiteral("machines")));
    }

    void judges_data()
    {
        QTest::addColumn<Findings>("findings");
        QTest::addColumn<CoreFigures>("cores");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char *name, const Findings &findings, const CoreFigures &cores,
                            Verdict verdict) {
            QTest::newRow(name) << findings << cores << verdict;
        };
        using enum Verdict;
        const Findings wrong{.isRight = false};
        const Findings right{.isRight = true};
        const Findings contradicted{.isRight = true, .isShown = false};
        const Findings computed{.isRight = true, .isShown = true, .isOfComputing = true};
        const Findings wrongly{.isRight = true, .isShown = false, .isOfComputing = true};
        const Findings paused{.isRight = true, .isShown = false, .wasPaused = true};
        row("right, quiet", right, quiet, AsExpected);
        row("right, beside four", right, besideFour, AsExpected);
        row("wrong, quiet", wrong, quiet, NotAsExpected);
        row("wrong, beside four", wrong, besideFour, NotAsExpected); // no machine is an excuse
        row("contradicted, quiet", contradicted, quiet, NotAsExpected);
        row("contradicted, beside one", contradicted, besideOne, NotToBeTold);
        row("contradicted, beside four", contradicted, besideFour, NotToBeTold);
        row("contradicted, stolen", contradicted, stolen, NotToBeTold);
        row("contradicted, throttled", contradicted, throttled, NotToBeTold);
        row("contradicted, asleep", contradicted, asleep, NotAsExpected);
        row("contradicted, asleep for a tick", contradicted, asleepForATick, NotAsExpected);
        row("contradicted, asleep beside four", contradicted, asleepBesideFour, NotToBeTold);
        // Its own threads took the cores from each other: that is what it is about.
        row("contradicted, many threads", wrongly, manyThreads, NotAsExpected);
        row("contradicted, beside what is free", wrongly, besideWhatIsFree, NotAsExpected);
        row("computed, quiet", computed, quiet, AsExpected);
        row("computed, many threads", computed, manyThreads, AsExpected);
        row("computed, beside one", computed, besideOne, AsExpected);
        row("computed, beside four", computed, besideFour, NotToBeTold); // it may be chance
        row("paused", paused, quiet, NotToBeTold);
        const Findings spoiled{.isRight = true, .isShown = false, .isSpoiled = true};
        row("busy during one measurement", spoiled, quiet, NotToBeTold);
        row("paused, and wrong", {.isRight = false, .wasPaused = true}, quiet, NotAsExpected);
    }
    void judges()
    {
        QFETCH(Findings, findings);
        QFETCH(CoreFigures, cores);
        QTEST(judge(findings, cores), "verdict");
    }

    void isReadFromTheFacts()
    {
        using enum Verdict;
        for (const Verdict verdict : {AsExpected, NotAsExpected, NotToBeTold}) {
            const QJsonObject facts{{QStringLiteral("as_expected"), asExpected(verdict)}};
            QCOMPARE(verdictOf(facts), std::optional(verdict));
            QVERIFY(!verdictWords(verdict).isEmpty());
        }
        QVERIFY(!verdictOf({})); // a workload
        QVERIFY(!verdictOf({{QStringLiteral("as_expected"), QStringLiteral("true")}}));
        QVERIFY(!verdictOf({{QStringLiteral("as_expected"), 1}}));
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
