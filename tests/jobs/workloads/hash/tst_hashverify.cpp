// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash.h"
#include "jobs/workloads/hash/hashtest.h"

#include <QJsonArray>
#include <QTest>

using namespace thaw;

class TestHashVerify : public HashTest
{
    Q_OBJECT
    // A manifest of all that is in the folder, made by coreutils.
    void makeManifest(const char *program = "sha256sum") const
    {
        const QByteArrayList arguments = QByteArrayList{"--"} + m_folder->names();
        const QByteArray made = m_folder->output(program, arguments);
        m_folder->write("sums", made);
    }
    void append(const QByteArray &line) const
    {
        m_folder->write("sums", m_folder->read("sums") + line);
    }

private Q_SLOTS:
    void init()
    {
        HashTest::init();
        m_job->set("verify", m_folder->path("sums"));
    }

    void acceptsWhatCoreutilsWrote_data()
    {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::newRow("sha256sum") << QByteArray("sha256");
        QTest::newRow("md5sum") << QByteArray("md5");
        QTest::newRow("b2sum") << QByteArray("blake2b512");
    }
    void acceptsWhatCoreutilsWrote()
    {
        QFETCH(QByteArray, algorithm);
        for (const char *name : {"a\nb", "c\\d", "e\rf", "-dash", " spaces ", "*star", "ends\r"}) {
            m_folder->write(name, name);
        }
        makeManifest(QTest::currentDataTag());
        m_job->set("algorithm", algorithm);
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->outcome().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("verified").toInt(), 7);
        QCOMPARE(m_job->fact("files").toInt(), 7);
        QVERIFY(m_job->lines().contains(QStringLiteral("OK  -dash")));
    }

    void acceptsWhatItWroteItself()
    {
        m_folder->makeFolder("sub\xff");
        m_folder->write("sub\xff/\n", "x");
        m_folder->write("b\x80", "y");
        JobHarness writes(hashJob());
        writes.set("path", m_folder->path()).set("manifest", m_folder->path("sums"));
        QCOMPARE(writes.run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("verified").toInt(), 2);
    }

    void namesWhatDiffersAndWhatIsMissing()
    {
        for (const char *name : {"a", "b", "c", "d"}) {
            m_folder->write(name, name);
        }
        makeManifest();
        m_folder->write("b", "other");
        m_folder->remove("c");
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_job->outcome().reason,
                 QStringLiteral("2 of 4 files are not as the manifest says (differing: 1, missing: "
                                "1); the first is b: its digest is not the manifest's."));
        QCOMPARE(m_job->fact("verified").toInt(), 2);
        QCOMPARE(m_job->fact("differing").toInt(), 1);
        QCOMPARE(m_job->fact("missing").toInt(), 1);
        QCOMPARE(m_job->fact("malformed").toInt(), 0);
        QCOMPARE(m_job->fact("failed").toArray().size(), 2);
        QVERIFY(m_job->lines().contains(QStringLiteral("FAILED  c: it is missing")));
    }

    void countsAndNamesLinesThatAreNoChecksums()
    {
        m_folder->write("a", "x");
        makeManifest();
        append("rubbish\n");
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("malformed").toInt(), 1);
        QCOMPARE(m_job->fact("failed_count").toInt(), 0);
        QCOMPARE(m_job->fact("verified").toInt(), 1);
        QVERIFY(m_job->lines().contains(
                QStringLiteral("IGNORED  %1/sums:2: the line is no checksum")
                        .arg(m_folder->text())));
        QVERIFY(m_job->lines().contains(
                QStringLiteral("Lines of the manifest that are no checksums: 1")));
    }

    void failsOverThemIfItIsToBeStrict()
    {
        m_folder->write("a", "x");
        makeManifest();
        append("rubbish\n");
        m_job->set("strict", QByteArray("true"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_job->fact("malformed").toInt(), 1);
        QCOMPARE(m_job->fact("failed_count").toInt(), 1);
        QCOMPARE(m_job->fact("verified").toInt(), 1);
        QCOMPARE(
                m_job->outcome().reason,
                QStringLiteral("1 line of the manifest is no checksum; the first is %1/sums:2: the "
                               "line is no checksum.")
                        .arg(m_folder->text()));
    }

    void tellsOnlyTheFirstOfManySuchLines()
    {
        m_folder->write("a", "x");
        makeManifest();
        append(QByteArray("rubbish\n").repeated(1200));
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("malformed").toInt(), 1200);
        QVERIFY(m_job->lines().contains(QStringLiteral("IGNORED  and 200 more lines")));
        QVERIFY(m_job->lines().size() < 1010);
    }

    void aFileThatDiffersComesBeforeSuchLines()
    {
        m_folder->write("a", "x");
        makeManifest();
        append(QByteArray("rubbish\n").repeated(1200));
        m_folder->write("a", "y");
        m_job->set("strict", QByteArray("true"));
        QCOMPARE(m_job->run().reason,
                 QStringLiteral("1 of 1 files are not as the manifest says (differing: 1, lines "
                                "that are no checksums: 1,200); the first is a: its digest is not "
                                "the manifest's."));
        QCOMPARE(m_job->fact("failed_count").toInt(), 1201);
    }

    void takesDigestsOfBlake2bOfEveryLength()
    {
        m_folder->write("a", QByteArray(100'000, 'x'));
        // By one thread, with one context: of each size after another.
        m_folder->write("sums", m_folder->output("b2sum", {"-l", "256", "--tag", "a"})
                                        + m_folder->output("b2sum", {"a"})
                                        + m_folder->output("b2sum", {"-l", "8", "a"})
                                        + m_folder->output("b2sum", {"--tag", "a"}));
        m_job->set("threads", 1);
        m_job->set("algorithm", "blake2b512");
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("verified").toInt(), 4);
    }

    void aShorterDigestOfBlake2bThatDiffersIsTold()
    {
        m_folder->write("a", "x");
        m_folder->write("sums", m_folder->output("b2sum", {"-l", "256", "a"}));
        m_folder->write("a", "y");
        m_job->set("algorithm", "blake2b512");
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_job->fact("differing").toInt(), 1);
    }

    void countsWhatCannotBeRead()
    {
        m_folder->write("a", "x");
        makeManifest();
        append(QByteArray(64, '0') + "  /proc/self/mem\n" + QByteArray(64, '0') + "  .\n");
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_job->fact("unreadable").toInt(), 2);
        QCOMPARE(m_job->fact("verified").toInt(), 1);
    }

    // As `sha256sum ./*` and find write it.
    void findsASingleFilesLineBehindADotAndASlash()
    {
        for (const char *name : {"a", "b", "-"}) {
            m_folder->write(name, name);
        }
        m_folder->write("sums", m_folder->output("sha256sum", {"./-", "./b", "././a"}));
        for (const char *name : {"a", "b", "-"}) {
            JobHarness job(hashJob());
            job.set("path", m_folder->path(name)).set("verify", m_folder->path("sums"));
            QCOMPARE(job.run().reason, QString());
            QCOMPARE(job.fact("verified").toInt(), 1);
        }
    }

    void takesOnlyItsOwnLineForASingleFile()
    {
        m_folder->write("a", "x");
        m_folder->write("b", "x");
        makeManifest();
        m_folder->remove("b");
        m_job->set("path", m_folder->path("a"));
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("verified").toInt(), 1);
        JobHarness unlisted(hashJob());
        unlisted.set("path", m_folder->path("sums")).set("verify", m_folder->path("sums"));
        QCOMPARE(unlisted.run().reason,
                 QStringLiteral("The manifest %1/sums doesn't name sums.").arg(m_folder->text()));
    }

    void saysThatTheAlgorithmIsAnother()
    {
        m_folder->write("a", "x");
        makeManifest("md5sum");
        QCOMPARE(m_job->run().reason,
                 QStringLiteral(
                         "The manifest %1/sums is for another algorithm; set algorithm to md5.")
                         .arg(m_folder->text()));
    }

    void refusesAManifestThatNamesNothing()
    {
        m_folder->write("sums", "");
        QCOMPARE(m_job->run().reason,
                 QStringLiteral("The manifest %1/sums names no files.").arg(m_folder->text()));
    }

    void refusesWhatIsNoManifest_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("missing") << QByteArray("/nonexistent");
        QTest::newRow("folder") << QByteArray("/tmp");
        QTest::newRow("device") << QByteArray("/dev/zero");
        QTest::newRow("read error") << QByteArray("/proc/self/mem");
    }
    void refusesWhatIsNoManifest()
    {
        QFETCH(QByteArray, path);
        m_job->set("verify", path);
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QVERIFY2(m_job->outcome().reason.startsWith(
                         QStringLiteral("The manifest %1 ").arg(QString::fromLatin1(path))),
                 qPrintable(m_job->outcome().reason));
    }

    void isCanceledInTheMiddleOfAFile()
    {
        m_folder->writeSparse("huge", off_t{1} << 38);
        m_folder->write("sums", QByteArray(64, '0') + "  huge\n");
        m_job->start();
        QVERIFY(m_job->awaitProgress(1));
        QCOMPARE(m_job->progress().total, qint64{1} << 38);
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
    }
};

QTEST_GUILESS_MAIN(TestHashVerify)
#include "tst_hashverify.moc"
