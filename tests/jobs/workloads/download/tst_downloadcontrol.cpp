// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download.h"
#include "jobs/workloads/download/downloadtest.h"

#include <QTest>

#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

class TestDownloadControl : public DownloadTest
{
    Q_OBJECT

    static int openFiles()
    {
        return static_cast<int>(
                QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries).size());
    }
    static int threads()
    {
        return static_cast<int>(QDir(QStringLiteral("/proc/self/task"))
                                        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                        .size());
    }

private Q_SLOTS:
    void cancelsAtEachStage_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path :
             {"silent", "silent-in-head", "silent-in-body", "slow", "endless", "slow-head"}) {
            QTest::newRow(path) << QString::fromLatin1(path);
        }
    }
    void cancelsAtEachStage()
    {
        QFETCH(QString, path);
        m_job->set("most_size", 1'000'000);
        download({path, path, path}).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests() == 3, 30'000);
        QTest::qWait(100);
        const auto asked = std::chrono::steady_clock::now();
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        const auto took = std::chrono::steady_clock::now() - asked;
        QVERIFY2(took < 2s,
                 qPrintable(QString::number(took / 1ms))); // a busy machine is given more
        qInfo("canceled after %lld ms", static_cast<long long>(took / 1ms));
        QCOMPARE(m_folder->names(), QByteArrayList());
        QCOMPARE(m_job->fact("downloaded").toInt(), 0);
        QCOMPARE(m_job->fact("failed_count").toInt(), 0);
        QCOMPARE(file(0)[QStringLiteral("reason")].toString(),
                 QStringLiteral("the run was canceled"));
        QTRY_COMPARE(m_server->open(), 0);
    }

    void saysANameAsItIs()
    {
        download({QStringLiteral("slow/a%252b")}).start();
        const bool isSaid = m_job->awaitStatus(QStringLiteral("; a%2b 0 %"));
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QVERIFY2(isSaid, qPrintable(m_job->status()));
    }

    void cancelsBeforeItBegins()
    {
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(download({QStringLiteral("good/a")}).run().kind, OutcomeKind::Canceled);
        QCOMPARE(m_folder->names(), QByteArrayList());
        QCOMPARE(m_server->requests(), 0);
    }

    void keepsWhatIsThereWhenItIsCanceled()
    {
        m_job->set("parallel", 1);
        download({QStringLiteral("good/a"), QStringLiteral("silent")}).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests() == 2, 30'000);
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QCOMPARE(m_folder->names(), QByteArrayList({"a"}));
        QCOMPARE(m_job->fact("downloaded").toInt(), 1);
    }

    // What a server that never ends has sent doesn't grow while nobody reads.
    void aPauseStopsTheReceiving()
    {
        m_job->set("most_size", 1'000'000).set("most_idle", "0.5").set("most_time", "3600");
        download({QStringLiteral("endless")}).start();
        QVERIFY(m_job->awaitProgress(1'000'000));
        m_job->control().pause();
        // What is on its way fills the buffers of the system.
        qint64 sent = 0;
        qint64 done = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
                (QTest::qWait(200), std::exchange(sent, m_server->sent()) == m_server->sent()),
                30'000);
        m_job->collect();
        done = m_job->progress().done;
        QTest::qWait(1500); // three times what is allowed without a byte
        m_job->collect();
        QCOMPARE(m_job->progress().done, done);
        QCOMPARE(m_server->sent(), sent);
        m_job->control().resume();
        QVERIFY(m_job->awaitProgress(done + 1'000'000));
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QCOMPARE(m_folder->names(), QByteArrayList());
    }

    void pausedTimeCountsInNoLimit()
    {
        m_job->set("most_time", "1.5").set("files", 1).set("size", 100).set("rate", 100);
        m_job->start();
        QVERIFY(m_job->awaitProgress(10'000));
        m_job->control().pause();
        QTest::qWait(2000);
        m_job->control().resume();
        const Outcome &outcome = m_job->finish();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QVERIFY(m_job->fact("seconds").toDouble() < 2);
    }

    void aStepLetsAPortionThrough()
    {
        m_job->set("most_size", 1'000'000);
        download({QStringLiteral("endless")}).start();
        QVERIFY(m_job->awaitProgress(100'000));
        m_job->control().pause();
        qint64 done = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
                (QTest::qWait(200), m_job->collect(),
                 std::exchange(done, m_job->progress().done) == m_job->progress().done),
                30'000);
        m_job->control().step();
        QVERIFY(m_job->awaitProgress(done + 1));
        QTest::qWait(300);
        m_job->collect();
        QVERIFY(m_job->progress().done - done <= 64 * 1024);
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
    }

    void canBePausedAndCanceledInThePause()
    {
        download({QStringLiteral("slow")}).start();
        QVERIFY(m_job->awaitProgress(1));
        m_job->control().pause();
        QTest::qWait(100);
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QCOMPARE(m_folder->names(), QByteArrayList());
    }

    // A file's lane says when it waits, and ends with it.
    void aLaneTellsOfEachFile()
    {
        QCOMPARE(download({QStringLiteral("good/a.txt"), QStringLiteral("404/b.txt")}).run().kind,
                 OutcomeKind::Failed);
        QVERIFY(!m_job->spans(QStringLiteral("a.txt"), LaneState::Waiting).empty());
        QVERIFY(!m_job->spans(QStringLiteral("a.txt"), LaneState::Running).empty());
        QVERIFY(!m_job->spans(QStringLiteral("b.txt"), LaneState::Waiting).empty());
        QVERIFY(m_job->spans(QStringLiteral("b.txt"), LaneState::Running).empty());
        for (const char *name : {"a.txt", "b.txt", "client"}) {
            QVERIFY(!m_job->openSpan(QString::fromLatin1(name)));
        }
    }

    void leaksNothing()
    {
        const auto once = [&](const QStringList &paths, bool canceled) {
            JobHarness job(downloadJob());
            QByteArrayList addresses;
            for (const QString &path : paths) {
                addresses.append(m_server->address(path));
            }
            job.set("folder", m_folder->path()).set("urls", addresses.join(' '));
            job.start();
            if (canceled) {
                QTest::qWait(20);
                job.control().requestStop(StopReason::User);
            }
            job.finish();
        };
        const QStringList paths{QStringLiteral("good/a"), QStringLiteral("404"),
                                QStringLiteral("reset-in-body"), QStringLiteral("good/b")};
        once(paths, false); // what is made once for the process
        once({QStringLiteral("slow")}, true);
        QTRY_COMPARE(m_server->open(), 0);
        const int files = openFiles();
        const int before = threads();
        for (int turn = 0; turn < 10; ++turn) {
            once(paths, false);
            once({QStringLiteral("slow"), QStringLiteral("endless")}, true);
        }
        QTRY_COMPARE(m_server->open(), 0);
        QTRY_VERIFY2(openFiles() <= files, qPrintable(QString::number(openFiles() - files)));
        QTRY_VERIFY2(threads() <= before, qPrintable(QString::number(threads() - before)));
    }
};

QTEST_GUILESS_MAIN(TestDownloadControl)
#include "tst_downloadcontrol.moc"
