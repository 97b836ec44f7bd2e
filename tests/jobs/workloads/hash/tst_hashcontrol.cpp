// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash.h"
#include "jobs/workloads/hash/hashtest.h"

#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

constexpr off_t gigabyte = 1'000'000'000;
// What a thread reads between two points.
constexpr qint64 largestBlock = 1024 * 1024;
// A cancel takes 100 ms at most; a machine that builds something on all cores adds to it.
constexpr auto soon = 2s;

} // namespace

class TestHashControl : public HashTest
{
    Q_OBJECT
private Q_SLOTS:
    void isCanceledInTheMiddleOfAFile_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("two threads") << 2;
    }
    void isCanceledInTheMiddleOfAFile()
    {
        QFETCH(int, threads);
        m_folder->writeSparse("a", 200 * gigabyte); // minutes, if it isn't canceled
        m_folder->writeSparse("b", 200 * gigabyte);
        m_job->set("threads", threads).start();
        QVERIFY(m_job->awaitProgress(1));
        const auto before = std::chrono::steady_clock::now();
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < soon);
        QVERIFY(m_job->progress().done < m_job->progress().total);
        QCOMPARE(m_job->progress().total, 400 * gigabyte);
        QCOMPARE(m_job->fact("hashed").toInt(), 0);
    }

    void isCanceledBeforeItBegins()
    {
        m_folder->write("a", "x");
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->run().kind, OutcomeKind::Canceled);
        QVERIFY(m_job->lines().isEmpty());
    }

    void standsStillWhilePausedAndThenGoesOn()
    {
        m_folder->writeSparse("a", gigabyte / 4);
        m_folder->writeSparse("b", gigabyte / 4);
        m_job->set("threads", 2).start();
        QVERIFY(m_job->awaitProgress(1));
        m_job->control().pause();
        m_job->collect();
        const qint64 atPause = m_job->progress().done;
        QTest::qSleep(200); // it would be done by now
        m_job->collect();
        QVERIFY(m_job->progress().done <= atPause + 2 * largestBlock); // each thread's last one
        m_job->control().resume();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("bytes").toInteger(), gigabyte / 2);
    }

    void goesOnByABlockAtAStep()
    {
        m_folder->writeSparse("a", gigabyte / 100);
        m_job->set("threads", 1).control().pause();
        m_job->start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("so far")));
        qint64 before = 0;
        int steps = 0;
        while (m_job->progress().done < gigabyte / 200 && steps < 10000) {
            before = m_job->progress().done;
            m_job->control().step();
            ++steps;
            QTest::qSleep(1);
            m_job->collect();
        }
        QVERIFY(steps > 5);
        QVERIFY(before < m_job->progress().total);
        m_job->control().resume();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
    }

    void isCanceledWhilePaused()
    {
        m_folder->write("a", "x");
        m_job->control().pause();
        m_job->start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("so far")));
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
    }

    void canRunAgain()
    {
        m_folder->write("a", "x");
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->run().kind, OutcomeKind::Canceled);
        JobHarness again(hashJob());
        again.set("path", m_folder->path());
        QCOMPARE(again.run().kind, OutcomeKind::Finished);
    }
};

QTEST_GUILESS_MAIN(TestHashControl)
#include "tst_hashcontrol.moc"
