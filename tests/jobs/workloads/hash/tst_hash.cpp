// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash.h"
#include "jobs/workloads/hash/hashtest.h"

#include <QJsonArray>
#include <QTest>

using namespace thaw;

class TestHash : public HashTest
{
    Q_OBJECT
    static QString failurePath(const QJsonValue &failed, int at)
    {
        return failed.toArray().at(at).toObject().value(QStringLiteral("path")).toString();
    }
    static QString failureReason(const QJsonValue &failed, int at)
    {
        return failed.toArray().at(at).toObject().value(QStringLiteral("reason")).toString();
    }

private Q_SLOTS:
    void saysTheDigestsThatCoreutilsSay_data()
    {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 8}) {
            const auto row = [&](const char *algorithm, const char *program) {
                QTest::addRow("%s, %d threads", algorithm, threads)
                        << QByteArray(algorithm) << QByteArray(program) << threads;
            };
            row("sha256", "sha256sum");
            row("sha1", "sha1sum");
            row("sha512", "sha512sum");
            row("md5", "md5sum");
            row("blake2b512", "b2sum");
        }
    }
    void saysTheDigestsThatCoreutilsSay()
    {
        QFETCH(QByteArray, algorithm);
        QFETCH(QByteArray, program);
        QFETCH(int, threads);
        QByteArrayList names;
        // Around the block sizes of the digests (64 and 128), of the buffer, and of nothing at all.
        for (const int size :
             {0, 1, 55, 56, 63, 64, 65, 127, 128, 524287, 524288, 524289, 3000000}) {
            QByteArray content(size, Qt::Uninitialized);
            for (int i = 0; i < size; ++i) {
                content[i] = static_cast<char>((i * 7 + size) % 251);
            }
            m_folder->write(QByteArray::number(size), content);
            names.append(QByteArray::number(size));
        }
        m_job->set("algorithm", algorithm).set("threads", threads);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QStringList said = m_job->lines();
        said.removeLast(); // the summary
        said.sort();
        QStringList expected = QString::fromLatin1(m_folder->output(program, names))
                                       .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        expected.sort();
        QCOMPARE(said, expected);
        QCOMPARE(m_job->threads().size(), static_cast<std::size_t>(threads - 1));
    }

    void givesItsFacts()
    {
        m_folder->makeFolder("sub");
        m_folder->write("a", "1234");
        m_folder->write("sub/b", "12");
        m_folder->write("empty", "");
        m_folder->makeLink("a", "link");
        m_folder->makeFifo("fifo");
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("algorithm").toString(), QStringLiteral("sha256"));
        QCOMPARE(m_job->fact("files").toInt(), 3);
        QCOMPARE(m_job->fact("hashed").toInt(), 3);
        QCOMPARE(m_job->fact("folders").toInt(), 2);
        QCOMPARE(m_job->fact("bytes").toInt(), 6);
        QCOMPARE(m_job->fact("links").toInt(), 1);
        QCOMPARE(m_job->fact("special").toInt(), 1);
        QCOMPARE(m_job->fact("skipped").toInt(), 2);
        QCOMPARE(m_job->fact("failed"), QJsonValue(QJsonArray()));
        QCOMPARE(m_job->fact("failed_count").toInt(), 0);
        QVERIFY(m_job->fact("mb_per_s").isDouble());
        QCOMPARE(m_job->progress(), (Progress{6, 6}));
    }

    void showsNamesThatAreNotText()
    {
        m_folder->write("a\n\xff", "");
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY2(m_job->lines().constFirst().endsWith(QStringLiteral("  a\\x0A\\xFF")),
                 qPrintable(m_job->lines().constFirst()));
    }

    void saysThatThereAreNoFiles()
    {
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("files").toInt(), 0);
        QCOMPARE(m_job->lines(),
                 QStringList({QStringLiteral("There are no files in %1.").arg(m_folder->text())}));
    }

    void takesASingleFile()
    {
        m_folder->write("one", "abc");
        m_folder->write("other", "x");
        m_job->set("path", m_folder->path("one"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("files").toInt(), 1);
        QCOMPARE(m_job->lines().constFirst(),
                 QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                                "  one"));
    }

    void followsALinkThatThePersonNamed()
    {
        m_folder->makeFolder("real");
        m_folder->write("real/a", "x");
        m_folder->makeLink("real", "folder");
        m_folder->makeLink("real/a", "file");
        m_job->set("path", m_folder->path("folder"));
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("files").toInt(), 1);
        JobHarness single(hashJob());
        single.set("path", m_folder->path("file"));
        QCOMPARE(single.run().kind, OutcomeKind::Finished);
        QVERIFY(single.lines().constFirst().endsWith(QStringLiteral("  file")));
    }

    void saysWhyThePathCannotBeHashed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("reason");
        QTest::newRow("missing") << QByteArray("/nonexistent\xff")
                                 << QStringLiteral("/nonexistent\\xFF can't be hashed: No such "
                                                   "file or directory.");
        QTest::newRow("device") << QByteArray("/dev/null")
                                << QStringLiteral("/dev/null can't be hashed: it is neither a "
                                                  "folder nor a regular file.");
        QTest::newRow("below a file") << QByteArray("/etc/passwd/x")
                                      << QStringLiteral("/etc/passwd/x can't be hashed: Not a "
                                                        "directory.");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("No path was given to hash.");
    }
    void saysWhyThePathCannotBeHashed()
    {
        QFETCH(QByteArray, path);
        m_job->set("path", path);
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QTEST(m_job->outcome().reason, "reason");
    }

    void namesTheFileItCouldNotRead()
    {
        m_job->set("path", "/proc/self/mem");
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        const QString why = qt_error_string(EIO);
        QCOMPARE(
                m_job->outcome().reason,
                QStringLiteral("1 of 1 files could not be hashed; the first is mem: %1.").arg(why));
        QCOMPARE(failurePath(m_job->fact("failed"), 0), QStringLiteral("mem"));
        QCOMPARE(failureReason(m_job->fact("failed"), 0), why);
        QVERIFY(m_job->lines().contains(QStringLiteral("FAILED  mem: %1").arg(why)));
    }

    void goesOnAfterFilesThatVanished()
    {
        for (const char *name : {"a", "b", "c", "d"}) {
            m_folder->write(name, "12345");
        }
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] {
            m_folder->remove("c");
            m_folder->remove("b");
            m_folder->makeFolder("b");
        });
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QCOMPARE(outcome.reason, QStringLiteral("2 of 4 files could not be hashed; the first is b: "
                                                "it is not a regular file."));
        QCOMPARE(m_job->fact("files").toInt(), 4);
        QCOMPARE(m_job->fact("hashed").toInt(), 2);
        QCOMPARE(m_job->fact("bytes").toInt(), 10);
        QCOMPARE(m_job->fact("failed_count").toInt(), 2);
        QCOMPARE(failureReason(m_job->fact("failed"), 1),
                 QStringLiteral("it is not there any more"));
        QCOMPARE(m_job->progress(), (Progress{20, 20})); // what could not be read is done with
    }

    void doesNotReadThroughALinkThatTookAFilesPlace()
    {
        m_folder->write("a", "x");
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] {
            m_folder->remove("a");
            m_folder->makeLink("/etc/passwd", "a");
        });
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.contains(QStringLiteral("symbolic link")),
                 qPrintable(outcome.reason));
    }

    void doesNotWaitForAFifoThatTookAFilesPlace()
    {
        m_folder->write("a", "x");
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] {
            m_folder->remove("a");
            m_folder->makeFifo("a");
        });
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
    }

    void progressEndsAtItsTotalThoughFilesGrew()
    {
        m_folder->write("grows", "12345");
        m_folder->write("shrinks", "12345");
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] {
            m_folder->write("grows", "1234567890");
            m_folder->write("shrinks", "1");
        });
        QCOMPARE(outcome.kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("bytes").toInt(), 11);
        QCOMPARE(m_job->progress(), (Progress{10, 10}));
    }

    // So that no thread has a large one to do when the others have nothing left.
    void beginsWithTheLargestFiles()
    {
        m_folder->write("a", "x");
        m_folder->writeSparse("b", 9'000'000);
        m_folder->writeSparse("c", 20'000'000);
        m_folder->write("d", "xyz");
        m_job->set("threads", 1); // so what begins first ends first
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QString order;
        for (const QString &line : m_job->lines().mid(0, 4)) {
            order += line.back();
        }
        QCOMPARE(order, QStringLiteral("cbad"));
    }

    void hashesThousandsOfSmallFiles()
    {
        constexpr int count = 5000;
        for (int i = 0; i < count; ++i) {
            m_folder->write(QByteArray::number(i), QByteArray::number(i));
        }
        m_job->set("threads", 2);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->fact("files").toInt(), count);
        QCOMPARE(m_job->lines().size(), count + 1);
        QCOMPARE(QSet<QString>(m_job->lines().begin(), m_job->lines().end()).size(), count + 1);
    }
};

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"
