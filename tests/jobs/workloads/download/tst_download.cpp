// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download.h"
#include "jobs/workloads/download/downloadtest.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace thaw;

class TestDownload : public DownloadTest
{
    Q_OBJECT

    // From the first moment of a file's lane to its last.
    [[nodiscard]] std::vector<std::pair<Span::Clock::time_point, Span::Clock::time_point>>
    stretches(int files) const
    {
        std::vector<std::pair<Span::Clock::time_point, Span::Clock::time_point>> found;
        for (int file = 1; file <= files; ++file) {
            const QString lane = QStringLiteral("file-%1.bin").arg(file);
            const auto waiting = m_job->spans(lane, LaneState::Waiting); // for its server
            const auto receiving = m_job->spans(lane, LaneState::Running);
            if (!waiting.empty() && !receiving.empty()) {
                found.emplace_back(waiting.front().start, receiving.back().end);
            }
        }
        return found;
    }

private Q_SLOTS:
    void savesWhatItsOwnServerSends()
    {
        m_job->set("files", 3).set("size", 300).set("rate", 100'000);
        const Outcome &outcome = m_job->run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QCOMPARE(m_folder->names(), QByteArrayList({"file-1.bin", "file-2.bin", "file-3.bin"}));
        for (int i = 0; i < 3; ++i) {
            const QByteArray saved = m_folder->read(m_folder->names()[i]);
            QCOMPARE(saved.size(), 300'000);
            QCOMPARE(file(i)[QStringLiteral("name")].toString(),
                     QString::fromLatin1(m_folder->names()[i]));
            QCOMPARE(file(i)[QStringLiteral("bytes")].toInt(), 300'000);
            QCOMPARE(file(i)[QStringLiteral("sha256")].toString(),
                     QString::fromLatin1(sha256(saved)));
            QVERIFY(file(i)[QStringLiteral("url")].toString().startsWith(
                    QStringLiteral("http://127.0.0.1:")));
            QVERIFY(!file(i).contains(QStringLiteral("reason")));
        }
        QCOMPARE(m_job->fact("downloaded").toInt(), 3);
        QCOMPARE(m_job->fact("bytes").toInt(), 900'000);
        QCOMPARE(m_job->fact("failed"), QJsonValue(QJsonArray()));
        QCOMPARE(m_job->fact("failed_count").toInt(), 0);
        QVERIFY(m_job->fact("mb_per_s").toDouble() > 0);
        QVERIFY(m_job->fact("seconds").toDouble() > 0);
        QCOMPARE(m_job->progress(), (Progress{900'000, 900'000}));
        QVERIFY(m_job->lines().last().startsWith(QStringLiteral("Files: 3; bytes: 900,000")));
    }

    void twoFilesDiffer()
    {
        m_job->set("files", 2).set("size", 10).set("rate", 100'000);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY(file(0)[QStringLiteral("sha256")] != file(1)[QStringLiteral("sha256")]);
    }

    void needsNoFolderForItsOwnServerAndLeavesNothing()
    {
        const TempFolder place;
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", place.path());
        m_job->set("folder", QByteArray()).set("files", 2).set("size", 10).set("rate", 100'000);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
        QVERIFY(place.names().isEmpty());
        QCOMPARE(m_job->fact("downloaded").toInt(), 2);
    }

    // Told by the order of things: all are on their way before the first is there, or none is.
    void downloadsAtOnceOrOneAfterTheOther_data()
    {
        QTest::addColumn<int>("atOnce");
        for (const int atOnce : {1, 2, 6}) {
            QTest::addRow("%d at once", atOnce) << atOnce;
        }
    }
    void downloadsAtOnceOrOneAfterTheOther()
    {
        QFETCH(int, atOnce);
        constexpr int count = 4;
        m_job->set("files", count).set("size", 60).set("rate", 200).set("parallel", atOnce);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        const auto files = stretches(count);
        QCOMPARE(files.size(), std::size_t{count});
        std::ptrdiff_t most = 0;
        for (const auto &[begin, end] : files) {
            most = std::max(most,
                            std::ranges::count_if(files, [&, moment = begin](const auto &other) {
                                return other.first <= moment && moment < other.second;
                            }));
        }
        QCOMPARE(most, std::ptrdiff_t{std::min(atOnce, count)});
    }

    // The rate holds a file back by as much as it should, whatever the machine is busy with.
    void parallelIsFasterThanOneAfterTheOther()
    {
        m_job->set("files", 5).set("size", 100).set("rate", 100);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        const double added = m_job->fact("sequential_s").toDouble();
        QVERIFY2(added > 4, qPrintable(QString::number(added)));
        const double took = m_job->fact("seconds").toDouble();
        QVERIFY2(added / took > 2, qPrintable(QString::number(took)));
    }

    void savesFromAnyServer_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char *path, const char *name, int bytes = 100'000) {
            QTest::newRow(path) << QString::fromLatin1(path) << QByteArray(name) << bytes;
        };
        row("good/a.txt", "a.txt");
        row("good/", "download");
        row("good", "good");
        row("good/a.txt?token=secret#part", "a.txt");
        row("in-chunks/a", "a");
        row("without-length/a", "a");
        row("with-hints/a", "a");
        row("with-more-than-said/a", "a");
        row("empty/a", "a", 0);
        row("compressed/a.gz", "a.gz"); // as it was sent
        row("with-odd-fields/a", "a");
        row("named-in-two-lines/a", "b.txt");
        row("x/../good/a.txt", "a.txt"); // RFC 3986, 5.2.4
        row("../good/a.txt", "a.txt");
        row("./good/a.txt", "a.txt");
        row("x/%2E%2e/good/a.txt?b=/../c", "a.txt");
        row("good//a.txt", "a.txt");
        row("redirect-to/x/../good/a.txt", "a.txt");
        row("redirect-by/x?x%2F%252E%252E%2F..%2Fgood%2Fa.txt", "x");
        row("redirect-by/x?%2Fgood%2Fgr%FC%DFe%20x.txt", "x"); // what servers should not write
        row("redirect-to/good/b.txt", "b.txt");
        row("redirect-to/redirect-to/in-chunks/c.txt", "c.txt");
        row("named/x?attachment%3B%20filename%3D%22d.txt%22", "d.txt");
        row("named/x?attachment%3B%20filename%3D%22..%2F..%2Fetc%2Fpasswd%22", "passwd");
    }
    void savesFromAnyServer()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, name);
        QFETCH(int, bytes);
        const Outcome &outcome = download({path}).run();
        QVERIFY2(outcome.kind == OutcomeKind::Finished, qPrintable(outcome.reason));
        QCOMPARE(m_folder->names(), QByteArrayList({name}));
        QCOMPARE(m_folder->read(name), HostileServer::content().left(bytes));
        QCOMPARE(file(0)[QStringLiteral("sha256")].toString(),
                 QString::fromLatin1(sha256(HostileServer::content().left(bytes))));
        QCOMPARE(m_job->progress(), (Progress{bytes, bytes}));
        QVERIFY(!m_job->facts().contains(QStringLiteral("sequential_s")));
        QVERIFY(m_job->lines().filter(QStringLiteral("secret")).isEmpty());
    }

    // It is as it came: a file that is decoded would not be the one that its server has.
    void tellsThatAFileCameEncoded()
    {
        QCOMPARE(download({QStringLiteral("compressed/a.txt"), QStringLiteral("good/b.txt")})
                         .run()
                         .kind,
                 OutcomeKind::Finished);
        QCOMPARE(m_folder->read("a.txt"), HostileServer::content());
        QCOMPARE(file(0)[QStringLiteral("encoding")].toString(), QStringLiteral("gzip"));
        QVERIFY(!file(1).contains(QStringLiteral("encoding")));
        QCOMPARE(m_job->lines()
                         .filter(QStringLiteral("a.txt is as its server sent it: encoded as "
                                                "gzip, which was not asked for"))
                         .size(),
                 1);
        QVERIFY(m_job->lines().filter(QStringLiteral("b.txt is as")).isEmpty());
        QCOMPARE(m_job->fact("warning").toString(),
                 QStringLiteral("a.txt is as its server sent it: encoded as gzip, which was not "
                                "asked for; decode it to read it."));
    }

    void warnsOfAllThatCameEncodedInOneSentence()
    {
        download({QStringLiteral("good/a"), QStringLiteral("compressed/b"),
                  QStringLiteral("compressed/c")})
                .run();
        QCOMPARE(m_job->fact("warning").toString(),
                 QStringLiteral("2 files are as their servers sent them: encoded, which was not "
                                "asked for, the first, b, as gzip; decode them to read them."));
        QCOMPARE(m_job->outcome().kind, OutcomeKind::Finished);
    }

    void warnsOfNothingElse()
    {
        download({QStringLiteral("good/a")}).run();
        QVERIFY(!m_job->facts().contains(QStringLiteral("warning")));
    }

    void overwritesNothing()
    {
        m_folder->write("a.txt", "mine");
        m_folder->makeLink("/no/such/place",
                           "a (2).txt"); // leads nowhere, and is there all the same
        m_folder->makeFolder("a (3).txt");
        QCOMPARE(download({QStringLiteral("good/a.txt"), QStringLiteral("good/a.txt")}).run().kind,
                 OutcomeKind::Finished);
        QCOMPARE(m_folder->names(),
                 QByteArrayList({"a (2).txt", "a (3).txt", "a (4).txt", "a (5).txt", "a.txt"}));
        QCOMPARE(m_folder->read("a.txt"), QByteArray("mine"));
        QCOMPARE(m_folder->read("a (4).txt"), HostileServer::content());
        QCOMPARE(m_folder->read("a (5).txt"), HostileServer::content());
    }

    void theOthersGoOnWhenOneFails()
    {
        const Outcome &outcome = download({QStringLiteral("good/a"), QStringLiteral("404/b"),
                                           QStringLiteral("good/c"), QStringLiteral("truncated/d"),
                                           QStringLiteral("good/e")})
                                         .run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.startsWith(QStringLiteral(
                         "2 of 5 files could not be downloaded; the first is http://")),
                 qPrintable(outcome.reason));
        QVERIFY(outcome.reason.endsWith(QStringLiteral("404 (Not Found) and no file.")));
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "c", "e"}));
        QCOMPARE(m_job->fact("failed_count").toInt(), 2);
        QCOMPARE(m_job->fact("downloaded").toInt(), 3);
        QVERIFY(file(1).contains(QStringLiteral("reason")));
        QVERIFY(!file(1).contains(QStringLiteral("sha256")));
        QCOMPARE(m_job->lines().filter(QStringLiteral("FAILED  ")).size(), 2);
        QCOMPARE(m_job->progress().done, m_job->progress().total);
    }

    void needsAFolderForAddresses()
    {
        m_job->set("folder", QByteArray());
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QCOMPARE(outcome.reason,
                 QStringLiteral("There is no folder to save the files to; choose one "
                                "by the parameter folder."));
        QCOMPARE(m_server->requests(), 0);
    }

    void saysWhyTheFolderCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("missing") << QByteArray("/no/such/folder");
        QTest::newRow("a file") << QByteArray("/etc/passwd");
        QTest::newRow("a device") << QByteArray("/dev/null");
    }
    void saysWhyTheFolderCannotBeUsed()
    {
        QFETCH(QByteArray, path);
        m_job->set("folder", path);
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.startsWith(QStringLiteral("Nothing can be saved to %1: ")
                                                   .arg(QString::fromLatin1(path))),
                 qPrintable(outcome.reason));
    }

    void saysThatTheDiskDoesNotTakeIt()
    {
        m_job->set("folder", "/proc/self"); // a folder in which nobody can make a file
        const Outcome &outcome = download({QStringLiteral("good/a")}).run();
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QVERIFY2(outcome.reason.startsWith(QStringLiteral("1 of 1 files")),
                 qPrintable(outcome.reason));
    }

    void refusesAddressesThatItCannotUse_data()
    {
        QTest::addColumn<QString>("urls");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *urls, const char *says) {
            QTest::newRow(urls) << QString::fromUtf8(urls) << QString::fromUtf8(says);
        };
        row("ftp://example.com/x", "must begin with http:// or https://");
        row("file:///etc/passwd", "must begin with http:// or https://");
        row("example.com", "must begin with http:// or https://");
        row("javascript:alert(1)", "must begin with http:// or https://");
        row("http://", "can't be used");
        row("http:///x", "names no host");
        row("http://[::1", "the bracket [ of its host isn't closed");
        row("http:/example.com/x", "two slashes must follow its first colon");
        row("http://x:99999/", "its port, 99999, is more than 65535");
        row("http://x:0/", "port is 0");
        row("http://me:hidden@example.com/x", "user name or a password");
        row("http://hidden@example.com/x", "user name or a password");
        row("me:hidden@example.com/x", "can't be used");
        row("http://example.com/x http://", "address 2");
    }
    void refusesAddressesThatItCannotUse()
    {
        QFETCH(QString, urls);
        QFETCH(QString, says);
        const JobDescriptor job = downloadJob();
        ParameterValues values = job.parameters.defaults();
        const auto onLine = job.parameters.set(values, QStringLiteral("urls"), urls.toUtf8());
        QVERIFY(onLine);
        QVERIFY2(onLine->contains(says), qPrintable(*onLine));
        QVERIFY2(!onLine->contains(QStringLiteral("hidden")), qPrintable(*onLine));
        QCOMPARE(values, job.parameters.defaults());
        values[QStringLiteral("urls")] = urls; // as the window's form has it
        const auto inForm = job.parameters.check(values);
        QVERIFY(inForm);
        QCOMPARE(*inForm, *onLine);
    }

    void takesAddressesByLineOrBySpace()
    {
        const JobDescriptor job = downloadJob();
        ParameterValues values = job.parameters.defaults();
        QVERIFY(!job.parameters.set(
                values, QStringLiteral("urls"),
                " http://a.example/x\n\nhttps://[::1]:8080/y\thttp://b.example "));
    }

    void showsEachFilesPart()
    {
        m_job->set("files", 2).set("size", 1000).set("rate", 400);
        m_job->start();
        QVERIFY(m_job->await([&] {
            return m_job->status().contains(QRegularExpression(QStringLiteral(
                    "0 of 2 files done; file-1.bin [1-9]\\d? %, file-2.bin \\d+ %")));
        }));
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
    }

    void hasNamedThreads()
    {
        m_job->set("files", 1).set("size", 10).set("rate", 100'000);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QStringList names;
        for (const ThreadCost &cost : m_job->threads()) {
            names.append(cost.name);
        }
        names.sort();
        QCOMPARE(names, QStringList({QStringLiteral("client"), QStringLiteral("server")}));
    }

    void aLongFileTakesNoMoreMemory()
    {
#ifdef THAW_SANITIZED
        QSKIP("the sanitizer keeps what is freed");
#endif
        const auto resident = [] {
            QFile status(QStringLiteral("/proc/self/statm"));
            return status.open(QIODevice::ReadOnly)
                           ? status.readAll().split(' ').value(1).toLongLong() * 4096
                           : 0;
        };
        m_job->set("files", 1).set("size", 150'000).set("rate", 1'000'000);
        m_job->start();
        QVERIFY(m_job->awaitProgress(20'000'000));
        const qint64 before = resident();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
        QVERIFY2(resident() - before < 20'000'000,
                 qPrintable(QString::number(resident() - before)));
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
