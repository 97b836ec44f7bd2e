// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadtest.h"
#include "testcertificates.h"

#include <QDir>
#include <QTest>

using namespace thaw;

// A server whose certificate is, or isn't, signed by an authority that SSL_CERT_FILE names.
class TestDownloadTls : public DownloadTest
{
    Q_OBJECT

    const TestCertificate m_authority{{.isAuthority = true}};
    const TestCertificate m_stranger{{.isAuthority = true}};

    void serve(const TestCertificate &certificate)
    {
        m_server = std::make_unique<HostileServer>(certificate.configuration());
    }

private Q_SLOTS:
    void initTestCase() { DownloadTest::initTestCase(); }
    void init()
    {
        DownloadTest::init();
        m_folder->write("authority.pem", m_authority.pem());
        m_folder->makeFolder("saved");
        m_job->set("folder", m_folder->path("saved"));
        qputenv("SSL_CERT_FILE", m_folder->path("authority.pem"));
    }
    void cleanup()
    {
        qunsetenv("SSL_CERT_FILE");
        DownloadTest::cleanup();
    }

    void savesFromAServerThatCanBeTrusted()
    {
        serve(TestCertificate({}, &m_authority));
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QCOMPARE(m_folder->read("saved/a"), HostileServer::content());
    }

    // Where the end of the connection is that of the file, anybody in between could set it.
    void takesAnEndFromTheServerAlone_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<QString>("says");
        const QString brokenOff =
                QStringLiteral("the connection was broken off after 100000 bytes");
        QTest::newRow("without-length") << true << QString();
        QTest::newRow("signed-off-without-length") << true << QString();
        QTest::newRow("cut-without-length") << true << brokenOff;
        QTest::newRow("cut-without-length by http") << false << QString(); // has no other end
    }
    void takesAnEndFromTheServerAlone()
    {
        QFETCH(bool, isTls);
        QFETCH(QString, says);
        if (isTls) {
            serve(TestCertificate({}, &m_authority));
        }
        const QString deed = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0);
        m_job->set("most_idle", "2");
        const Outcome &outcome = download({deed + QStringLiteral("/a")}).run();
        QCOMPARE(outcome.kind, says.isEmpty() ? OutcomeKind::Finished : OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(says), qPrintable(outcome.reason));
        const QDir saved(m_folder->text() + QStringLiteral("/saved"));
        QCOMPARE(saved.entryList(QDir::Files | QDir::Hidden),
                 says.isEmpty() ? QStringList(QStringLiteral("a")) : QStringList());
    }

    void refusesACertificateByItsFault_data()
    {
        using namespace std::chrono_literals;
        QTest::addColumn<std::shared_ptr<TestCertificate>>("certificate");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const TestCertificate::Wishes &wishes,
                            const TestCertificate *authority, const char *says) {
            QTest::newRow(name) << std::make_shared<TestCertificate>(wishes, authority)
                                << QString::fromLatin1(says);
        };
        row("self-signed", {}, nullptr, "self-signed");
        row("of a stranger", {}, &m_stranger, "issuer certificate");
        row("expired", {.begins = -48h, .ends = -24h}, &m_authority, "expired");
        row("not yet valid", {.begins = 24h, .ends = 48h}, &m_authority, "not yet valid");
        row("of another host", {.name = "DNS:example.com"}, &m_authority, "name matches target");
    }
    void refusesACertificateByItsFault()
    {
        QFETCH(std::shared_ptr<TestCertificate>, certificate);
        QFETCH(QString, says);
        serve(*certificate);
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(QStringLiteral("can't be trusted (")),
                 qPrintable(outcome.reason));
        QVERIFY2(outcome.reason.contains(says), qPrintable(outcome.reason));
        QVERIFY(outcome.reason.contains(QStringLiteral("127.0.0.1")));
        QCOMPARE(m_server->requests(), 0); // nothing was said to it
        QCOMPARE(m_folder->names(), QByteArrayList({"authority.pem", "saved"}));
    }

    void trustsNobodyWithoutTheAuthority()
    {
        qunsetenv("SSL_CERT_FILE");
        serve(TestCertificate({}, &m_authority));
        QCOMPARE(download({QStringLiteral("good/a")}).run().kind, OutcomeKind::Failed);
        QCOMPARE(m_server->requests(), 0);
    }

    void doesNotFollowFromHttpsToHttp()
    {
        const HostileServer plain;
        serve(TestCertificate({}, &m_authority));
        const QString to =
                QString::fromLatin1(plain.address(QStringLiteral("good/a")).toPercentEncoding());
        const Outcome &outcome = download({QStringLiteral("redirect-by/x?") + to}).run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(QStringLiteral("from https to http")),
                 qPrintable(outcome.reason));
        QCOMPARE(plain.requests(), 0);
    }

    void followsFromHttpToHttps()
    {
        const TestCertificate certificate({}, &m_authority);
        const HostileServer secure(certificate.configuration());
        const QString to =
                QString::fromLatin1(secure.address(QStringLiteral("good/a")).toPercentEncoding());
        const Outcome &outcome = download({QStringLiteral("redirect-by/x?") + to}).run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QCOMPARE(m_folder->read("saved/x"), HostileServer::content());
    }

    void aServerWithoutTlsIsAFailure()
    {
        QByteArray address = m_server->address(QStringLiteral("good/a"));
        m_job->set("urls", address.replace("http:", "https:")).set("most_idle", "1");
        const Outcome &outcome = m_job->run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(QStringLiteral("127.0.0.1")), qPrintable(outcome.reason));
    }
};

QTEST_GUILESS_MAIN(TestDownloadTls)
#include "tst_downloadtls.moc"
