// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadtest.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <csignal>

#include <sys/resource.h>

using namespace thaw;

class TestDownloadFaults : public DownloadTest
{
    Q_OBJECT

    // The run has failed, in one sentence that says `says`, and left nothing.
    void verifyFailure(const Outcome &outcome, const QString &says)
    {
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(says), qPrintable(outcome.reason));
        QVERIFY2(outcome.reason.startsWith(
                         QStringLiteral("1 of 1 files could not be downloaded; the first is "))
                         && outcome.reason.endsWith(QLatin1Char('.'))
                         && !outcome.reason.contains(QStringLiteral("..."))
                         && !outcome.reason.contains(QLatin1Char('\n')),
                 qPrintable(outcome.reason));
        for (const QChar c : outcome.reason) {
            QVERIFY2(c.isPrint(), qPrintable(outcome.reason));
        }
        QCOMPARE(m_folder->names(), QByteArrayList());
        QCOMPARE(m_job->fact("failed_count").toInt(), 1);
        QVERIFY(outcome.reason.contains(file(0)[QStringLiteral("reason")].toString()));
    }

    // An address of this machine that isn't for itself; null if there is none.
    static QHostAddress addressThatOthersUse()
    {
        const QList<QHostAddress> all = QNetworkInterface::allAddresses();
        const auto found = std::ranges::find_if(all, [](const QHostAddress &address) {
            return !address.isLoopback() && address.protocol() == QHostAddress::IPv4Protocol;
        });
        return found == all.end() ? QHostAddress() : *found;
    }

    // One that stands for this machine without saying so; empty if there is none.
    static QString nameOfThisMachine()
    {
        for (const QString &name : {QHostInfo::localHostName(), QStringLiteral("ip6-localhost")}) {
            const QList<QHostAddress> addresses = QHostInfo::fromName(name).addresses();
            if (!addresses.isEmpty() && std::ranges::all_of(addresses, &QHostAddress::isLoopback)) {
                return name;
            }
        }
        return {};
    }

    // The job waits, with its folder open and nothing begun.
    [[nodiscard]] bool awaitPause()
    {
        return m_job->await([&] {
            const auto span = m_job->openSpan(QStringLiteral("job"));
            return span && span->object == stepOrResume();
        });
    }

private Q_SLOTS:
    void aHostileServerFailsItsFileInOneSentence_data()
    {
        QTest::addColumn<QString>("says");
        const auto row = [](const char *deed, const char *says) {
            QTest::newRow(deed) << QString::fromLatin1(says);
        };
        row("404", "status 404 (Not Found)");
        row("500", "status 500 (Internal Server Error)");
        row("401", "status 401 (Unauthorized)");
        row("204", "status 204 (No Content)");
        row("206", "status 206 (Partial Content)");
        row("phrase-that-steers", "status 404 (?[2J?[31mred");
        row("close-at-once", "closed the connection before it had answered");
        row("reset-at-once", "closed the connection before it had answered");
        row("reset-in-head", "closed the connection before it had answered");
        row("close-in-head", "closed the connection before it had answered");
        row("reset-in-body", "the connection ended after 500 of 1000 bytes");
        row("truncated", "the connection ended after 500 of 1000 bytes");
        row("truncated-before-the-body", "the connection ended after 0 of 1000 bytes");
        row("truncated-in-chunks", "the connection ended after 500 bytes, before the end");
        row("truncated-in-a-chunk", "bytes, before the end of the file");
        row("reset-in-chunks", "the connection ended after 500 bytes, before the end");
        row("reset-without-length", "the connection was broken off after 500 bytes");
        row("bad-chunk", "not proper HTTP");
        row("chunk-without-its-end", "not proper HTTP");
        row("chunk-of-a-negative-size", "not proper HTTP");
        row("chunk-as-large-as-can-be", "bytes, before the end of the file");
        row("chunk-line-without-end", "not proper HTTP");
        row("trailer-without-end",
            "the server answers with a head that is longer than 65536 bytes");
        row("too-long", "it is 2000000000 bytes long, and the limit is 1000000");
        row("far-too-long", "a length that is no number");
        row("length-is-a-word", "a length that is no number");
        row("length-is-negative", "a length that is no number");
        row("two-lengths", "or two of them");
        row("in-two-ways", "encoded as chunked, which was not asked for");
        row("in-an-unknown-way", "which was not asked for");
        row("endless", "longer than 1000000 bytes, which is the limit");
        row("endless-in-chunks", "longer than 1000000 bytes, which is the limit");
        row("endless-head", "the server answers with a head that is longer than 65536 bytes");
        row("endless-status", "the server answers with a head that is longer than 65536 bytes");
        row("endless-field", "the server answers with a head that is longer than 65536 bytes");
        row("hints-without-end", "not proper HTTP");
        row("silent", "nothing has come for 0.5 s");
        row("silent-in-head", "nothing has come for 0.5 s");
        row("silent-in-body", "nothing has come for 0.5 s");
        row("slow", "it took longer than 1.5 s, which is the limit");
        row("slow-head", "it took longer than 1.5 s, which is the limit");
        row("garbage", "not proper HTTP");
        row("garbage-without-end", "not proper HTTP");
        row("old-http", "not proper HTTP");
        row("http-2", "not proper HTTP");
        row("status-is-a-word", "not proper HTTP");
        row("field-without-colon", "not proper HTTP");
        row("field-without-name", "not proper HTTP");
        row("chunks-that-go-on", "has the header Transfer-Encoding in two lines");
        row("length-with-a-space", "not proper HTTP");
        row("nul-in-head", "not proper HTTP");
        row("truncated-before-the-last-line", "bytes, before the end of the file");
        row("switching-protocols", "not proper HTTP");
        row("redirect-to-itself", "redirects in a circle");
        row("redirect-in-a-circle", "redirects in a circle");
        row("redirect-in-a-circle-too", "redirects in a circle");
        row("redirect-many/0", "more often than 5 times");
        row("redirect-to-nowhere", "doesn't say where to");
        row("redirect-to-a-file", "no address of http or https");
        row("redirect-to-ftp", "no address of http or https");
        row("redirect-to-a-script", "no address of http or https");
        row("redirect-to-garbage", "no address of http or https");
        row("redirect-with-a-password", "with a user name or a password");
    }
    void aHostileServerFailsItsFileInOneSentence()
    {
        QFETCH(QString, says);
        m_job->set("most_size", 1).set("most_idle", "0.5").set("most_time", "1.5");
        verifyFailure(download({QString::fromLatin1(QTest::currentDataTag())}).run(), says);
    }

    void noDeedIsLeftOut()
    {
        QFile source(QStringLiteral(THAW_SOURCE_DIR
                                    "/tests/jobs/workloads/download/tst_downloadfaults.cpp"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        for (const QByteArray &deed : HostileServer::deeds()) {
            QVERIFY2(text.contains(QByteArray("row(\"" + deed + "\"")), deed.constData());
        }
    }

    void aPortWhereNobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        m_job->set("urls", QByteArray("http://127.0.0.1:" + QByteArray::number(port) + "/x"));
        verifyFailure(m_job->run(),
                      QStringLiteral("127.0.0.1:%1 refuses the connection").arg(port));
    }

    void anAddressOfIPv6()
    {
        m_job->set("urls", "http://[::1]:9/x");
        m_job->set("most_idle", "2");
        m_job->run();
        QCOMPARE(m_job->outcome().kind, OutcomeKind::Failed);
        QVERIFY2(m_job->outcome().reason.contains(QStringLiteral("[::1]:9")),
                 qPrintable(m_job->outcome().reason));
    }

    void aHostThatIsNotThere()
    {
        m_job->set("urls", "http://no-such-host.invalid/x").set("most_idle", "5");
        m_job->run();
        QCOMPARE(m_job->outcome().kind, OutcomeKind::Failed);
        QVERIFY2(m_job->outcome().reason.contains(QStringLiteral("no-such-host.invalid")),
                 qPrintable(m_job->outcome().reason));
    }

    void noRedirectIsFollowedWhereNoneIsAllowed()
    {
        m_job->set("redirects", 0);
        verifyFailure(download({QStringLiteral("redirect-to/good/a")}).run(),
                      QStringLiteral("more often than 0 times"));
        QCOMPARE(m_server->requests(), 1);
    }

    // To a name that the file hosts gives to this machine, from an address of it that others use.
    void noRedirectLeadsHereByAName()
    {
        const QHostAddress outside = addressThatOthersUse();
        const QString name = nameOfThisMachine();
        if (outside.isNull() || name.isEmpty()) {
            QSKIP("this machine has no network, or no name");
        }
        QTcpServer asked;
        QTcpServer server;
        QVERIFY(asked.listen(QHostAddress::Any) && server.listen(outside));
        m_job->set("urls", "http://" + outside.toString().toLatin1() + ":"
                                   + QByteArray::number(server.serverPort()) + "/x");
        m_job->set("most_idle", "3").start();
        const bool came = server.waitForNewConnection(3000);
        if (came) {
            QTcpSocket &connection = *server.nextPendingConnection();
            connection.write("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://"
                             + name.toLatin1() + ":" + QByteArray::number(asked.serverPort())
                             + "/x\r\n\r\n");
            connection.flush();
        }
        verifyFailure(m_job->finish(), QStringLiteral("redirects to this machine"));
    }

    void aFolderThatVanishes()
    {
        m_folder->makeFolder("below");
        m_job->set("folder", m_folder->path("below")).set("most_idle", "1");
        m_job->control().pause();
        download({QStringLiteral("good/a")}).start();
        QVERIFY(awaitPause());
        QCOMPARE(rmdir(m_folder->path("below").constData()), 0);
        m_job->control().resume();
        verifyFailure(m_job->finish(), QStringLiteral("its folder is not there any more"));
    }

    void aFolderThatIsRenamedIsStillTheOne()
    {
        m_folder->makeFolder("below");
        m_job->set("folder", m_folder->path("below"));
        m_job->control().pause();
        download({QStringLiteral("good/a")}).start();
        QVERIFY(awaitPause());
        m_folder->rename("below", "elsewhere");
        m_folder->makeFolder("below");
        m_job->control().resume();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
        QCOMPARE(m_folder->read("elsewhere/a"), HostileServer::content());
    }

    // The system's limit on the size of a file stands for a disk that takes no more.
    void aDiskThatTakesNoMore()
    {
        struct rlimit before = {};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const struct rlimit small = {50'000, before.rlim_max};
        signal(SIGXFSZ, SIG_IGN); // else it ends the process
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const Outcome outcome = download({QStringLiteral("good/a")}).run();
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        verifyFailure(outcome, QStringLiteral("the disk takes no file of that size"));
    }

    // Each is let go, and none of the fast ones is kept waiting for it.
    void aSlowOneHoldsNoOtherUp()
    {
        m_job->set("most_idle", "1").set("parallel", 6);
        QStringList paths{QStringLiteral("silent"), QStringLiteral("slow")};
        for (int i = 0; i < 10; ++i) {
            paths.append(QStringLiteral("good/%1").arg(i));
        }
        m_job->set("most_time", "2");
        QCOMPARE(download(paths).run().kind, OutcomeKind::Failed);
        QCOMPARE(m_folder->names().size(), 10);
        QTRY_COMPARE(m_server->open(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDownloadFaults)
#include "tst_downloadfaults.moc"
