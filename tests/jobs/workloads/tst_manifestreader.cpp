// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/manifestreader.h"
#include "jobs/workloads/tempfolder.h"

#include <QTest>

#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace thaw;

namespace {

const QByteArray hexA(32, 'a');
const QByteArray hexB(32, 'b');
using End = ManifestReader::End;

} // namespace

class TestManifestReader : public QObject
{
    Q_OBJECT

    // Reads `content` as a manifest of md5, whose lines are short.
    End read(const QByteArray &content, const QByteArray &only = {})
    {
        const TempFolder folder;
        folder.write("m", content);
        return readFile(folder.path("m"), only);
    }
    End readFile(const QByteArray &path, const QByteArray &only = {})
    {
        m_bad.clear();
        m_reader = std::make_unique<ManifestReader>(
                16, ManifestReader::Hooks{
                            [this] { return m_goOn; },
                            [this](std::int64_t line, const QString &) { m_bad.append(line); }});
        if (!only.isEmpty()) {
            m_reader->takeOnly(only);
        }
        const int fd = open(path.constData(), O_RDONLY | O_CLOEXEC);
        const End end = m_reader->read(fd);
        close(fd);
        return end;
    }
    QByteArrayList names() const
    {
        QByteArrayList all;
        for (FileTree::Index file = 0; file < m_reader->files().fileCount(); ++file) {
            all.append(m_reader->files().filePath(file));
        }
        return all;
    }

    std::unique_ptr<ManifestReader> m_reader;
    QList<std::int64_t> m_bad;
    bool m_goOn = true;

private Q_SLOTS:
    void init() { m_goOn = true; }

    void readsNamesAndDigests()
    {
        QCOMPARE(read(hexA + "  a/b\n" + hexB + " *c\n"), End::Read);
        QCOMPARE(names(), QByteArrayList({"a/b", "c"}));
        QCOMPARE(m_reader->digest(0).toHex(), hexA);
        QCOMPARE(m_reader->digest(1).toHex(), hexB);
    }

    void aLastLineNeedsNoNewline()
    {
        QCOMPARE(read(hexA + "  a\n" + hexB + "  b"), End::Read);
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void takesLineEndsOfWindows()
    {
        QCOMPARE(read("\xEF\xBB\xBF" + hexA + "  a\r\n" + hexB + "  b\r\n"), End::Read);
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void keepsAReturnThatIsPartOfAName()
    {
        QCOMPARE(read(hexA + "  a\n" + hexB + "  b\r\n"), End::Read);
        QCOMPARE(names(), QByteArrayList({"a", "b\r"}));
    }

    void passesOverBlankLinesAndComments()
    {
        QCOMPARE(read("# made by hand\n\n" + hexA + "  a\n\n"), End::Read);
        QCOMPARE(names(), QByteArrayList({"a"}));
        QVERIFY(m_bad.isEmpty());
    }

    void namesMalformedLinesByNumber()
    {
        QCOMPARE(read("what?\n" + hexA + "  a\n\nnonsense\n" + hexB + "  b\n"), End::Read);
        QCOMPARE(m_bad, QList<std::int64_t>({1, 4}));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void saysWhichAlgorithmItIsFor()
    {
        QCOMPARE(read(QByteArray(64, 'a') + "  a\n"), End::Refused);
        QVERIFY2(m_reader->refusal().contains(QStringLiteral("sha256")),
                 qPrintable(m_reader->refusal()));
        QCOMPARE(read(QByteArray(128, 'a') + "  a\n"), End::Refused);
        QVERIFY(m_reader->refusal().contains(QStringLiteral("sha512 or blake2b512")));
    }

    void anotherAlgorithmsLineAmongGoodOnesIsMalformed()
    {
        QCOMPARE(read(hexA + "  a\n" + QByteArray(64, 'a') + "  b\n"), End::Read);
        QCOMPARE(m_bad, QList<std::int64_t>({2}));
    }

    void givesUpOnManyLinesOfGarbage()
    {
        QCOMPARE(read(QByteArray("garbage\n").repeated(5000)), End::Refused);
        QCOMPARE(m_bad.size(), qsizetype(ManifestReader::patienceInLines));
    }

    void givesUpOnOneEndlessLine()
    {
        const TempFolder folder;
        folder.writeSparse("zeros", off_t{1} << 40); // 1 TiB would take minutes to read
        QCOMPARE(readFile(folder.path("zeros")), End::Refused);
    }

    void goesOnAfterALineThatIsTooLong()
    {
        const QByteArray tooLong(ManifestReader::longestLine + 1, 'x');
        QCOMPARE(read(hexA + "  a\n" + tooLong + '\n' + hexB + "  b\n"), End::Read);
        QCOMPARE(m_bad, QList<std::int64_t>({2}));
        QCOMPARE(names(), QByteArrayList({"a", "b"}));
    }

    void readsALineAcrossItsBuffers()
    {
        const QByteArray name(200'000, 'n');
        QCOMPARE(read(hexA + "  " + name + '\n' + hexB + "  b\n"), End::Read);
        QCOMPARE(names(), QByteArrayList({name, "b"}));
    }

    void takesOnlyTheLineThatIsAskedFor()
    {
        QCOMPARE(read(hexA + "  a\n" + hexB + "  b\n", "b"), End::Read);
        QCOMPARE(names(), QByteArrayList({"b"}));
        QCOMPARE(m_reader->digest(0).toHex(), hexB);
    }

    void stopsWhenTold()
    {
        m_goOn = false;
        QCOMPARE(read(hexA + "  a\n"), End::Stopped);
    }
};

QTEST_APPLESS_MAIN(TestManifestReader)
#include "tst_manifestreader.moc"
