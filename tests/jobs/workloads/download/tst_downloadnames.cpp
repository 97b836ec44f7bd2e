// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeresolver.h"
#include "jobs/workloads/download/downloadtest.h"

#include <QFile>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <chrono>

using namespace thaw;

namespace {

// An address of this machine that isn't for itself; null if there is none.
QHostAddress addressThatOthersUse()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && address.protocol() == QHostAddress::IPv4Protocol) {
            return address;
        }
    }
    return {};
}

// Whether the system of this machine asks somebody at that port for a connection.
bool isBeingConnected(const char *protocol, quint16 port)
{
    QFile table(QStringLiteral("/proc/self/net/") + QLatin1String(protocol));
    const QByteArray asked = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0')
                             + " 02 "; // SYN_SENT
    return table.open(QIODevice::ReadOnly) && table.readAll().contains(asked);
}

// Takes no connection until it answers: another waits to be taken, and there is room for no more.
// The system asks it anew, then, a second later or so.
class SlowServer
{
public:
    explicit SlowServer(const QHostAddress &address, quint16 port = 0)
    {
        m_server.setListenBacklogSize(0);
        if (m_server.listen(address, port)) {
            m_server.pauseAccepting();
            m_first.connectToHost(address, m_server.serverPort());
            m_first.waitForConnected();
        }
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    // False if nothing was asked.
    [[nodiscard]] bool answer(const QByteArray &bytes)
    {
        m_server.resumeAccepting();
        while (m_server.hasPendingConnections() || m_server.waitForNewConnection(20'000)) {
            QTcpSocket &connection = *m_server.nextPendingConnection();
            if (connection.peerPort() != m_first.localPort()) {
                connection.write(bytes);
                return connection.waitForBytesWritten(10'000);
            }
        }
        return false;
    }

private:
    QTcpServer m_server;
    QTcpSocket m_first;
};

} // namespace

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
                 QStringLiteral("the name of hangs.invalid was still being looked up after 0.5 s, "
                                "which is the limit; check the network"));
    }

    // A name of a server elsewhere and of this machine: while the one takes its time, the other is
    // tried, too; but the one that has answered is the one that redirects.
    void aServerElsewhereIsNotHereForANameThatHasBoth()
    {
        const QHostAddress outside = addressThatOthersUse();
        if (outside.isNull()) {
            QSKIP("this machine has no network");
        }
        SlowServer elsewhere(outside);
        const SlowServer here(QHostAddress::LocalHostIPv6, elsewhere.port());
        m_job->set("urls", "http://" + outside.toString().toLatin1() + ".and-here.invalid:"
                                   + QByteArray::number(elsewhere.port()) + "/x");
        m_job->set("most_idle", 20).start();
        QTRY_VERIFY_WITH_TIMEOUT(isBeingConnected("tcp6", elsewhere.port()), 10'000);
        QVERIFY(elsewhere.answer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                                 "http://here.invalid:"
                                 + QByteArray::number(m_server->url({}).port())
                                 + "/good/b\r\n\r\n"));
        QCOMPARE(m_job->finish().kind, OutcomeKind::Failed);
        QVERIFY2(m_job->outcome().reason.contains(QStringLiteral("redirects to this machine")),
                 qPrintable(m_job->outcome().reason));
        QCOMPARE(m_server->requests(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDownloadNames)
#include "tst_downloadnames.moc"
