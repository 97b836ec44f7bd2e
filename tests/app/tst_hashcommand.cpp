// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace thaw;

// Manifests through a shell's redirections and pipes.
class TestHashCommand : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QByteArray content(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    // Quietly hashes the folder `files`, with more arguments and redirections, in the folder.
    [[nodiscard]] Called hash(const QString &more) const
    {
        return shell(QStringLiteral("cd %1 && \"$THAW\" run hash --quiet --set path=files %2")
                             .arg(m_folder.path(), more));
    }
    const QByteArray m_line =
            QCryptographicHash::hash("x", QCryptographicHash::Sha256).toHex() + "  a\n";

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("files")));
        write("files/a", "x");
    }

    // Nobody reads a transcript then, and 0 alone would say that all is well.
    void linesThatAreNoChecksumsAreToldAlsoQuietly_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<int>("lines");
        QTest::newRow("quiet") << QString() << 1;
        QTest::newRow("quiet, as JSON") << QStringLiteral("--json") << 1;
        QTest::newRow("quiet, in a child") << QStringLiteral("--on process") << 1;
        QTest::newRow("strict") << QStringLiteral("--set strict=true") << 1;
    }
    void linesThatAreNoChecksumsAreToldAlsoQuietly()
    {
        QFETCH(QString, options);
        QFETCH(int, lines);
        write("some", m_line + "rubbish\n");
        const Called called = hash(QStringLiteral("--set verify=some ") + options);
        const bool isStrict = options.contains(QStringLiteral("strict"));
        QCOMPARE(called.status, isStrict ? 1 : 0);
        QCOMPARE(called.errors.count('\n'), lines);
        QVERIFY2(called.errors.startsWith("thaw: hash: ")
                         && called.errors.contains(isStrict ? "1 line of the manifest"
                                                            : "no checksums, and were passed "
                                                              "over: 1;"),
                 called.errors.constData());
    }

    void addsToWhatStandardOutputGoesTo_data()
    {
        QTest::addColumn<QString>("placement");
        for (const char *placement : {"worker", "gui", "join", "slices", "pool", "process"}) {
            QTest::newRow(placement) << QString::fromLatin1(placement);
        }
    }
    void addsToWhatStandardOutputGoesTo()
    {
        QFETCH(QString, placement);
        write("log", "before\n");
        const Called called =
                hash(QStringLiteral("--on %1 --set manifest=/dev/stdout >> log").arg(placement));
        QCOMPARE(called.errors, QByteArray());
        QCOMPARE(called.status, 0);
        QCOMPARE(content("log"), "before\n" + m_line);
    }

    void writesAManifestThroughAPipe()
    {
        const Called called = hash(QStringLiteral("--set manifest=/dev/stdout | cat"));
        QCOMPARE(called.errors, QByteArray());
        QCOMPARE(called.output, m_line);
    }

    void writesAManifestWhereAShellSays()
    {
        const Called called = hash(QStringLiteral("--set manifest=/dev/fd/3 3>third"));
        QCOMPARE(called.status, 0);
        QCOMPARE(content("third"), m_line);
    }

    void saysThatStandardOutputIsClosed()
    {
        const Called called = hash(QStringLiteral("--set manifest=/dev/stdout >&-"));
        QCOMPARE(called.status, 1);
        QCOMPARE(called.errors,
                 QByteArray("thaw: hash: The manifest /dev/stdout can't be written: this "
                            "program was given no open file of that number.\n"));
    }

    void verifiesAManifestThatComesThroughAPipe_data() { addsToWhatStandardOutputGoesTo_data(); }
    void verifiesAManifestThatComesThroughAPipe()
    {
        QFETCH(QString, placement);
        write("sums", m_line);
        const Called called =
                shell(QStringLiteral("cd %1 && cat sums | \"$THAW\" run hash --quiet --on %2 --set "
                                     "path=files --set verify=/dev/stdin")
                              .arg(m_folder.path(), placement));
        QCOMPARE(called.errors, QByteArray());
        QCOMPARE(called.status, 0);
    }

    void endsAtASignalWhileNobodyReadsTheFifo_data() { addsToWhatStandardOutputGoesTo_data(); }
    void endsAtASignalWhileNobodyReadsTheFifo()
    {
        QFETCH(QString, placement);
        const Called called =
                shell(QStringLiteral("cd %1 && rm -f fifo && mkfifo fifo && exec timeout "
                                     "--preserve-status 2 \"$THAW\" run hash --quiet --on %2 --set "
                                     "path=files --set manifest=fifo")
                              .arg(m_folder.path(), placement));
        QCOMPARE(called.status, 143);
        QVERIFY(QFile::exists(path("fifo")));
    }
};

QTEST_GUILESS_MAIN(TestHashCommand)
#include "tst_hashcommand.moc"
