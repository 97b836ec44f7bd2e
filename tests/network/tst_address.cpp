// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/address.h"

#include <QTest>

#include <memory>

#include <netdb.h>

using namespace thaw;

class TestAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsThisMachine_data()
    {
        QTest::addColumn<bool>("is");
        for (const char *host : {"localhost",
                                 "LOCALHOST",
                                 "localhost.",
                                 "a.localhost",
                                 "127.0.0.1",
                                 "127.1",
                                 "127.255.0.3",
                                 "0x7f000001",
                                 "2130706433",
                                 "0.0.0.0",
                                 "0",
                                 "0x0",
                                 "00",
                                 "0177.0.0.1",
                                 "0x7f.1",
                                 "127.0.0.1.",
                                 "127.1..",
                                 "::1",
                                 "::",
                                 "::ffff:127.0.0.1",
                                 "::ffff:7f01:203",
                                 "::ffff:0.0.0.0",
                                 "::ffff:0:127.0.0.1",
                                 "::127.0.0.1",
                                 "64:ff9b::127.0.0.1",
                                 "64:ff9b::",
                                 "0:0:0:0:0:0:0:1"}) {
            QTest::newRow(host) << true;
        }
        for (const char *host :
             {"example.com", "localhost.example.com", "128.0.0.1", "192.168.0.1", "::2",
              "::ffff:10.0.0.1", "64:ff9b::192.0.2.1", "::ffff:0.0.0.1", "2001:db8::127.0.0.1",
              "64:ff9b:1::127.0.0.1", "0177.example.com", "", "127.0.0.1.example.com"}) {
            QTest::newRow(host) << false;
        }
    }
    void knowsThisMachine()
    {
        QFETCH(bool, is);
        QCOMPARE(isThisMachine(QString::fromLatin1(QTest::currentDataTag())), is);
    }

    void saysWhichPartIsWrong_data()
    {
        QTest::addColumn<QString>("says");
        const auto row = [](const char *address, const char *says) {
            QTest::newRow(address) << QString::fromUtf8(says);
        };
        row("http://example.com/x", "");
        row("HTTPS://EXAMPLE.COM:8080", "");
        row("http://example.com:/x", "");
        row("http://b\u00fccher.example/x", "");
        row("http://b%C3%BCcher.example/x", "");
        row("http://my_host/x", "");
        row("http://127.0.0.1:80?x=y", "");
        row("http://[::1]:8080/x", "");
        row("http://[fe80::1%25eth0]/x", "");
        row("http://h/a b/\u00fc|[x]?q=@", "");
        row("example.com:80/x", "it must begin with http:// or https://");
        row("ftp://example.com/x", "it must begin with http:// or https://");
        row("http:example.com", "two slashes must follow its first colon");
        row("https:/example.com", "two slashes must follow its first colon");
        row("http://", "it names no host");
        row("http:///x", "it names no host");
        row("http://?x", "it names no host");
        row("http://:80/x", "it names no host");
        row("http://me@h/x", "a user name or a password");
        row("http://h:port/x", "its port, port, is no number");
        row("http://h:-1/x", "its port, -1, is no number");
        row("http://h:65536/x", "its port, 65536, is more than 65535");
        row("http://h:99999999999999999999/x", "is more than 65535");
        row("http://h:0/x", "its port is 0");
        row("http://a b/x", "its host, a b, is no name");
        row("http://a..b/x", "its host, a..b, is no name");
        row("http://a%zz/x", "its host, a%zz, is no name");
        row("http://a\\b/x", "its host, a\\b, is no name");
        row("http://[::1/x", "the bracket [ of its host isn't closed");
        row("http://[::zz]/x", "its host, [::zz], is no number of IPv6");
        row("http://[::1]x/y", "what follows the bracket ] of its host, x, is no port");
        row("http://[::1]:x/y", "its port, x, is no number");
        row("http://::1/x", "its host, ::1, has colons");
        row("http://fe80::1:80/x", "has colons");
    }
    void saysWhichPartIsWrong()
    {
        QFETCH(QString, says);
        const QString text = QString::fromUtf8(QTest::currentDataTag());
        const QString problem = addressProblem(text).value_or(QString());
        QCOMPARE(problem.isEmpty(), says.isEmpty());
        QVERIFY2(problem.contains(says), qPrintable(problem));
        QCOMPARE(QUrl(text).isValid() || !says.isEmpty(), true);
    }

    // Where it holds what ends a host, it looks like a port.
    void givesNoPasswordAway_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("http://me:hidden@h/") << QStringLiteral("a user name or a password");
        QTest::newRow("http://me:hidden/word@h/") << QStringLiteral("is a part of a user name");
        QTest::newRow("http://me:hid?den@h/") << QStringLiteral("is a part of a user name");
        QTest::newRow("http://me:hid#den@h/") << QStringLiteral("is a part of a user name");
        QTest::newRow("http://[hidden/word@h/") << QStringLiteral("is a part of a user name");
    }
    void givesNoPasswordAway()
    {
        QFETCH(QString, says);
        const auto problem = addressProblem(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY2(problem && problem->contains(says), qPrintable(problem.value_or(QString())));
        QVERIFY2(!problem->contains(QStringLiteral("hid")), qPrintable(*problem));
    }

    void knowsThisMachineByItsNumber_data()
    {
        QTest::addColumn<bool>("is");
        for (const char *number :
             {"127.0.0.1", "127.1.2.3", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1",
              "::ffff:0.0.0.0", "64:ff9b::127.0.0.1", "::127.0.0.1"}) {
            QTest::newRow(number) << true;
        }
        for (const char *number : {"128.0.0.1", "10.0.0.1", "::2", "::ffff:10.0.0.1", "fe80::1"}) {
            QTest::newRow(number) << false;
        }
    }
    void knowsThisMachineByItsNumber()
    {
        QFETCH(bool, is);
        addrinfo hints{};
        hints.ai_flags = AI_NUMERICHOST;
        addrinfo *found = nullptr;
        QCOMPARE(getaddrinfo(QTest::currentDataTag(), nullptr, &hints, &found), 0);
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> number(found, freeaddrinfo);
        QCOMPARE(isThisMachine(*number->ai_addr), is);
    }

    void refusesARedirect_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *from, const char *to, const char *says) {
            QTest::addRow("%s to %s", from, to)
                    << QString::fromLatin1(from) << QString::fromLatin1(to)
                    << QString::fromLatin1(says);
        };
        row("http://a/", "http://b/", "");
        row("http://a/", "https://b/", "");
        row("https://a/", "https://b/", "");
        row("https://a/", "http://a/", "from https to http");
        row("http://a/", "http://127.0.0.1/", "this machine");
        row("http://a/", "https://localhost:8080/", "this machine");
        row("http://a/", "http://[::1]/", "this machine");
        row("http://a/", "http://[::1%25lo]/", "this machine");
        row("http://a/", "http://[::ffff:0.0.0.0]/", "this machine");
        row("http://a/", "http://[64:ff9b::7f00:1]/", "this machine");
        row("http://a/", "http://0x7f.1/", "this machine");
        row("http://a/", "http://017700000001/", "this machine");
        row("http://a/", "http://0/", "this machine");
        row("http://127.0.0.1/", "http://localhost/", "");
        row("http://a/", "ftp://b/", "no address of http");
        row("http://a/", "file:///etc/passwd", "no address of http");
        row("http://a/", "data:text/plain,x", "no address of http");
        row("http://a/", "http:///x", "no address of http");
        row("http://a/", "http://me:pw@b/", "user name or a password");
    }
    void refusesARedirect()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, says);
        const auto problem = redirectProblem(QUrl(from), QUrl(to));
        QCOMPARE(problem.has_value(), !says.isEmpty());
        QVERIFY2(!problem || problem->contains(says), qPrintable(problem.value_or(QString())));
    }

    void showsNothingThatMayBeASecret_data()
    {
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *address, const char *shown) {
            QTest::newRow(address) << QString::fromLatin1(shown);
        };
        row("http://me:pw@h/x?token=1#f", "http://h/x?...");
        row("https://h:444/a%E2%80%AEb", "https://h:444/a%E2%80%AEb");
        row("http://h/x#f", "http://h/x");
    }
    void showsNothingThatMayBeASecret()
    {
        QFETCH(QString, shown);
        QCOMPARE(shownAddress(QUrl(QString::fromLatin1(QTest::currentDataTag()))), shown);
    }

    void cutsWhatIsTooLong()
    {
        const QString shown =
                shownAddress(QUrl(QStringLiteral("http://h/") + QString(5000, QLatin1Char('a'))));
        QCOMPARE(shown.size(), 300);
        QVERIFY(shown.endsWith(QStringLiteral("...")));
    }

    void cutsNoCharacterInHalf()
    {
        const QString cat = QStringLiteral("\U0001F431"); // two code units
        QCOMPARE(shownText(cat.repeated(10), 10), cat.repeated(3) + QStringLiteral("..."));
        QCOMPARE(shownText(cat.repeated(10), 11), cat.repeated(4) + QStringLiteral("..."));
    }
};

QTEST_APPLESS_MAIN(TestAddress)
#include "tst_address.moc"
