// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash.h"
#include "jobs/workloads/hash/hashtest.h"

#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace thaw;

class TestHashManifest : public HashTest
{
    Q_OBJECT
    QString failure(const QByteArray &manifest)
    {
        JobHarness job(hashJob());
        job.set("path", m_folder->path()).set("manifest", manifest);
        const Outcome outcome = job.run();
        return outcome.kind == OutcomeKind::Failed ? outcome.reason : outcomeWord(outcome.kind);
    }

private Q_SLOTS:
    void init()
    {
        HashTest::init();
        m_job->set("manifest", m_folder->path("sums"));
    }

    void isAcceptedByCoreutils_data()
    {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::newRow("sha256sum") << QByteArray("sha256");
        QTest::newRow("sha1sum") << QByteArray("sha1");
        QTest::newRow("sha512sum") << QByteArray("sha512");
        QTest::newRow("md5sum") << QByteArray("md5");
        QTest::newRow("b2sum") << QByteArray("blake2b512");
    }
    void isAcceptedByCoreutils()
    {
        QFETCH(QByteArray, algorithm);
        m_folder->makeFolder("sub \xff");
        const QByteArrayList names = {"a\nb",     "c\\d",  "e\rf",  "-dash",      " two  spaces ",
                                      "\xfe\xff", "*star", "#hash", "\\lead",     "sub \xff/x\ny",
                                      "\n",       "plain", "-",     "sub \xff/-", "--",
                                      "r\r"};
        for (const QByteArray &name : names) {
            m_folder->write(name, name);
        }
        m_job->set("algorithm", algorithm);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        int exitCode = -1;
        const QByteArray said =
                m_folder->output(QTest::currentDataTag(), {"--strict", "-c", "sums"}, &exitCode);
        QCOMPARE(exitCode, 0);
        QCOMPARE(said.count(": OK\n"), names.size());
    }

    void isSortedByTheBytesOfItsNames()
    {
        m_folder->makeFolder("a");
        for (const char *name : {"b", "a/x", "a.", "B"}) {
            m_folder->write(name, "");
        }
        m_job->set("threads", 2);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QByteArrayList names;
        for (const QByteArray &line : m_folder->read("sums").split('\n')) {
            names.append(line.mid(66));
        }
        QCOMPARE(names, QByteArrayList({"B", "a.", "a/x", "b", ""}));
    }

    void doesNotListItselfOrItsTemporary()
    {
        m_folder->write("a", "x");
        m_folder->write("sums", "an old one");
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_folder->read("sums").count('\n'), 1);
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "sums"}));
    }

    void keepsTheModeOfTheOldOneAndObeysTheUmask()
    {
        m_folder->write("a", "x");
        const auto mode = [&] {
            struct stat status = {};
            stat(m_folder->path("sums").constData(), &status);
            return status.st_mode & 0777;
        };
        const mode_t before = umask(027);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        umask(before);
        QCOMPARE(mode(), 0640U);
        chmod(m_folder->path("sums").constData(), 0604);
        QCOMPARE(failure(m_folder->path("sums")), QStringLiteral("finished"));
        QCOMPARE(mode(), 0604U);
    }

    void replacesWhatALinkLeadsTo()
    {
        const TempFolder elsewhere;
        elsewhere.write("real", "old");
        m_folder->makeLink(elsewhere.path("real"), "sums");
        m_folder->write("a", "x");
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY(elsewhere.read("real").endsWith("  a\n"));
        QCOMPARE(elsewhere.names(), QByteArrayList({"real"}));
    }

    void ofASingleFileIsRelativeToItsFolder()
    {
        m_folder->write("a", "x");
        m_job->set("path", m_folder->path("a"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY(m_folder->read("sums").endsWith("  a\n"));
    }

    void doesNotReplaceTheFileThatIsHashed()
    {
        m_folder->write("sums", "data");
        m_job->set("path", m_folder->path("sums"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_folder->read("sums"), QByteArray("data"));
        QCOMPARE(m_folder->names(), QByteArrayList({"sums"}));
    }

    // A program that is killed then leaves nothing behind, which the next manifest would list.
    void hasNoTemporaryWhileFilesAreHashed()
    {
        m_folder->write("a", "x");
        QByteArrayList meanwhile;
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] { meanwhile = m_folder->names(); });
        QCOMPARE(outcome.kind, OutcomeKind::Finished);
        QCOMPARE(meanwhile, QByteArrayList({"a"}));
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "sums"}));
    }

    void saysThatItsFolderWentMeanwhile()
    {
        m_folder->write("a", "x");
        m_folder->makeFolder("goes");
        m_job->set("manifest", m_folder->path("goes/sums"));
        const Outcome &outcome = runWithAChangeAfterTheWalk(
                [&] { QCOMPARE(rmdir(m_folder->path("goes").constData()), 0); });
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QCOMPARE(outcome.reason,
                 QStringLiteral("The manifest %1/goes/sums can't be written: its folder is not "
                                "there.")
                         .arg(m_folder->text()));
    }

    void theOldOneSurvivesACancel()
    {
        m_folder->write("sums", "old");
        m_folder->writeSparse("huge", off_t{1} << 38);
        m_job->start();
        QVERIFY(m_job->awaitProgress(1));
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QCOMPARE(m_folder->read("sums"), QByteArray("old"));
        QCOMPARE(m_folder->names(), QByteArrayList({"huge", "sums"}));
    }

    void theOldOneSurvivesARunWithFailures()
    {
        m_folder->write("sums", "old");
        m_folder->write("a", "x");
        m_folder->write("b", "x");
        m_job->control().pause();
        m_job->start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("so far")));
        m_folder->remove("b");
        m_job->control().resume();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Failed);
        QCOMPARE(
                m_job->outcome().reason,
                QStringLiteral("1 of 2 files could not be hashed, so the manifest was not written; "
                               "the first is b: it is not there any more."));
        QCOMPARE(m_folder->read("sums"), QByteArray("old"));
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "sums"}));
    }

    void theOldOneSurvivesAFullDisk()
    {
        m_folder->write("sums", "old");
        for (int i = 0; i < 100; ++i) {
            m_folder->write(QByteArray::number(i), "x");
        }
        // As a full disk: write() gives an error after the first part of what was to be written.
        const auto handlerBefore = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit little = {1000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
        const Outcome outcome = m_job->run();
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handlerBefore);
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QCOMPARE(outcome.reason, QStringLiteral("The manifest %1/sums can't be written: %2.")
                                         .arg(m_folder->text(), qt_error_string(EFBIG)));
        QCOMPARE(m_folder->read("sums"), QByteArray("old"));
        QCOMPARE(m_folder->names().size(), 101);
    }

    void saysAtOnceThatItCannotBeWritten()
    {
        m_folder->makeFolder("folder");
        m_folder->makeLink("nowhere", "dangling");
        const auto expected = [&](const QByteArray &path, const char *reason) {
            return QStringLiteral("The manifest %1 can't be written: %2.")
                    .arg(QString::fromLatin1(path), QString::fromLatin1(reason));
        };
        const auto check = [&](const QByteArray &path, const char *reason) {
            QCOMPARE(failure(path), expected(path, reason));
        };
        check("/nonexistent/sums", "its folder is not there");
        check(m_folder->path("folder"), "it is a folder");
        check(m_folder->path("dangling"), "it is a link that leads nowhere");
        check("/proc/sums", "its folder is not there"); // what the system says there, even to root
        check(m_folder->path("x/"), "its name ends with a slash");
        check(m_folder->path(QByteArray(300, 'n')), qPrintable(qt_error_string(ENAMETOOLONG)));
        QCOMPARE(m_folder->names(), QByteArrayList({"dangling", "folder"}));
    }

    void doesNotReplaceAFifoThatCameMeanwhile()
    {
        m_folder->write("a", "x");
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] { m_folder->makeFifo("sums"); });
        QCOMPARE(outcome.reason,
                 QStringLiteral("The manifest %1/sums can't be written: it is not a regular file.")
                         .arg(m_folder->text()));
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "sums"}));
    }

    void isNotWrittenAndVerifiedInOneRun()
    {
        m_job->set("verify", m_folder->path("sums"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QVERIFY(m_job->outcome().reason.contains(QStringLiteral("leave manifest or verify empty")));
    }

    void ofAnEmptyFolderIsEmpty()
    {
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_folder->read("sums"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestHashManifest)
#include "tst_hashmanifest.moc"
