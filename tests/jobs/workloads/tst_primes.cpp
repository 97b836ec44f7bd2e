// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/jobharness.h"
#include "jobs/workloads/primes.h"

#include <QFile>
#include <QTest>

#include <chrono>
#include <ctime>

using namespace thaw;
using namespace std::chrono_literals;

class TestPrimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // It costs a program's start a millisecond. Only of a fresh process: this test comes first.
    void loadsTheSieveWhenItIsNeeded()
    {
        const auto isLoaded = [] {
            QFile maps(QStringLiteral("/proc/self/maps"));
            return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libprimesieve");
        };
        QVERIFY(!isLoaded());
        JobHarness job(primesJob());
        job.set("limit", qint64{10});
        QCOMPARE(job.run().kind, OutcomeKind::Finished);
        QVERIFY(isLoaded());
    }

    // pi(x): OEIS A006880, and counted by hand. A chunk of the job ends at each 50,000,000; the two
    // rows about it enclose 50,000,017, the first prime after one.
    void countsThem_data()
    {
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<qint64>("count");
        QTest::newRow("1") << qint64{1} << qint64{0};
        QTest::newRow("2") << qint64{2} << qint64{1};
        QTest::newRow("3") << qint64{3} << qint64{2};
        QTest::newRow("10") << qint64{10} << qint64{4};
        QTest::newRow("10^6") << qint64{1'000'000} << qint64{78'498};
        QTest::newRow("10^7") << qint64{10'000'000} << qint64{664'579};
        QTest::newRow("one chunk") << qint64{50'000'000} << qint64{3'001'134};
        QTest::newRow("and one number") << qint64{50'000'001} << qint64{3'001'134};
        QTest::newRow("before its first prime") << qint64{50'000'016} << qint64{3'001'134};
        QTest::newRow("at its first prime") << qint64{50'000'017} << qint64{3'001'135};
        QTest::newRow("10^8") << qint64{100'000'000} << qint64{5'761'455};
    }
    void countsThem()
    {
        QFETCH(qint64, limit);
        for (const int threads : {1, 2}) {
            if (threads > coresOffered()) {
                continue;
            }
            JobHarness job(primesJob());
            job.set("limit", limit).set("threads", threads);
            QCOMPARE(job.run().kind, OutcomeKind::Finished);
            QTEST(job.fact("count").toInteger(), "count");
            QCOMPARE(job.progress(), (Progress{limit, limit}));
            QCOMPARE(job.threads().size(), static_cast<std::size_t>(threads - 1));
        }
    }

    // The sieve starts no threads of its own: what one thread counts costs that thread's time.
    void oneThreadDoesItAll()
    {
        const auto processCpu = [] {
            timespec time = {};
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
            return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
        };
        JobHarness job(primesJob());
        job.set("limit", 1'000'000'000).set("threads", 1);
        const auto threadBefore = currentThreadCpu();
        const auto processBefore = processCpu();
        QCOMPARE(job.run().kind, OutcomeKind::Finished);
        const auto thread = currentThreadCpu() - threadBefore;
        QVERIFY(thread > (processCpu() - processBefore) * 8 / 10);
    }

    void isCanceled()
    {
        JobHarness job(primesJob());
        job.set("limit", 10'000'000'000'000).start(); // an hour, if it isn't canceled
        QVERIFY(job.awaitProgress(1));
        const auto before = std::chrono::steady_clock::now();
        job.control().requestStop(StopReason::User);
        QCOMPARE(job.finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < 2s);
        QVERIFY(job.facts().isEmpty());
    }

    void standsStillWhilePaused()
    {
        JobHarness job(primesJob());
        job.set("limit", 200'000'000).control().pause();
        job.start();
        QVERIFY(job.awaitStatus(QStringLiteral("Counting")));
        QTest::qSleep(50);
        job.collect();
        QCOMPARE(job.progress().done, 0);
        job.control().step();
        QVERIFY(job.awaitProgress(50'000'000));
        QTest::qSleep(50);
        job.collect();
        QCOMPARE(job.progress().done, 50'000'000);
        job.control().resume();
        QCOMPARE(job.finish().kind, OutcomeKind::Finished);
        QCOMPARE(job.fact("count").toInteger(), 11'078'937);
    }

private:
    static double coresOffered()
    {
        return primesJob().parameters.find(QStringLiteral("threads"))->most;
    }
};

QTEST_GUILESS_MAIN(TestPrimes)
#include "tst_primes.moc"
