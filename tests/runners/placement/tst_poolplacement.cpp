// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedrequest.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <set>

#include <sys/resource.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const auto pool = QStringLiteral("pool");

int niceOfThisThread()
{
    return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
}

} // namespace

class TestPoolPlacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A second job gets the first one's thread, as it was: the priority was not taken from it.
    void theThreadIsBorrowedAndKeepsItsPriority()
    {
        const int before = niceOfThisThread();
        std::set<QThread *> threads;
        std::set<int> nices;
        const ScriptedRequest request([&](JobContext &) {
            threads.insert(QThread::currentThread());
            nices.insert(niceOfThisThread());
            return Outcome::finished();
        });
        for (int turn = 0; turn < 3; ++turn) {
            RunRequest one = request.on(pool);
            one.settings.poolSize = 1;
            Run run(one);
            run.start();
            QTRY_COMPARE(run.state(), Run::State::Ended);
        }
        QCOMPARE(threads.size(), std::size_t{1});
        QVERIFY(!threads.contains(QThread::currentThread()));
        QCOMPARE(nices, std::set<int>{before});
    }

    void itsSizeIsTheLimitOfThreads()
    {
        std::atomic<int> inside = 0;
        const ScriptedRequest request([&](JobContext &context) {
            ++inside;
            return untilStopped(context);
        });
        RunRequest one = request.on(pool);
        one.settings.poolSize = 2;
        Run first(one);
        Run second(one);
        Run third(one);
        first.start();
        second.start();
        QTRY_COMPARE(inside.load(), 2);
        third.start();
        QTest::qWait(50);
        QCOMPARE(inside.load(), 2);
        first.requestStop();
        QTRY_COMPARE(inside.load(), 3);
    }

    void aRunThatWaitsForAThreadCanBeDestroyed()
    {
        std::atomic<int> inside = 0;
        const ScriptedRequest request([&](JobContext &context) {
            ++inside;
            return untilStopped(context);
        });
        RunRequest one = request.on(pool);
        one.settings.poolSize = 1;
        Run first(one);
        first.start();
        QTRY_COMPARE(inside.load(), 1);
        {
            Run second(one);
            second.start();
        } // would wait for ever if it waited for its turn
        first.requestStop();
        QTRY_COMPARE(first.state(), Run::State::Ended);
        QCOMPARE(inside.load(), 1);
    }

    void destroyingARunStopsAndJoinsIt()
    {
        std::atomic<bool> entered = false;
        std::atomic<bool> left = false;
        const ScriptedRequest request([&](JobContext &context) {
            entered = true;
            const Outcome outcome = untilStopped(context);
            left = true;
            return outcome;
        });
        auto run = std::make_unique<Run>(request.on(pool));
        run->start();
        QTRY_VERIFY(entered);
        run->pause();
        run.reset();
        QVERIFY(left);
    }
};

QTEST_GUILESS_MAIN(TestPoolPlacement)
#include "tst_poolplacement.moc"
