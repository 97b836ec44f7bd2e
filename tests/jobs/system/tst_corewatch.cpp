// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/corewatch.h"

#include "jobs/onecore.h"

#include <QProcess>
#include <QTest>

#include <memory>
#include <thread>
#include <vector>

#include <time.h>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

std::chrono::nanoseconds cpuOfThisThread()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void compute(std::chrono::nanoseconds time)
{
    const auto until = cpuOfThisThread() + time;
    while (cpuOfThisThread() < until) {}
}

// A program that computes for so many seconds of processor time, on the cores that this one may
// use.
std::unique_ptr<QProcess> busyProgram(const char *seconds)
{
    auto process = std::make_unique<QProcess>();
    process->start(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             QStringLiteral("ulimit -t %1; while :; do :; done").arg(QLatin1StringView(seconds))});
    return process;
}

} // namespace

class TestCoreWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheTicksOfTheCoresThatAreItsOwn_data()
    {
        QTest::addColumn<QByteArray>("stat");
        QTest::addColumn<qint64>("busy");
        QTest::addColumn<qint64>("stolen");
        const QByteArray all = "cpu  900 90 900 900 900 90 90 900 90 9\n";
        const QByteArray cores = "cpu0 100 20 30 4000 50 6 7 8 9 1\n"
                                 "cpu1 1000 0 0 0 0 0 0 500 0 0\n"
                                 "cpu11 7 7 7 7 7 7 7 7 7 7\n"
                                 "intr 12345 1 2 3 4 5 6 7 8 9\n"
                                 "ctxt 99\n";
        QTest::newRow("two of three")
                << all + cores << qint64{100 + 20 + 30 + 6 + 7 + 1000} << qint64{8 + 500};
        QTest::newRow("cut short")
                << QByteArray("cpu0 100 20 30\ncpu1 5 5 5 5 5 5 5 5\n") << qint64{25} << qint64{5};
        QTest::newRow("nothing") << QByteArray() << qint64{0} << qint64{0};
        QTest::newRow("no such file") << QByteArray("cpu\n\n") << qint64{0} << qint64{0};
    }
    void readsTheTicksOfTheCoresThatAreItsOwn()
    {
        QFETCH(QByteArray, stat);
        const CoreWatch::Ticks ticks = CoreWatch::ticksFrom(stat, {0, 1});
        QTEST(ticks.busy, "busy");
        QTEST(ticks.stolen, "stolen");
    }

    // Both on one core, so one has it and the other hasn't.
    void seesWhatAnotherProgramTakes()
    {
        const OneCore oneCore;
        const CoreWatch watch;
        const auto before = currentThreadWithoutCore();
        if (!before) {
            return; // the system doesn't tell
        }
        const auto process = busyProgram("20");
        QVERIFY(process->waitForStarted());
        compute(500ms);
        const auto withoutCore = *currentThreadWithoutCore() - *before;
        const auto others = watch.use().others;
        process->kill();
        process->waitForFinished();
        QVERIFY2(withoutCore > 50ms, qPrintable(QString::number(withoutCore / 1ms)));
        QVERIFY2(others > 50ms, qPrintable(QString::number(others / 1ms)));
    }

    // Threads of its own, on one core: each waits for the other, and that is no other program's.
    void seesThatItsOwnThreadsWaitForEachOther()
    {
        const OneCore oneCore;
        if (!currentThreadWithoutCore()) {
            return; // the system doesn't tell
        }
        const auto before = std::chrono::steady_clock::now();
        const CoreWatch watch;
        std::vector<std::chrono::nanoseconds> waited(2);
        std::vector<std::jthread> threads;
        for (auto &time : waited) {
            threads.emplace_back([&time] {
                compute(200ms);
                time = currentThreadWithoutCore().value_or(0s);
            });
        }
        threads.clear(); // joins
        QVERIFY(waited[0] > 50ms || waited[1] > 50ms);
        // The two had 400 ms of the core, which nobody else can have had, but for the ticks' error.
        const auto took = std::chrono::steady_clock::now() - before;
        QVERIFY(watch.use().others < took - 400ms + 50ms);
    }

    void knowsAChildAsLongAsItIsThere()
    {
        const auto process = busyProgram("20");
        QVERIFY(process->waitForStarted());
        const auto times = [&] { return timesOfProcess(process->processId()); };
        if (!currentThreadWithoutCore()) {
            return; // the system doesn't tell
        }
        QTRY_VERIFY(times() && times()->cpu > 20ms);
        process->kill();
        process->waitForFinished();
        QVERIFY(!timesOfProcess(0));
    }
};

QTEST_GUILESS_MAIN(TestCoreWatch)
#include "tst_corewatch.moc"
