// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/manifestline.h"

#include <QTest>

using namespace thaw;

namespace {

const QByteArray digest = QByteArray::fromHex("00112233445566778899aabbccddeeff");
const QByteArray hex = "00112233445566778899aabbccddeeff";

} // namespace

class TestManifestLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAsCoreutilsDo_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArray("a b") << QByteArray(hex + "  a b\n");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray('\\' + hex + "  a\\nb\n");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray('\\' + hex + "  a\\\\b\n");
        QTest::newRow("return") << QByteArray("a\rb") << QByteArray('\\' + hex + "  a\\rb\n");
        QTest::newRow("not UTF-8") << QByteArray("\xff") << QByteArray(hex + "  \xff\n");
        QTest::newRow("leading space") << QByteArray(" x") << QByteArray(hex + "   x\n");
        QTest::newRow("star") << QByteArray("*x") << QByteArray(hex + "  *x\n");
    }
    void writesAsCoreutilsDo()
    {
        QFETCH(QByteArray, name);
        QTEST(manifestLine(digest, name), "line");
    }

    // sha256sum reads its standard input for a lone dash.
    void writesALoneDashAsAPath()
    {
        QCOMPARE(manifestLine(digest, "-"), QByteArray(hex + "  ./-\n"));
        QCOMPARE(manifestLine(digest, "a/-"), QByteArray(hex + "  a/-\n"));
    }

    void readsWhatItWrites_data() { writesAsCoreutilsDo_data(); }
    void readsWhatItWrites()
    {
        QFETCH(QByteArray, line);
        const auto parsed = parsedManifestLine(line.chopped(1), 16);
        QVERIFY(parsed);
        QTEST(parsed->name, "name");
        QCOMPARE(parsed->digest, digest);
    }

    void takesTheBinaryMarkerAndCapitals()
    {
        const auto parsed = parsedManifestLine(hex.toUpper() + " *x", 16);
        QVERIFY(parsed);
        QCOMPARE(parsed->name, QByteArray("x"));
        QCOMPARE(parsed->digest, digest);
    }

    void refusesWhatIsNoLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("prose") << QByteArray("hello world");
        QTest::newRow("no name") << QByteArray(hex + "  ");
        QTest::newRow("nothing after the digest") << hex;
        QTest::newRow("one space") << QByteArray(hex + " x");
        QTest::newRow("too short") << QByteArray(hex.mid(2) + "  x");
        QTest::newRow("too long") << QByteArray(hex + "00  x");
        QTest::newRow("no hexadecimal") << QByteArray(QByteArray(32, 'g') + "  x");
        QTest::newRow("unknown escape") << QByteArray('\\' + hex + "  a\\tb");
        QTest::newRow("half an escape") << QByteArray('\\' + hex + "  a\\");
        QTest::newRow("NUL") << QByteArray(hex + "  a" + QByteArray(1, '\0'));
    }
    void refusesWhatIsNoLine()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!parsedManifestLine(line, 16));
    }

    void tellsTheSizeOfAnotherAlgorithmsDigest()
    {
        QCOMPARE(digestSizeOf(hex + "  x"), std::size_t(16));
        QCOMPARE(digestSizeOf('\\' + hex + hex + "  x"), std::size_t(32));
        QCOMPARE(digestSizeOf("x" + hex + "  x"), std::size_t(0));
        QCOMPARE(digestSizeOf(hex), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestManifestLine)
#include "tst_manifestline.moc"
