// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/filehasher.h"
#include "tempfolder.h"

#include <QTest>

#include <functional>
#include <variant>

#include <fcntl.h>
#include <sys/stat.h>

using namespace thaw;

namespace {

FileDescriptor opened(const QByteArray &path)
{
    return FileDescriptor(open(path.constData(), O_RDONLY | O_CLOEXEC));
}

constexpr qsizetype manyBlocks = qsizetype{4} * 1024 * 1024;

} // namespace

class TestFileHasher : public QObject
{
    Q_OBJECT
    const TempFolder m_folder;
    QString m_problem;
    const DigestAlgorithm m_sha256 = *DigestAlgorithm::load(QStringLiteral("sha256"), m_problem);

    // The digest in hexadecimal, or what went wrong.
    static QString text(const FileResult &result)
    {
        const auto *made = std::get_if<FileDigest>(&result);
        return made ? QString::fromLatin1(made->digest.toHex())
                    : std::get<FileUnreadable>(result).reason;
    }
    // Hashes one file, opened already.
    QString hashed(const FileDescriptor &file,
                   const std::function<bool(std::int64_t)> &advance) const
    {
        FileHasher hasher(m_sha256);
        const auto result = hasher.hash(file, advance);
        return result ? text(*result) : QStringLiteral("stopped");
    }
    QString hashed(const QByteArray &path, const std::function<bool(std::int64_t)> &advance) const
    {
        return hashed(opened(path), advance);
    }
    static bool goOn(std::int64_t) { return true; }

private Q_SLOTS:
    // FIPS 180-4 examples and RFC 7693, RFC 1321: the digest of "abc".
    void knowsTheStandardsExamples_data()
    {
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("sha256") << QByteArray(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("sha1") << QByteArray("a9993e364706816aba3e25717850c26c9cd0d89d");
        QTest::newRow("md5") << QByteArray("900150983cd24fb0d6963f7d28e17f72");
        QTest::newRow("sha512") << QByteArray(
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
        QTest::newRow("blake2b512")
                << QByteArray("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                              "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }
    void knowsTheStandardsExamples()
    {
        QFETCH(QByteArray, digest);
        m_folder.write("abc", "abc");
        QString problem;
        const auto algorithm =
                DigestAlgorithm::load(QString::fromLatin1(QTest::currentDataTag()), problem);
        QVERIFY2(algorithm, qPrintable(problem));
        QCOMPARE(algorithm->size(), static_cast<std::size_t>(digest.size() / 2));
        FileHasher hasher(*algorithm);
        for (int turn = 0; turn < 3; ++turn) { // one after the other with one context
            QCOMPARE(text(*hasher.hash(opened(m_folder.path("abc")), goOn)),
                     QString::fromLatin1(digest));
        }
    }

    void offersSha256First()
    {
        QCOMPARE(digestNames().constFirst(), QStringLiteral("sha256"));
        QString problem;
        QVERIFY(!DigestAlgorithm::load(QStringLiteral("crc32"), problem));
        QVERIFY(!problem.isEmpty());
    }

    void tellsOfEachBlock()
    {
        m_folder.writeSparse("blocks", manyBlocks);
        std::int64_t seen = 0;
        int calls = 0;
        hashed(m_folder.path("blocks"), [&](std::int64_t bytes) {
            seen += bytes;
            ++calls;
            return true;
        });
        QCOMPARE(seen, manyBlocks);
        QVERIFY2(calls >= 8, "a run must be able to stop every few milliseconds");
    }

    void stopsInTheMiddleOfAFile()
    {
        m_folder.writeSparse("stop", manyBlocks);
        int calls = 0;
        QCOMPARE(hashed(m_folder.path("stop"), [&](std::int64_t) { return ++calls < 3; }),
                 QStringLiteral("stopped"));
        QCOMPARE(calls, 3);
    }

    void noticesAFileThatGrows()
    {
        m_folder.write("grows", "first");
        const QString result = hashed(m_folder.path("grows"), [&](std::int64_t bytes) {
            if (bytes == 5) {
                m_folder.write("grows", "first and more");
            }
            return true;
        });
        QCOMPARE(result, QStringLiteral("it changed while it was read"));
    }

    // As a log does that is written while it is read: to wait for its end would take for ever.
    void givesUpAtOnceOnAFileThatGrowsAsFastAsItIsRead()
    {
        constexpr int enough = 20;
        constexpr qsizetype piece = 1'000'000;
        m_folder.write("log", QByteArray(piece, 'l'));
        int size = 1;
        const QString result = hashed(m_folder.path("log"), [&](std::int64_t) {
            size += size < enough ? 1 : 0;
            m_folder.write("log", QByteArray(size * piece, 'l'));
            return true;
        });
        QCOMPARE(result, QStringLiteral("it changed while it was read"));
        QVERIFY2(size < enough, "it was read to its end");
    }

    // It says 0 bytes, and gives 256 GB.
    void givesUpOnAFileThatDoesNotEnd()
    {
        constexpr std::int64_t tooMany = 3'000'000'000;
        std::int64_t seen = 0;
        const QString result = hashed("/proc/self/pagemap", [&](std::int64_t bytes) {
            seen += bytes;
            return seen < tooMany;
        });
        if (seen == 0) {
            QSKIP("there is no /proc/self/pagemap to be read here");
        }
        QCOMPARE(result, QStringLiteral("it gives far more bytes than the 0 that its size says, "
                                        "perhaps without an end"));
    }

    void readsAFileThatSaysItIsEmpty()
    {
        QByteArray expected = m_folder.output("sha256sum", {"/proc/version"}).left(64);
        QCOMPARE(hashed("/proc/version", goOn), QString::fromLatin1(expected));
    }

    void noticesAFileThatChangesAndKeepsItsSizeAndTime()
    {
        m_folder.write("same", "first");
        QTest::qSleep(20); // the times of files are as coarse as the system's tick
        const QString result = hashed(m_folder.path("same"), [&](std::int64_t) {
            struct stat before = {};
            stat(m_folder.path("same").constData(), &before);
            m_folder.write("same", "other");
            const timespec times[] = {before.st_atim, before.st_mtim};
            utimensat(AT_FDCWD, m_folder.path("same").constData(), times, 0);
            return true;
        });
        QCOMPARE(result, QStringLiteral("it changed while it was read"));
    }

    void aReplacedFileIsReadAsItWas()
    {
        m_folder.write("old", "abc");
        m_folder.write("new", "something else");
        const FileDescriptor file = opened(m_folder.path("old"));
        m_folder.rename("new", "old");
        QTest::qSleep(20);
        QCOMPARE(
                hashed(file, goOn),
                QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    // Smaller and larger than a block, a buffer, and nothing at all: with one hasher as with
    // another.
    void aHasherKeepsNothingOfTheFileBefore()
    {
        FileHasher shared(m_sha256);
        for (const int size : {0, 1, 64, 1'000'000, 3, 262'144, 262'145, 55, 0}) {
            m_folder.write("n", QByteArray(size, 'n'));
            FileHasher fresh(m_sha256);
            QCOMPARE(text(*shared.hash(opened(m_folder.path("n")), goOn)),
                     text(*fresh.hash(opened(m_folder.path("n")), goOn)));
        }
    }

    void namesTheReasonOfAReadError()
    {
        QCOMPARE(hashed("/proc/self/mem", goOn), qt_error_string(EIO));
    }

    void refusesWhatIsNoFile()
    {
        QCOMPARE(hashed(m_folder.path(), goOn), QStringLiteral("it is not a regular file"));
    }
};

QTEST_GUILESS_MAIN(TestFileHasher)
#include "tst_filehasher.moc"
