// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/filedescriptor.h"
#include "jobs/workloads/hash.h"
#include "jobs/workloads/hash/hashtest.h"

#include <QCryptographicHash>
#include <QTest>

#include <array>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

// A cancel takes 100 ms at most; a machine that builds something on all cores adds to it.
constexpr auto soon = 2s;

QByteArray sha256(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

QByteArray numbered(const FileDescriptor &file)
{
    return "/dev/fd/" + QByteArray::number(file.value());
}

// All that comes until the last writer has closed.
QByteArray readAll(int fd)
{
    QByteArray all;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = read(fd, buffer.data(), buffer.size())) > 0;) {
        all.append(buffer.data(), count);
    }
    return all;
}

struct Pipe
{
    FileDescriptor out;
    FileDescriptor in;
};

// As a shell hands it down: it goes through an exec.
Pipe makePipe()
{
    std::array<int, 2> ends{};
    return pipe(ends.data()) == 0 ? Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])} : Pipe{};
}

} // namespace

// Manifests that are written into, and read from, what is no file of its own.
class TestHashStreams : public HashTest
{
    Q_OBJECT

    FileDescriptor openFile(const QByteArray &name, int flags) const
    {
        return FileDescriptor(open(m_folder->path(name).constData(), flags, 0644));
    }
    // More lines than a pipe takes that nobody reads.
    void makeManyFiles() const
    {
        for (int i = 0; i < 400; ++i) {
            m_folder->write(QByteArray(200, 'n') + QByteArray::number(i), "x");
        }
    }
    void stopAndExpectTheEnd()
    {
        const auto before = std::chrono::steady_clock::now();
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < soon);
    }
    QString reasonOfWritingTo(const QByteArray &path) const
    {
        JobHarness job(hashJob());
        job.set("path", m_folder->path()).set("manifest", path);
        return job.run().reason;
    }
    static QString unwritten(const QByteArray &path, const QString &reason)
    {
        return QStringLiteral("The manifest %1 can't be written: %2.")
                .arg(QString::fromLatin1(path), reason);
    }
    void expectVerified(const QByteArray &manifest)
    {
        m_job->set("verify", manifest);
        QCOMPARE(m_job->run().reason, QString());
        QCOMPARE(m_job->fact("verified").toInt(), 1);
    }

private Q_SLOTS:
    void init()
    {
        HashTest::init();
        m_folder->write("a", "x");
        m_folder->makeFifo("fifo");
    }

    void writesIntoAFifo()
    {
        QByteArray came;
        std::thread reader([&] { came = m_folder->read("fifo"); });
        QCOMPARE(m_job->set("manifest", m_folder->path("fifo")).run().reason, QString());
        reader.join();
        QCOMPARE(came, QByteArray(sha256("x") + "  a\n"));
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "fifo"}));
    }

    void waitsForWhoReadsAFifo()
    {
        m_job->set("manifest", m_folder->path("fifo")).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Waiting for a program that reads")));
        QCOMPARE(m_folder->read("fifo"), QByteArray(sha256("x") + "  a\n"));
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
    }

    void isCanceledWhileNobodyOpensTheFifo()
    {
        m_job->set("manifest", m_folder->path("fifo")).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Waiting for a program that reads")));
        stopAndExpectTheEnd();
        QCOMPARE(m_folder->names(), QByteArrayList({"a", "fifo"}));
    }

    void isCanceledWhileTheFifoIsFull()
    {
        makeManyFiles();
        const FileDescriptor silent = openFile("fifo", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        m_job->set("manifest", m_folder->path("fifo")).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Writing")));
        QTest::qSleep(100); // it has come to where it must wait, or will be canceled before that
        stopAndExpectTheEnd();
    }

    void isCanceledWhileAGivenPipeIsFull()
    {
        makeManyFiles();
        const Pipe pipe = makePipe();
        m_job->set("manifest", numbered(pipe.in)).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Writing")));
        QTest::qSleep(100);
        stopAndExpectTheEnd();
    }

    // The signal that such a write sends would end the test, too.
    void saysThatTheReaderHasGone()
    {
        Pipe pipe = makePipe();
        pipe.out.reset();
        const QByteArray path = numbered(pipe.in);
        QCOMPARE(reasonOfWritingTo(path), unwritten(path, QStringLiteral("who read it has gone")));
    }

    void writesIntoAGivenPipeWholeLines()
    {
        makeManyFiles();
        Pipe pipe = makePipe();
        QByteArray came;
        std::thread reader([&] { came = readAll(pipe.out.value()); });
        const QString reason = reasonOfWritingTo(numbered(pipe.in));
        pipe.in.reset();
        reader.join();
        QCOMPARE(reason, QString());
        QCOMPARE(came.count('\n'), 401);
        QVERIFY(came.endsWith(QByteArray(sha256("x") + "  " + QByteArray(200, 'n') + "99\n")));
    }

    void addsToAGivenFileWhatComesAfterItsPlace_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("/dev/fd") << QByteArray("/dev/fd/");
        QTest::newRow("/proc/self/fd") << QByteArray("/proc/self/fd/");
        QTest::newRow("/proc/thread-self/fd") << QByteArray("/proc/thread-self/fd/");
        QTest::newRow("a link") << QByteArray("link");
    }
    void addsToAGivenFileWhatComesAfterItsPlace()
    {
        QFETCH(QByteArray, path);
        const TempFolder elsewhere;
        elsewhere.write("log", "before\n");
        const FileDescriptor log(open(elsewhere.path("log").constData(), O_WRONLY));
        QCOMPARE(lseek(log.value(), 0, SEEK_END), 7);
        if (path == "link") {
            elsewhere.makeLink(numbered(log), "link");
            path = elsewhere.path("link");
        } else {
            path += QByteArray::number(log.value());
        }
        QCOMPARE(reasonOfWritingTo(path), QString());
        QCOMPARE(reasonOfWritingTo(path), QString());
        const QByteArray line = sha256("x") + "  a\n";
        QCOMPARE(elsewhere.read("log"), QByteArray("before\n" + line + line));
        QCOMPARE(elsewhere.names().count(), path.endsWith("link") ? 2 : 1);
    }

    void addsToAFileOfAnotherProcess()
    {
        const TempFolder elsewhere;
        elsewhere.write("log", "before\n");
        int status = -1;
        const QByteArray process =
                elsewhere.output("sh", {"-c", "sleep 60 >>log 2>/dev/null & echo $!"}, &status);
        const QByteArray path = "/proc/" + process.trimmed() + "/fd/1";
        const QString reason = reasonOfWritingTo(path);
        kill(process.toInt(), SIGKILL);
        QCOMPARE(reason, QString());
        QCOMPARE(elsewhere.read("log"), QByteArray("before\n" + sha256("x") + "  a\n"));
    }

    // As `sums` in `cd folder; thaw run hash ... > sums`.
    void leavesOutTheFileThatItWritesInto()
    {
        const FileDescriptor sums = openFile("sums", O_WRONLY | O_CREAT);
        QCOMPARE(reasonOfWritingTo(numbered(sums)), QString());
        QCOMPARE(m_folder->read("sums"), QByteArray(sha256("x") + "  a\n"));
    }

    void doesNotAddToTheFileThatIsHashed()
    {
        const FileDescriptor file = openFile("a", O_WRONLY | O_APPEND);
        m_job->set("path", m_folder->path("a")).set("manifest", numbered(file));
        QCOMPARE(m_job->run().kind, OutcomeKind::Failed);
        QCOMPARE(m_folder->read("a"), QByteArray("x"));
    }

    void touchesNoFileThatItWasNotGiven()
    {
        const FileDescriptor own = openFile("own", O_WRONLY | O_CREAT | O_CLOEXEC);
        const QString reason = QStringLiteral("this program was given no open file of that number");
        QCOMPARE(reasonOfWritingTo(numbered(own)), unwritten(numbered(own), reason));
        QCOMPARE(m_folder->read("own"), QByteArray());
        QCOMPARE(reasonOfWritingTo("/dev/fd/987654"), unwritten("/dev/fd/987654", reason));
    }

    void saysThatAGivenFileIsOnlyForReading()
    {
        const FileDescriptor file = openFile("a", O_RDONLY);
        QCOMPARE(reasonOfWritingTo(numbered(file)),
                 unwritten(numbered(file), QStringLiteral("it is open for reading only")));
    }

    void writesIntoDevices()
    {
        QCOMPARE(reasonOfWritingTo("/dev/null"), QString());
        QCOMPARE(reasonOfWritingTo("/dev/full"), unwritten("/dev/full", qt_error_string(ENOSPC)));
    }

    void writesNothingWhenAFileCouldNotBeHashed()
    {
        m_folder->write("sums", "");
        const FileDescriptor sums = openFile("sums", O_WRONLY);
        m_job->set("manifest", numbered(sums));
        const Outcome &outcome = runWithAChangeAfterTheWalk([&] { m_folder->remove("a"); });
        QCOMPARE(outcome.kind, OutcomeKind::Failed);
        QCOMPARE(m_folder->read("sums"), QByteArray());
    }

    void readsAFifoHoweverItComes()
    {
        std::thread writer([&] {
            const FileDescriptor fifo = openFile("fifo", O_WRONLY | O_CLOEXEC);
            for (const char byte : QByteArray(sha256("x") + "  a\n")) {
                static_cast<void>(!write(fifo.value(), &byte, 1));
            }
        });
        expectVerified(m_folder->path("fifo"));
        writer.join();
    }

    void isCanceledWhileNobodyWritesTheFifo()
    {
        m_job->set("verify", m_folder->path("fifo")).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Reading")));
        stopAndExpectTheEnd();
    }

    void isCanceledWhileTheWriterIsSilent()
    {
        const FileDescriptor reader = openFile("fifo", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        const FileDescriptor silent = openFile("fifo", O_WRONLY | O_CLOEXEC);
        QCOMPARE(write(silent.value(), "abc", 3), 3);
        m_job->set("verify", m_folder->path("fifo")).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("Reading")));
        stopAndExpectTheEnd();
    }

    void readsAGivenPipeToItsEnd()
    {
        Pipe pipe = makePipe();
        const QByteArray line = sha256("x") + "  a\n";
        QCOMPARE(write(pipe.in.value(), line.constData(), static_cast<std::size_t>(line.size())),
                 line.size());
        pipe.in.reset();
        expectVerified(numbered(pipe.out));
    }

    void anEmptyPipeNamesNoFiles()
    {
        Pipe pipe = makePipe();
        pipe.in.reset();
        const QByteArray path = numbered(pipe.out);
        m_job->set("verify", path);
        QCOMPARE(m_job->run().reason,
                 QStringLiteral("The manifest %1 names no files.").arg(QString::fromLatin1(path)));
    }

    void readsAGivenFileFromItsPlaceOn()
    {
        m_folder->write("sums", "what?\n" + sha256("x") + "  a\n");
        const FileDescriptor sums = openFile("sums", O_RDONLY);
        QCOMPARE(lseek(sums.value(), 6, SEEK_SET), 6);
        expectVerified(numbered(sums));
        QCOMPARE(m_job->fact("malformed").toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHashStreams)
#include "tst_hashstreams.moc"
