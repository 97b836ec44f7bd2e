// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestreader.h"

#include <QTest>

#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace thaw;

namespace {

const QByteArray hexA(32, 'a');
const QByteArray hexB(32, 'b');

} // namespace

class TestManifestReader : public QObject
{
    Q_OBJECT

    // Reads `content` as a manifest of md5, whose lines are short. False if it was refused.
    bool read(const QByteArray &content, const QByteArray &only = {}, qsizetype portion = 1000)
    {
        m_reader = std::make_unique<ManifestReader>(
                DigestForm{QLatin1String("md5"), "MD5", 16, false});
        if (!only.isEmpty()) {
            m_reader->takeOnly(only);
        }
        for (qsizetype at = 0; at < content.size(); at += portion) {
            const QByteArray next = content.mid(at, portion);
            if (!m_reader->take(next.constData(), next.size())) {
                return false;
            }
        }
        return m_reader->end();
    }
    QByteArrayList names() const
    {
        QByteArrayList all;
        for (FileTree::Index file = 0; file < m_reader->files().fileCount(); ++file) {
            all.append(m_reader->files().filePath(file));
        }
        return all;
    }
    // The numbers of the lines that are no checksums.
    QList<std::int64_t> bad() const
    {
        QList<std::int64_t> lines;
        for (const ManifestReader::Malformed &each : m_reader->malformed()) {
            lines.append(each.line);
        }
        return lines;
    }

    std::unique_ptr<ManifestReader> m_reader;

private Q_SLOTS:
    void readsNamesAndDigests()
    {
        QVERIFY(read(hexA + "  a/b\n" + hexB + " *c\n"));
        QCOMPARE(names(), QByteArrayList({"a/b", "c"}));
        QCOMPARE(m_reader->digest(0).toHex(), hexA);
        QCOMPARE(m_reader->digest(1).toHex(), hexB);
    }

    void aLastLineNeedsNoNewline()
    {
        QVERIFY(read(hexA + "  a\n" + hexB + "  b"));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void takesLineEndsOfWindows()
    {
        QVERIFY(read("\xEF\xBB\xBF" + hexA + "  a\r\n" + hexB + "  b\r\n"));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    // As the manifests of two systems, one after the other.
    void takesEachLinesOwnEnd()
    {
        QVERIFY(read("# made by hand\n\n" + hexA + "  a\n\r\n" + hexB + "  b\r\n" + hexA
                     + "  c\r\r\n" + hexB + "  d\r"));
        QCOMPARE(names(), QByteArrayList({"a", "b", "c\r", "d"}));
        QVERIFY(bad().isEmpty());
    }

    void passesOverBlankLinesAndComments()
    {
        QVERIFY(read("# made by hand\n\n" + hexA + "  a\n\n"));
        QCOMPARE(names(), QByteArrayList({"a"}));
        QVERIFY(bad().isEmpty());
    }

    void namesMalformedLinesByNumber()
    {
        QVERIFY(read("what?\n" + hexA + "  a\n\nnonsense\n" + hexB + "  b\n"));
        QCOMPARE(bad(), QList<std::int64_t>({1, 4}));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void namesTheLinesOfASignature()
    {
        QVERIFY(read("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + hexA
                     + "  a\n-----BEGIN PGP SIGNATURE-----\n\naGVsbG8=\n=AAAA\n"
                       "-----END PGP SIGNATURE-----\n"));
        QCOMPARE(names(), QByteArrayList({"a"}));
        QCOMPARE(bad(), QList<std::int64_t>({1, 2, 5, 7, 8, 9}));
    }

    void saysWhichAlgorithmItIsFor_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("algorithm");
        const QByteArray hex64 = hexA + hexB;
        QTest::newRow("sha256") << hex64 + "  a" << QStringLiteral("sha256");
        QTest::newRow("64 bytes") << hex64 + hex64 + "  a"
                                  << QStringLiteral("sha512 or blake2b512");
        QTest::newRow("tagged") << "SHA512 (a) = " + hex64 + hex64 << QStringLiteral("sha512");
    }
    void saysWhichAlgorithmItIsFor()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, algorithm);
        QVERIFY(!read("what?\n" + line + '\n'));
        QCOMPARE(m_reader->refusal(),
                 QStringLiteral("is for another algorithm; set algorithm to ") + algorithm);
    }

    // A manifest may have the digests of several, each of which takes its own.
    void anotherAlgorithmsLineAmongGoodOnesIsMalformed()
    {
        QVERIFY(read(hexA + hexA + "  a\n" + hexA + "  a\nSHA1 (a) = " + hexA + "aaaaaaaa\n"));
        QCOMPARE(bad(), QList<std::int64_t>({1, 3}));
        QVERIFY(m_reader->malformed().back().reason.endsWith(QStringLiteral(": sha1")));
        QCOMPARE(names(), QByteArrayList({"a"}));
    }

    void refusesWhatNamesNothing()
    {
        QVERIFY(!read(""));
        QVERIFY(!read("# nothing\n"));
        QCOMPARE(m_reader->refusal(), QStringLiteral("names no files"));
    }

    void readsOnThroughManyLinesOfOtherThings()
    {
        const QByteArray prose = QByteArray("prose\n").repeated(5000);
        QVERIFY(read(prose + hexA + "  a\n" + prose, {}, 100'000));
        QCOMPARE(names(), QByteArrayList({"a"}));
        QCOMPARE(m_reader->malformedCount(), 10'000);
        QCOMPARE(m_reader->malformed().size(), ManifestReader::kept);
        QCOMPARE(m_reader->malformed().back().line, 1000);
    }

    // And not to their ends, which may be far away.
    void givesUpOnWhatIsNoManifest_data()
    {
        QTest::addColumn<QByteArray>("portion");
        QTest::newRow("zeros") << QByteArray(1 << 20, '\0');
        QTest::newRow("newlines") << QByteArray(1 << 20, '\n');
        QTest::newRow("lines") << QByteArray("be\n\\\n\r\n").repeated(1 << 17);
        QTest::newRow("comments") << QByteArray("#\n").repeated(1 << 19);
    }
    void givesUpOnWhatIsNoManifest()
    {
        QFETCH(QByteArray, portion);
        ManifestReader reader(DigestForm{QLatin1String("md5"), "MD5", 16, false});
        std::int64_t taken = 0;
        while (reader.take(portion.constData(), portion.size()) && taken < (1 << 30)) {
            taken += portion.size();
        }
        QVERIFY(taken <= ManifestReader::patience);
        QCOMPARE(reader.refusal(), QStringLiteral("is no manifest"));
    }

    void goesOnAfterALineThatIsTooLong()
    {
        const QByteArray tooLong(ManifestReader::longestLine + 1, 'x');
        QVERIFY(read(hexA + "  a\n" + tooLong + '\n' + hexB + "  b\n"));
        QCOMPARE(bad(), QList<std::int64_t>({2}));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void readsALineAcrossItsBuffers()
    {
        const QByteArray name(200'000, 'n');
        QVERIFY(read(hexA + "  " + name + '\n' + hexB + "  b\n"));
        QCOMPARE(names(), QByteArrayList({name, "b"}));
    }

    void takesOnlyTheLineThatIsAskedFor()
    {
        QVERIFY(read(hexA + "  a\n" + hexB + "  b\n", "b"));
        QCOMPARE(names(), QByteArrayList({"b"}));
        QCOMPARE(m_reader->digest(0).toHex(), hexB);
    }

    void readsDigestsOfSeveralSizes()
    {
        m_reader = std::make_unique<ManifestReader>(
                DigestForm{QLatin1String("blake2b512"), "BLAKE2b", 64, true});
        const QByteArray text =
                "BLAKE2b-128 (a) = " + hexA + "\nab  b\n" + hexB.repeated(4) + "  c\n";
        QVERIFY(m_reader->take(text.constData(), text.size()) && m_reader->end());
        QCOMPARE(names(), QByteArrayList({"a", "b", "c"}));
        QCOMPARE(m_reader->digest(0).toHex(), hexA);
        QCOMPARE(m_reader->digest(1).toHex(), QByteArray("ab"));
        QCOMPARE(m_reader->digest(2).toHex(), hexB.repeated(4));
    }
};

QTEST_APPLESS_MAIN(TestManifestReader)
#include "tst_manifestreader.moc"
