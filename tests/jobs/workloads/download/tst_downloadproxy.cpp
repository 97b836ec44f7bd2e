// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadtest.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace thaw;

// Proxies by the environment, as libcurl reads it. The server that does as it is told is the proxy,
// and the hosts don't exist: what reaches none has gone without one.
class TestDownloadProxy : public DownloadTest
{
    Q_OBJECT

    std::vector<QByteArray> m_set;

    void setVariable(const QByteArray &name, const QByteArray &value)
    {
        qputenv(name.constData(), value);
        m_set.push_back(name);
    }
    [[nodiscard]] QByteArray proxy() const
    {
        return "127.0.0.1:" + QByteArray::number(m_server->url({}).port());
    }
    static quint16 closedPort()
    {
        QTcpServer closed;
        return closed.listen(QHostAddress::LocalHost) ? closed.serverPort() : 0;
    }
    void verifyFailure(const Outcome &outcome, const QByteArray &says)
    {
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(QString::fromUtf8(says)), qPrintable(outcome.reason));
        QVERIFY2(!outcome.reason.contains(QStringLiteral("hidden")), qPrintable(outcome.reason));
        QCOMPARE(m_folder->names(), QByteArrayList());
    }

private Q_SLOTS:
    void initTestCase() { DownloadTest::initTestCase(); }
    void init()
    {
        DownloadTest::init();
        m_job->set("most_idle", 10);
    }
    void cleanup()
    {
        for (const QByteArray &name : m_set) {
            qunsetenv(name.constData());
        }
        m_set.clear();
        DownloadTest::cleanup();
    }

    void isUsedByTheVariable_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("before"); // the proxy's host and port
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("http_proxy") << QByteArray("http_proxy") << QByteArray("http://") << true;
        QTest::newRow("no scheme") << QByteArray("http_proxy") << QByteArray() << true;
        QTest::newRow("with a password")
                << QByteArray("http_proxy") << QByteArray("http://me:hidden@") << true;
        QTest::newRow("all_proxy") << QByteArray("all_proxy") << QByteArray("http://") << true;
        QTest::newRow("ALL_PROXY") << QByteArray("ALL_PROXY") << QByteArray() << true;
        // It may be a header of a request, where programs are run for those.
        QTest::newRow("HTTP_PROXY") << QByteArray("HTTP_PROXY") << QByteArray("http://") << false;
        QTest::newRow("https_proxy") << QByteArray("https_proxy") << QByteArray("http://") << false;
    }
    void isUsedByTheVariable()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, before);
        QFETCH(bool, isUsed);
        setVariable(variable, before + proxy());
        m_job->set("urls", "http://nowhere.invalid/good/a");
        if (isUsed) {
            const Outcome &outcome = m_job->run();
            QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
            QCOMPARE(m_folder->read("a"), HostileServer::content());
        } else {
            verifyFailure(m_job->run(), "there is no host nowhere.invalid to be found");
        }
        QCOMPARE(m_server->requests(), isUsed ? 1 : 0);
    }

    void isNotUsedWhereNoneIsWanted_data()
    {
        QTest::addColumn<bool>("isUsed");
        for (const char *list :
             {"*", "invalid", ".invalid", "nowhere.invalid", "NOWHERE.invalid", "x,nowhere.invalid",
              "x, .invalid", " nowhere.invalid ", "nowhere.invalid,"}) {
            QTest::newRow(list) << false;
        }
        for (const char *list : {"where.invalid", "other.invalid", "nowhere", "127.0.0.1", ","}) {
            QTest::newRow(list) << true;
        }
    }
    void isNotUsedWhereNoneIsWanted()
    {
        QFETCH(bool, isUsed);
        for (const char *variable : {"no_proxy", "NO_PROXY"}) {
            init();
            setVariable("http_proxy", "http://" + proxy());
            setVariable(variable, QTest::currentDataTag());
            m_job->set("urls", "http://nowhere.invalid/good/a");
            QCOMPARE(m_job->run().kind, isUsed ? OutcomeKind::Finished : OutcomeKind::Failed);
            QCOMPARE(m_server->requests(), isUsed ? 1 : 0);
            cleanup();
        }
        init();
    }

    void isNotUsedForNumbersInANetwork()
    {
        setVariable("http_proxy", "http://" + proxy());
        setVariable("no_proxy", "192.0.2.0/24"); // of no machine: RFC 5737
        m_job->set("most_idle", "0.3");
        m_job->set("urls", "http://192.0.2.7:9/good/a http://198.51.100.7:9/good/b").run();
        QCOMPARE(m_folder->names(), QByteArrayList({"b"}));
        QCOMPARE(m_server->requests(), 1);
    }

    void thisMachineIsReachedWithoutOne()
    {
        setVariable("http_proxy", "http://127.0.0.1:" + QByteArray::number(closedPort()));
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
    }

    void oneThatRefusesIsNamed()
    {
        const QByteArray dead = "127.0.0.1:" + QByteArray::number(closedPort());
        setVariable("http_proxy", "http://me:hidden@" + dead);
        m_job->set("urls", "http://nowhere.invalid/a");
        verifyFailure(m_job->run(), "the proxy http://" + dead
                                            + " (of the variable http_proxy) refuses the "
                                              "connection; check the variable");
    }

    void itsPasswordIsHiddenWhateverIsInIt()
    {
        setVariable("http_proxy", "me:hid://den@127.0.0.1:" + QByteArray::number(closedPort()));
        m_job->set("urls", "http://nowhere.invalid/a");
        const Outcome &outcome = m_job->run();
        verifyFailure(outcome, "the proxy 127.0.0.1:");
        QVERIFY2(!outcome.reason.contains(QStringLiteral("hid")), qPrintable(outcome.reason));
    }

    void oneThatIsNotThereIsNamed()
    {
        setVariable("https_proxy", "no-such-proxy.invalid:8080");
        m_job->set("urls", "https://nowhere.invalid/a");
        verifyFailure(m_job->run(),
                      "the proxy no-such-proxy.invalid:8080 (of the variable https_proxy) is not "
                      "to be found");
    }

    void oneOfAnotherKindIsNamed()
    {
        setVariable("http_proxy", "ftp://me:hidden@" + proxy());
        m_job->set("urls", "http://nowhere.invalid/a");
        verifyFailure(m_job->run(), "the proxy ftp://" + proxy() + " (of the variable http_proxy)");
    }

    void oneThatMakesNoTunnelIsNamed()
    {
        setVariable("https_proxy", "http://" + proxy());
        m_job->set("urls", "https://nowhere.invalid/a");
        verifyFailure(m_job->run(), "the proxy http://" + proxy()
                                            + " (of the variable https_proxy) makes no connection "
                                              "to nowhere.invalid: it answers with status 502");
        QCOMPARE(m_server->requests(), 1);
    }

    void oneThatIsNoSocksProxyIsNamed()
    {
        setVariable("all_proxy", "socks5h://" + proxy());
        m_job->set("urls", "http://nowhere.invalid/a").set("most_idle", "0.5");
        verifyFailure(m_job->run(), "nothing has come from the proxy socks5h://" + proxy()
                                            + " (of the variable all_proxy) for 0.5 s");
        QCOMPARE(m_server->requests(), 0);
    }

    // It takes the connection, and says nothing. Behind one that has let a request through, it may
    // be the server.
    void oneThatIsSilentIsNamed_data()
    {
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *scheme, const char *address, const char *says) {
            QTest::addRow("%s to %s", scheme, address)
                    << QByteArray(scheme) << QByteArray(address) << QByteArray(says);
        };
        row("http", "http://nowhere.invalid/a", "come from the server, or the proxy ");
        row("http", "https://nowhere.invalid/a", "nothing has come from the proxy ");
        row("https", "http://nowhere.invalid/a", "nothing has come from the proxy ");
        row("https", "https://nowhere.invalid/a", "nothing has come from the proxy ");
        row("socks5h", "http://nowhere.invalid/a", "nothing has come from the proxy ");
        row("socks4a", "http://nowhere.invalid/a", "nothing has come from the proxy ");
        row("socks5h", "https://nowhere.invalid/a", "come from the server, or the proxy ");
        row("socks5", "http://hangs.invalid/a", "come from the server, or the proxy ");
    }
    void oneThatIsSilentIsNamed()
    {
        QFETCH(QByteArray, scheme);
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, says);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QByteArray name = scheme + "://127.0.0.1:" + QByteArray::number(silent.serverPort());
        setVariable("all_proxy", name);
        m_job->set("urls", address).set("most_idle", "0.5");
        verifyFailure(m_job->run(), says + name + " (of the variable all_proxy)");
        QVERIFY(m_job->outcome().reason.contains(QStringLiteral("0.5 s, which is the limit")));
    }

    void aNameThatIsLookedUpForEverIsNamed_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("the host's") << QByteArray() << QByteArray("the name of hangs.invalid was");
        QTest::newRow("the proxy's")
                << QByteArray("http://hangs.invalid:8080")
                << QByteArray("the name of the proxy http://hangs.invalid:8080 (of the variable "
                              "http_proxy) was");
    }
    void aNameThatIsLookedUpForEverIsNamed()
    {
        QFETCH(QByteArray, proxy);
        QFETCH(QByteArray, says);
        setVariable("http_proxy", proxy);
        m_job->set("urls", "http://hangs.invalid/a").set("most_idle", "0.5");
        verifyFailure(m_job->run(),
                      says + " still being looked up after 0.5 s, which is the limit");
    }

    void oneThatDoesNotSpeakTlsIsNamed_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("http") << QByteArray("http://nowhere.invalid/a");
        QTest::newRow("https") << QByteArray("https://nowhere.invalid/a");
    }
    void oneThatDoesNotSpeakTlsIsNamed()
    {
        QFETCH(QByteArray, address);
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        const QByteArray name = "https://127.0.0.1:" + QByteArray::number(plain.serverPort());
        setVariable("all_proxy", name);
        m_job->set("urls", address).start();
        QVERIFY(plain.waitForNewConnection(10'000));
        QTcpSocket &connection = *plain.nextPendingConnection();
        connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        connection.flush();
        verifyFailure(m_job->finish(),
                      "the proxy " + name + " (of the variable all_proxy) can't be spoken to");
        QVERIFY(!m_job->outcome().reason.contains(QStringLiteral("nowhere.invalid can't")));
    }

    void oneThatAnswersGarbageIsNamed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *answer, const char *says) {
            QTest::newRow(answer) << QByteArray(answer) << QByteArray(says);
        };
        row("hello\r\n\r\n", "answers is not proper HTTP");
        row("SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "answers is not proper HTTP");
        row("HTTP/1.1 fine\r\n\r\n", "answers is not proper HTTP");
        row("HTTP/1.1 200 OK\r\nNonsense\r\n\r\n", "answers is not proper HTTP");
        row("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "says a length that is no number");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "sends the file encoded ");
    }
    void oneThatAnswersGarbageIsNamed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, says);
        setVariable("http_proxy", "http://" + proxy());
        m_job->set("urls", "http://nowhere.invalid/raw/x?" + answer.toPercentEncoding());
        verifyFailure(m_job->run(), "the server, or the proxy http://" + proxy()
                                            + " (of the variable http_proxy), " + says);
    }

    void oneThatAnswersGarbageToATunnelIsNamed()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QByteArray name = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
        setVariable("https_proxy", name);
        m_job->set("urls", "https://nowhere.invalid/a").start();
        QVERIFY(server.waitForNewConnection(10'000));
        std::unique_ptr<QTcpSocket> connection(server.nextPendingConnection());
        QVERIFY(connection->waitForReadyRead(10'000));
        connection->write("hello\r\n\r\n");
        connection->disconnectFromHost();
        verifyFailure(m_job->finish(), "the proxy " + name + " (of the variable https_proxy)");
    }

    void oneWhoseAddressIsWrongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        for (const char *name : {"http://127.0.0.1:99999", "http://[::zz]:80", "http://a b:80"}) {
            QTest::newRow(name) << QByteArray(name);
        }
    }
    void oneWhoseAddressIsWrongIsNamed()
    {
        QFETCH(QByteArray, proxy);
        setVariable("http_proxy", proxy);
        m_job->set("urls", "http://nowhere.invalid/a");
        verifyFailure(m_job->run(), "the proxy " + proxy + " (of the variable http_proxy)");
    }

    void oneThatClosesIsNamed()
    {
        setVariable("http_proxy", "http://" + proxy());
        m_job->set("urls", "http://nowhere.invalid/close-at-once");
        verifyFailure(m_job->run(), "(of the variable http_proxy) closed the connection");
    }

    void aStatusMayBeTheProxys_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("500") << QByteArray("the server, or the proxy http://");
        QTest::newRow("407") << QByteArray("407 (Proxy Authentication Required) and no file");
    }
    void aStatusMayBeTheProxys()
    {
        QFETCH(QByteArray, says);
        setVariable("http_proxy", "http://" + proxy());
        const bool asks = QByteArray(QTest::currentDataTag()) == "407";
        m_job->set("urls",
                   asks ? QByteArray("http://nowhere.invalid/raw/x?")
                                   + QByteArray("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                                "Content-Length: 0\r\n\r\n")
                                             .toPercentEncoding()
                        : QByteArray("http://nowhere.invalid/500"));
        verifyFailure(m_job->run(), says);
    }

    // A proxy on this machine is no reason to take a server elsewhere for one that is here.
    void aRedirectThroughOneLeadsElsewhere()
    {
        setVariable("http_proxy", "http://" + proxy());
        m_job->set("urls",
                   "http://nowhere.invalid/redirect-by/x?http%3A%2F%2Fhere.invalid%2Fgood%2Fb");
        const Outcome &outcome = m_job->run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QCOMPARE(m_server->requests(), 2);
    }

    // Nothing is said to the port that it names, not even hello.
    void noRedirectLeadsHereByAName()
    {
        const HostileServer asked;
        setVariable("http_proxy", "http://" + proxy());
        setVariable("no_proxy", "here.invalid");
        const QByteArray to =
                "http://here.invalid:" + QByteArray::number(asked.url({}).port()) + "/good/b";
        m_job->set("urls", "http://nowhere.invalid/redirect-by/x?" + to.toPercentEncoding());
        verifyFailure(m_job->run(), "redirects to this machine");
        QCOMPARE(m_server->requests(), 1);
        QCOMPARE(asked.requests(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDownloadProxy)
#include "tst_downloadproxy.moc"
