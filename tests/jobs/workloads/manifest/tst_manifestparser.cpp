// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestparser.h"

#include <QTest>

using namespace thaw;

namespace {

const QByteArray digest = QByteArray::fromHex("00112233445566778899aabbccddeeff");
const QByteArray hex = "00112233445566778899aabbccddeeff";
const QByteArray hex64 = hex.repeated(4);
constexpr DigestForm md5 = {QLatin1String("md5"), "MD5", 16};
constexpr DigestForm ofBlake2b = {QLatin1String("blake2b512"), "BLAKE2b", 64, true};

// Lines are put together here, and a view would be of what is gone by then.
std::optional<ManifestLine> parse(ManifestParser &parser, const QByteArray &line)
{
    return parser.parse(line);
}
bool isChecksum(const DigestForm &form, const QByteArray &line)
{
    return isChecksumOf(form, line);
}

// The name in the line, or "none" if it is no checksum.
QByteArray nameIn(const QByteArray &line, const DigestForm &form = md5)
{
    const auto parsed = ManifestParser(form).parse(line);
    return parsed ? parsed->name : QByteArray("none");
}

} // namespace

// Each row is what coreutils 9.1 does of the same line; tst_hashcoreutils asks it.
class TestManifestParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesEachForm_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("text") << QByteArray(hex + "  a b") << QByteArray("a b");
        QTest::newRow("binary") << QByteArray(hex + " *x") << QByteArray("x");
        QTest::newRow("capitals") << QByteArray(hex.toUpper() + "  x") << QByteArray("x");
        QTest::newRow("one space") << QByteArray(hex + " x") << QByteArray("x");
        QTest::newRow("one space, one star") << QByteArray(hex + " *") << QByteArray("*");
        QTest::newRow("a tab") << QByteArray(hex + "\tx") << QByteArray("x");
        QTest::newRow("a tab and a space") << QByteArray(hex + "\t x") << QByteArray("x");
        QTest::newRow("a space and a tab") << QByteArray(hex + " \tx") << QByteArray("\tx");
        QTest::newRow("blanks before") << QByteArray(" \t " + hex + "  x") << QByteArray("x");
        QTest::newRow("blanks after") << QByteArray(hex + "  x \t") << QByteArray("x \t");
        QTest::newRow("escapes") << QByteArray('\\' + hex + "  a\\nb\\r\\\\")
                                 << QByteArray("a\nb\r\\");
        QTest::newRow("a backslash") << QByteArray(hex + "  a\\nb") << QByteArray("a\\nb");
        QTest::newRow("blanks, escapes")
                << QByteArray(" \\" + hex + "  a\\nb") << QByteArray("a\nb");
        QTest::newRow("not UTF-8") << QByteArray(hex + "  \xff") << QByteArray("\xff");
        QTest::newRow("tag") << QByteArray("MD5 (x) = " + hex) << QByteArray("x");
        QTest::newRow("tag of OpenSSL") << QByteArray("MD5(x)= " + hex) << QByteArray("x");
        QTest::newRow("tag, no blanks") << QByteArray("MD5(x)=" + hex) << QByteArray("x");
        QTest::newRow("tag, tabs") << QByteArray("MD5 (x)\t=\t\t" + hex) << QByteArray("x");
        QTest::newRow("tag, blanks before") << QByteArray("  MD5 (x) = " + hex) << QByteArray("x");
        QTest::newRow("tag, escapes") << QByteArray("\\MD5 (a\\nb) = " + hex) << QByteArray("a\nb");
        QTest::newRow("tag, a bracket in the name")
                << QByteArray("MD5 (a) = b) = " + hex) << QByteArray("a) = b");
        QTest::newRow("tag, no name") << QByteArray("MD5 () = " + hex) << QByteArray();
    }
    void takesEachForm()
    {
        QFETCH(QByteArray, line);
        const auto parsed = ManifestParser(md5).parse(line);
        QVERIFY(parsed);
        QTEST(parsed->name, "name");
        QCOMPARE(parsed->digest, digest);
    }

    void refusesWhatIsNoLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blanks") << QByteArray(" \t ");
        QTest::newRow("prose") << QByteArray("hello world");
        QTest::newRow("no name") << QByteArray(hex + ' ');
        QTest::newRow("nothing after the digest") << hex;
        QTest::newRow("no blank") << QByteArray(hex + "--x");
        QTest::newRow("too short") << QByteArray(hex.mid(2) + "  x");
        QTest::newRow("too long") << QByteArray(hex + "00  x");
        QTest::newRow("no hexadecimal") << QByteArray(QByteArray(32, 'g') + "  x");
        QTest::newRow("a digit that is none") << QByteArray(hex.chopped(1) + "g  x");
        QTest::newRow("unknown escape") << QByteArray('\\' + hex + "  a\\tb");
        QTest::newRow("half an escape") << QByteArray('\\' + hex + "  a\\");
        QTest::newRow("blanks after a backslash") << QByteArray("\\ " + hex + "  x");
        QTest::newRow("two backslashes") << QByteArray("\\\\" + hex + "  x");
        QTest::newRow("PGP's dashes") << QByteArray("- " + hex + "  x");
        QTest::newRow("another tag") << QByteArray("SHA1 (x) = " + hex);
        QTest::newRow("small letters") << QByteArray("md5 (x) = " + hex);
        QTest::newRow("tag, two spaces") << QByteArray("MD5  (x) = " + hex);
        QTest::newRow("tag, a tab") << QByteArray("MD5\t(x) = " + hex);
        QTest::newRow("tag, no brackets") << QByteArray("MD5 x = " + hex);
        QTest::newRow("tag, half a bracket") << QByteArray("MD5 (x = " + hex);
        QTest::newRow("tag, no sign") << QByteArray("MD5 (x) " + hex);
        QTest::newRow("tag, blank at the end") << QByteArray("MD5 (x) = " + hex + ' ');
        QTest::newRow("tag, too long") << QByteArray("MD5 (x) = " + hex + "00");
        QTest::newRow("tag, too short") << QByteArray("MD5 (x) = " + hex.mid(2));
        QTest::newRow("tag, bits") << QByteArray("MD5-128 (x) = " + hex);
        QTest::newRow("tag, unknown escape") << QByteArray("\\MD5 (a\\tb) = " + hex);
        QTest::newRow("tag alone") << QByteArray("MD5");
        QTest::newRow("tag and a bracket") << QByteArray("MD5 (");
    }
    void refusesWhatIsNoLine()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(nameIn(line), QByteArray("none"));
    }

    // By choice: coreutils cuts the name there, and verifies another file than it seems.
    void refusesTheByteZero()
    {
        const QByteArray zero(1, '\0');
        QCOMPARE(nameIn(hex + "  a" + zero + "b"), QByteArray("none"));
        QCOMPARE(nameIn("MD5 (a" + zero + "b) = " + hex), QByteArray("none"));
        QCOMPARE(nameIn("MD5 (a) = " + hex + zero), QByteArray("none"));
    }

    // Else a name with a space before it could be taken for another file.
    void doesNotMixOneSpaceWithTwo()
    {
        ManifestParser two(md5);
        QVERIFY(parse(two, hex + "  a"));
        QVERIFY(!parse(two, hex + " a"));
        QVERIFY(parse(two, "MD5 (a) = " + hex));
        QVERIFY(!parse(two, hex + " "));

        ManifestParser one(md5);
        QVERIFY(parse(one, hex + " a"));
        QCOMPARE(parse(one, hex + "  a")->name, QByteArray(" a"));
        QCOMPARE(parse(one, hex + " *a")->name, QByteArray("*a"));
    }

    void aTaggedLineSaysNothingOfTheGap()
    {
        ManifestParser parser(md5);
        QVERIFY(parse(parser, "MD5 (a) = " + hex));
        QVERIFY(parse(parser, hex + " a"));
    }

    void takesDigestsOfBlake2bOfEachSize_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char *name, const QByteArray &line, int bytes) {
            QTest::newRow(name) << line << bytes;
        };
        row("full", hex64 + "  x", 64);
        row("16 bytes", hex + "  x", 16);
        row("one byte", "ab x", 1);
        row("tag", "BLAKE2b (x) = " + hex64, 64);
        row("tag, 128 bits", "BLAKE2b-128 (x) = " + hex, 16);
        row("tag, hexadecimal", "BLAKE2b-0x80 (x) = " + hex, 16);
        row("tag, octal", "BLAKE2b-0200 (x) = " + hex, 16);
        row("tag, a space and a sign", "BLAKE2b- +128 (x) = " + hex, 16);
        row("tag of OpenSSL's form", "BLAKE2b-128(x)= " + hex, 16);
        row("tag, any byte", "BLAKE2bx (x) = " + hex64, 64);
        row("tag, two spaces", "BLAKE2b  (x) = " + hex64, 64);
    }
    void takesDigestsOfBlake2bOfEachSize()
    {
        QFETCH(QByteArray, line);
        const auto parsed = ManifestParser(ofBlake2b).parse(line);
        QVERIFY(parsed);
        QCOMPARE(parsed->name, QByteArray("x"));
        QTEST(static_cast<int>(parsed->digest.size()), "bytes");
    }

    void refusesSizesThatBlake2bHasNot_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("half a byte") << QByteArray("abc x");
        QTest::newRow("too long") << QByteArray(hex64 + "00  x");
        QTest::newRow("tag of another size") << QByteArray("BLAKE2b-128 (x) = " + hex64);
        QTest::newRow("short without a size") << QByteArray("BLAKE2b (x) = " + hex);
        QTest::newRow("no size") << QByteArray("BLAKE2b- (x) = " + hex64);
        QTest::newRow("size 0") << QByteArray("BLAKE2b-0 (x) = ");
        QTest::newRow("odd") << QByteArray("BLAKE2b-127 (x) = " + hex);
        QTest::newRow("too large") << QByteArray("BLAKE2b-520 (x) = " + hex64 + "00");
        QTest::newRow("larger than all") << QByteArray("BLAKE2b-99999999999999999999 (x) = " + hex);
        // What strtoull would make 128 of.
        QTest::newRow("below 0") << QByteArray("BLAKE2b-  -18446744073709551488 (x) = " + hex);
        QTest::newRow("something after it") << QByteArray("BLAKE2b-128k (x) = " + hex);
        QTest::newRow("alone") << QByteArray("BLAKE2b-128");
    }
    void refusesSizesThatBlake2bHasNot()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(nameIn(line, ofBlake2b), QByteArray("none"));
    }

    void tellsWhoseLineItIs()
    {
        QVERIFY(isChecksum(md5, hex + "  x"));
        QVERIFY(isChecksum(md5, "MD5 (x) = " + hex));
        QVERIFY(isChecksum(ofBlake2b, hex64 + "  x"));
        QVERIFY(!isChecksum(ofBlake2b, hex + "  x")); // it could be, but is sooner one of md5
        QVERIFY(!isChecksum(md5, "be careful"));
    }
};

QTEST_APPLESS_MAIN(TestManifestParser)
#include "tst_manifestparser.moc"
