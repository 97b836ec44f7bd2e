// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileserver.h"
#include "jobs/workloads/download/loadnetwork.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <chrono>
#include <memory>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

// Keeps what comes; each portion takes it `pause`, as with a slow disk.
class Receiver final : public FetchReceiver
{
public:
    [[nodiscard]] std::optional<QString> begin(const FetchHead &said) override
    {
        head = said;
        return {};
    }
    [[nodiscard]] std::optional<QString> take(const char *bytes, std::int64_t count) override
    {
        std::this_thread::sleep_for(pause);
        body.append(bytes, static_cast<qsizetype>(count));
        return {};
    }
    void end(const std::optional<QString> &why) override
    {
        isOver = true;
        problem = why;
        ended();
    }

    std::chrono::milliseconds pause{};
    std::function<void()> ended = [] {};
    FetchHead head;
    QByteArray body;
    bool isOver = false;
    std::optional<QString> problem;
};

} // namespace

// The seams: what libcurl promises of an answer, and what is asked of it beyond that.
class TestFetcher : public QObject
{
    Q_OBJECT

    const HostileServer m_server;
    const Network *m_network = nullptr;

    [[nodiscard]] std::unique_ptr<Fetcher> makeFetcher(const FetchLimits &limits) const
    {
        QString problem;
        auto fetcher = m_network->makeFetcher(limits, problem);
        return fetcher;
    }
    // Fetches what the server is to answer, byte for byte.
    void fetch(const QByteArray &answer, Receiver &receiver) const
    {
        const auto fetcher =
                makeFetcher({.bytes = 100'000, .idle = 30s, .total = 60s, .redirects = 0});
        receiver.ended = [&] { fetcher->quit(); };
        const QString query = QString::fromLatin1(answer.toPercentEncoding());
        fetcher->fetch(m_server.url(QStringLiteral("raw/x?") + query), receiver);
        fetcher->run([] {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString problem;
        m_network = loadNetwork(problem);
        QVERIFY2(m_network, qPrintable(problem));
    }

    // What has come meanwhile is no silence of the server's.
    void aSlowReceiverFailsNoFile()
    {
        std::array<Receiver, 4> receivers;
        const auto fetcher =
                makeFetcher({.bytes = 100'000, .idle = 400ms, .total = 60s, .redirects = 0});
        int over = 0;
        for (Receiver &receiver : receivers) {
            receiver.pause = 200ms;
            receiver.ended = [&] {
                if (++over == static_cast<int>(receivers.size())) {
                    fetcher->quit();
                }
            };
            fetcher->fetch(m_server.url(QStringLiteral("endless")), receiver);
        }
        fetcher->run([] {});
        for (const Receiver &receiver : receivers) {
            QCOMPARE(receiver.problem.value_or(QString()),
                     QStringLiteral("it is longer than 100000 bytes, which is the limit"));
        }
    }

    void aSilentServerFailsItsFile()
    {
        Receiver receiver;
        const auto fetcher =
                makeFetcher({.bytes = 1'000'000, .idle = 500ms, .total = 60s, .redirects = 0});
        receiver.ended = [&] { fetcher->quit(); };
        fetcher->fetch(m_server.url(QStringLiteral("silent-in-body")), receiver);
        fetcher->run([] {});
        QCOMPARE(receiver.problem.value_or(QString()),
                 QStringLiteral("nothing has come for 0.5 s, which is the limit"));
    }

    void aReceiverThatIsToldOfTheEndMayBeginAnother()
    {
        Receiver first;
        Receiver second;
        const auto fetcher =
                makeFetcher({.bytes = 1'000'000, .idle = 30s, .total = 60s, .redirects = 0});
        first.ended = [&] { fetcher->fetch(m_server.url(QStringLiteral("good/b")), second); };
        second.ended = [&] { fetcher->quit(); };
        fetcher->fetch(m_server.url(QStringLiteral("404")), first);
        fetcher->run([] {});
        QVERIFY(first.problem);
        QCOMPARE(second.problem, std::nullopt);
        QCOMPARE(second.body, HostileServer::content());
    }

    void endedBeforeItRunsItDoesNotRun()
    {
        Receiver receiver;
        const auto fetcher =
                makeFetcher({.bytes = 1'000'000, .idle = 30s, .total = 60s, .redirects = 0});
        fetcher->fetch(m_server.url(QStringLiteral("silent")), receiver);
        fetcher->quit();
        fetcher->run([] {});
        QVERIFY(!receiver.isOver);
    }

    // A pause that is on before anything is asked for lets nothing through, until it ends.
    void aWakeUpSteers()
    {
        Receiver receiver;
        const auto fetcher =
                makeFetcher({.bytes = 1'000'000, .idle = 200ms, .total = 60s, .redirects = 0});
        receiver.ended = [&] { fetcher->quit(); };
        fetcher->fetch(m_server.url(QStringLiteral("good/a")), receiver);
        fetcher->setPaused(true);
        const int before = m_server.requests();
        int asked = -1;
        std::atomic<bool> mayGo = false;
        const std::jthread waker([&] {
            std::this_thread::sleep_for(600ms); // three times what is allowed without a byte
            mayGo = true;
            fetcher->wake();
        });
        fetcher->run([&] {
            if (mayGo && asked < 0) {
                asked = m_server.requests();
                fetcher->setPaused(false);
            }
        });
        QCOMPARE(asked, before);
        QCOMPARE(receiver.problem, std::nullopt);
        QCOMPARE(receiver.body, HostileServer::content());
    }

    void readsAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &answer, const QByteArray &body) {
            QTest::newRow(name) << answer << body;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc");
        row("no body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "");
        row("to the end", "HTTP/1.0 200 OK\r\n\r\nabc\r\n", "abc\r\n");
        row("more than said", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", "abc");
        row("one length twice",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\ncontent-length: 3\r\n\r\nabc", "abc");
        row("chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
            "3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\n\r\n",
            "abc0123456789");
        row("chunks beat a length",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
            "Content-Length: 1\r\n\r\n3\r\nabc\r\n0\r\nX: trailer\r\n\r\n",
            "abc");
        row("no phrase", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na", "a");
        row("plain line ends", "HTTP/1.1 200 OK\nContent-Length: 1\n\na", "a");
        row("after hints",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
            "Content-Encoding: gzip\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            "a");
        row("encoded as nothing",
            "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nTransfer-Encoding: identity\r\n"
            "Content-Length: 1\r\n\r\na",
            "a");
        for (const char *none : {"none", "NONE", "binary", "8bit", "utf-8", "UTF8", "us-ascii",
                                 "iso-8859-1", "windows-1252", "identity, none", "", ", ,"}) {
            QTest::addRow("encoded as \"%s\"", none)
                    << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: ") + none
                               + "\r\nContent-Length: 1\r\n\r\na"
                    << QByteArray("a");
        }
        // One length, in whichever way: RFC 9112, 5.2, and RFC 9110, 8.6.
        row("length in two lines", "HTTP/1.1 200 OK\r\nContent-Length:\r\n 3\r\n\r\nabcdef", "abc");
        row("length in three lines", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\t\r\n 3\r\n\r\nabcdef",
            "abc");
        row("length in a list", "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabcdef", "abc");
        row("length in two lists",
            "HTTP/1.1 200 OK\r\nContent-Length: 3,03\r\nContent-Length: 3\r\n\r\nabcdef", "abc");
        row("length in a list in two lines",
            "HTTP/1.1 200 OK\r\nContent-Length: 3,\r\n 3\r\n\r\nabcdef", "abc");
        row("no body, in a list", "HTTP/1.1 200 OK\r\nContent-Length: 0, 0\r\n\r\nabc", "");
    }
    void readsAnAnswer()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, body);
        Receiver receiver;
        fetch(answer, receiver);
        QCOMPARE(receiver.problem, std::nullopt);
        QCOMPARE(receiver.body, body);
        QCOMPARE(receiver.head.encoding, QByteArray());
    }

    void tellsWhatTheHeadSays()
    {
        Receiver receiver;
        fetch("HTTP/1.1 200 OK\r\nContent-Disposition: attachment;\r\n  filename=x\r\n"
              "Content-Encoding: gzip\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nab",
              receiver);
        QCOMPARE(receiver.problem, std::nullopt);
        QCOMPARE(receiver.head.disposition, QByteArray("attachment; filename=x"));
        QCOMPARE(receiver.head.encoding, QByteArray("gzip, br"));
        QCOMPARE(receiver.head.length, 2);
        QCOMPARE(receiver.body, QByteArray("ab")); // as it came
    }

    void tellsWhichOfSeveralEncodingsIsOne()
    {
        Receiver receiver;
        fetch("HTTP/1.1 200 OK\r\nContent-Encoding: utf-8, gzip\r\nContent-Length: 2\r\n\r\nab",
              receiver);
        QCOMPARE(receiver.head.encoding, QByteArray("gzip"));
    }

    void refusesALengthThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("length");
        for (const char *length :
             {"", " ", ",", "3,", ",3", "3, 4", "3 3", "3\r\n 3", "3;4", "0x3", "+3", "3, three"}) {
            QTest::addRow("\"%s\"", QByteArray(length).toPercentEncoding(" ,;+").constData())
                    << QByteArray(length);
        }
    }
    void refusesALengthThatIsNone()
    {
        QFETCH(QByteArray, length);
        Receiver receiver;
        fetch("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nabc", receiver);
        QCOMPARE(receiver.problem.value_or(QString()),
                 QStringLiteral("the server says a length that is no number, or two of them"));
    }

    // Cut off anywhere before its end, an answer is never taken for a whole one. The very last byte
    // is the end of a line behind the body.
    void knowsThatItWasCutOff_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("length") << QByteArray(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
        QTest::newRow("chunks") << QByteArray(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    }
    void knowsThatItWasCutOff()
    {
        QFETCH(QByteArray, answer);
        for (qsizetype length = 0; length < answer.size() - 1; ++length) {
            Receiver receiver;
            fetch(answer.left(length), receiver);
            const QByteArray at = QByteArray::number(length);
            QVERIFY2(receiver.problem, at.constData());
            QVERIFY2(!receiver.problem->isEmpty(), at.constData());
        }
    }

    // Whatever comes, it ends, with a problem or not.
    void bytesTurnedOverDoNoHarm()
    {
        QRandomGenerator random(5);
        const QByteArray good("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n"
                              "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n");
        for (int turn = 0; turn < 500; ++turn) {
            QByteArray bytes = good;
            for (int flips = 1 + random.bounded(5); flips > 0; --flips) {
                bytes[random.bounded(static_cast<int>(bytes.size()))] =
                        static_cast<char>(random.bounded(256));
            }
            Receiver receiver;
            fetch(bytes, receiver);
            QVERIFY(receiver.isOver);
            QVERIFY(receiver.body.size() <= bytes.size());
            QVERIFY(!receiver.problem || !receiver.problem->isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestFetcher)
#include "tst_fetcher.moc"
