// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/answerreader.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace thaw;

namespace {

struct Answer
{
    QByteArray body;
    bool hasHead = false;
    AnswerHead head = {};
    std::optional<QString> problem = {};
};

// Reads it in pieces of so many bytes.
Answer read(const QByteArray &bytes, qsizetype piece)
{
    AnswerReader reader;
    Answer answer;
    for (qsizetype at = 0; at < bytes.size() && !answer.problem; at += piece) {
        answer.problem = reader.add(bytes.constData() + at, std::min(piece, bytes.size() - at));
        answer.body += reader.body();
    }
    if (!answer.problem) {
        answer.problem = reader.endOfInput();
    }
    answer.hasHead = reader.hasHead();
    answer.head = reader.head();
    return answer;
}

} // namespace

class TestAnswerReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
                                << QByteArray("abc");
        QTest::newRow("no body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                                 << QByteArray();
        QTest::newRow("to the end")
                << QByteArray("HTTP/1.0 200 OK\r\n\r\nabc\r\n") << QByteArray("abc\r\n");
        QTest::newRow("more than said")
                << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")
                << QByteArray("abc");
        QTest::newRow("one length twice") << QByteArray(
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\ncontent-length: 3\r\n\r\nabc")
                                          << QByteArray("abc");
        QTest::newRow("chunks") << QByteArray(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                "3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\n\r\n")
                                << QByteArray("abc0123456789");
        QTest::newRow("chunks beat a length")
                << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                              "Content-Length: 1\r\n\r\n3\r\nabc\r\n0\r\nX: trailer\r\n\r\n")
                << QByteArray("abc");
        QTest::newRow("no phrase")
                << QByteArray("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na") << QByteArray("a");
        QTest::newRow("plain line ends")
                << QByteArray("HTTP/1.1 200 OK\nContent-Length: 1\n\na") << QByteArray("a");
        QTest::newRow("after hints") << QByteArray(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                "Content-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
                                     << QByteArray("a");
    }
    void readsAnAnswer()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, body);
        for (const qsizetype piece : {bytes.size(), qsizetype{1}, qsizetype{2}, qsizetype{7}}) {
            const Answer answer = read(bytes, piece);
            QCOMPARE(answer.problem, std::nullopt);
            QCOMPARE(answer.head.status, 200);
            QCOMPARE(answer.body, body);
        }
    }

    // Cut off anywhere before its end, an answer is never taken for a whole one.
    void knowsThatItWasCutOff_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length") << QByteArray(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
        QTest::newRow("chunks") << QByteArray(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    }
    void knowsThatItWasCutOff()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            const Answer answer = read(bytes.left(length), 5);
            QVERIFY2(answer.problem, qPrintable(QString::number(length)));
            QVERIFY2(answer.problem->contains(QStringLiteral("connection")),
                     qPrintable(*answer.problem));
        }
    }

    void fieldsAreFoundByTheirNames()
    {
        const Answer answer = read(
                "HTTP/1.1 302 Found here\r\nLOCATION:  /x \r\nEmpty:\r\nContent-Length:0\r\n\r\n",
                3);
        QCOMPARE(answer.problem, std::nullopt);
        QCOMPARE(answer.head.phrase, QStringLiteral("Found here"));
        QCOMPARE(answer.head.field("location"), QByteArray("/x"));
        QCOMPARE(answer.head.field("empty"), QByteArray());
        QCOMPARE(answer.head.field("other"), QByteArray());
    }

    // Whatever comes, it ends, in bounded memory, with a problem or not.
    void bytesTurnedOverDoNoHarm()
    {
        QRandomGenerator random(5);
        const QByteArray good("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n"
                              "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n");
        for (int turn = 0; turn < 20'000; ++turn) {
            QByteArray bytes = good;
            for (int flips = 1 + random.bounded(5); flips > 0; --flips) {
                bytes[random.bounded(static_cast<int>(bytes.size()))] =
                        static_cast<char>(random.bounded(256));
            }
            const Answer answer = read(bytes, 1 + random.bounded(20));
            QVERIFY(answer.body.size() <= bytes.size());
            QVERIFY(!answer.problem || !answer.problem->isEmpty());
        }
    }
};

QTEST_APPLESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
