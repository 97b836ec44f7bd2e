// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeresolver.h"
#include "jobs/workloads/downloadtest.h"

#include <QTest>

#include <chrono>

using namespace thaw;

// Names of hosts, by a name service that does as it is told: see fakeresolver.cpp.
class TestDownloadNames : public DownloadTest
{
    Q_OBJECT
private Q_SLOTS:
    void aNameOfThisMachineMayRedirectHere()
    {
        const QByteArray port = QByteArray::number(m_server->url({}).port());
        m_job->set("urls",
                   "http://here.invalid:" + port + "/redirect-to/good/b http://here.invalid:" + port
                           + "/redirect-by/x?http%3A%2F%2F127.0.0.1%3A" + port + "%2Fgood%2Fc");
        m_job->run();
        QCOMPARE(m_folder->read("b"), HostileServer::content());
    }

    // A lookup can't be stopped; it isn't waited for.
    void aNameThatIsLookedUpForEverEndsWithTheRun()
    {
        const int before = hangingLookups();
        m_job->set("most_idle", 60).set("urls", "http://hangs.invalid/a").start();
        QTRY_VERIFY_WITH_TIMEOUT(hangingLookups() > before, 30'000);
        const auto asked = std::chrono::steady_clock::now();
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked;
        QVERIFY2(took.count() < 2, "100 ms; a busy machine is given more");
        qInfo("canceled after %.0f ms", took.count() * 1000);
    }

    void aNameThatIsLookedUpForEverHoldsNoOtherUp()
    {
        m_job->set("most_idle", "0.5");
        m_job->set("urls", "http://hangs.invalid/a " + m_server->address(QStringLiteral("good/b")));
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_folder->names(), QByteArrayList({"b"}));
        QCOMPARE(file(0)[QStringLiteral("reason")].toString(),
                 QStringLiteral("nothing has come for 0.5 s, which is the limit"));
    }
};

QTEST_GUILESS_MAIN(TestDownloadNames)
#include "tst_downloadnames.moc"
