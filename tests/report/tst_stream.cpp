// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "report/stream.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <memory>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// A pipe with nothing in it. Both ends block.
struct Pipe
{
    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            qFatal("no pipe");
        }
        reader = ends[0];
        writer = ends[1];
    }
    ~Pipe()
    {
        closeReader();
        ::close(writer);
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    void closeReader()
    {
        if (reader >= 0) {
            ::close(std::exchange(reader, -1));
        }
    }

    int reader = -1;
    int writer = -1;
};

const Patience none = [](std::chrono::milliseconds) { return false; };

} // namespace

class TestStream : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QString namedPipe() const
    {
        const QString fifo = path("fifo");
        return ::mkfifo(QFile::encodeName(fifo).constData(), 0600) == 0 ? fifo : QString();
    }

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesMoreThanAPipeHolds()
    {
        const Pipe pipe;
        const QByteArray sent(1'000'000, 'x');
        QByteArray read;
        std::thread reader([&] {
            QByteArray piece(10'000, '\0');
            while (read.size() < sent.size()) {
                const ssize_t got =
                        ::read(pipe.reader, piece.data(), static_cast<std::size_t>(piece.size()));
                if (got <= 0) {
                    return;
                }
                read += piece.first(got);
            }
        });
        const int error = writePatiently(pipe.writer, sent, {});
        reader.join();
        QCOMPARE(error, 0);
        QCOMPARE(read, sent);
    }

    void aFullPipeIsGivenUpWhenPatienceIsOver()
    {
        const Pipe pipe;
        std::chrono::milliseconds longest = 0ms;
        int questions = 0;
        const int error = writePatiently(pipe.writer, QByteArray(1'000'000, 'x'),
                                         [&](std::chrono::milliseconds waited) {
                                             longest = waited;
                                             return ++questions < 3;
                                         });
        QCOMPARE(error, ECANCELED);
        QCOMPARE(questions, 3);
        QVERIFY(longest >= 90ms);
    }

    void whatHasRoomNeedsNoPatience()
    {
        const Pipe pipe;
        QCOMPARE(writePatiently(pipe.writer, "hello", none), 0);
    }

    void aDescriptorThatDoesntBlockIsNoError()
    {
        const Pipe pipe;
        QCOMPARE(::fcntl(pipe.writer, F_SETFL, O_NONBLOCK), 0);
        QCOMPARE(writePatiently(pipe.writer, QByteArray(1'000'000, 'x'), none), ECANCELED);
    }

    void saysWhatTheSystemSays()
    {
        Pipe pipe;
        QCOMPARE(writePatiently(pipe.reader, "hello", {}), EBADF);
        pipe.closeReader();
        QCOMPARE(writePatiently(pipe.writer, "hello", {}), EPIPE);
        QCOMPARE(writePatiently(-1, "hello", {}), EBADF);
    }

    void knowsWhatNamesADescriptor()
    {
        QFile file(path("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString link = path("link");
        const QString again = path("again");
        const QString circle = path("circle");
        QVERIFY(QFile::link(QStringLiteral("/dev/stdout"), link) && QFile::link(link, again)
                && QFile::link(circle, circle));
        for (const QString &output :
             {QStringLiteral("/dev/stdout"), QStringLiteral("/dev/fd/1"),
              QStringLiteral("/proc/self/fd/1"), QStringLiteral("/proc/thread-self/fd/1"),
              QStringLiteral("/proc/%1/fd/1").arg(::getpid()), QStringLiteral("/dev/../dev/fd/1"),
              link, again}) {
            QVERIFY2(descriptorOf(output) == 1, qPrintable(output));
        }
        for (const QString &other : {file.fileName(), circle, path("nothing"),
                                     QStringLiteral("/dev/null"), QStringLiteral("/proc/1/fd/1"),
                                     QStringLiteral("/dev/fd"), QStringLiteral("1"), QString()}) {
            QVERIFY2(!descriptorOf(other), qPrintable(other));
        }
    }

    void tellsAStreamFromAFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isStream");
        const auto row = [](const char *path, bool isStream) {
            QTest::newRow(path) << QString::fromLatin1(path) << isStream;
        };
        row("/dev/null", true);
        row("/dev/full", true);
        row("/dev/stdout", true);
        row("/dev/fd/0", true);
        row("/", false);
        row("/etc/passwd", false);
        row("/no/such/file", false);
    }
    void tellsAStreamFromAFile()
    {
        QFETCH(QString, path);
        QTEST(Stream::isStream(path), "isStream");
    }

    // Without opening it anew, which would begin at its start and cut what is there.
    void aDescriptorKeepsWhatIsInItsFile()
    {
        QFile file(path("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("before, ") > 0 && file.flush());
        const QString name = QStringLiteral("/dev/fd/%1").arg(file.handle());
        QVERIFY(!Stream::whyNotWritable(name));
        Stream stream(name, {});
        QVERIFY(stream.open(QIODevice::WriteOnly));
        QCOMPARE(stream.write("between, "), 9);
        stream.close();
        QVERIFY(file.write("behind") > 0 && file.flush());
        QCOMPARE(contentOf(file.fileName()), QByteArray("before, between, behind"));
    }

    void aDescriptorForReadingIsToldBeforehand()
    {
        const Pipe pipe;
        const QString reader = QStringLiteral("/dev/fd/%1").arg(pipe.reader);
        QVERIFY(Stream::whyNotWritable(reader));
        QVERIFY(!Stream::whyNotWritable(QStringLiteral("/dev/fd/%1").arg(pipe.writer)));
        QVERIFY(Stream::whyNotWritable(QStringLiteral("/dev/fd/9999")));
    }

    void aPipeThatNobodyOpensIsGivenUp()
    {
        const QString fifo = namedPipe();
        int questions = 0;
        Stream stream(fifo, [&](std::chrono::milliseconds) { return ++questions < 3; });
        QVERIFY(!stream.open(QIODevice::WriteOnly));
        QCOMPARE(questions, 3);
        QCOMPARE(stream.systemError(), ECANCELED);
        QVERIFY(stream.errorString().contains(QStringLiteral("canceled")));
    }

    void waitsForTheReaderOfANamedPipe()
    {
        const QString fifo = namedPipe();
        std::atomic<bool> isWaiting = false;
        QByteArray read;
        std::thread reader([&] {
            while (!isWaiting) {
                std::this_thread::sleep_for(1ms);
            }
            read = contentOf(fifo);
        });
        Stream stream(fifo, [&](std::chrono::milliseconds) {
            isWaiting = true;
            return true;
        });
        const bool isWritten = stream.open(QIODevice::WriteOnly) && stream.write("hello") == 5;
        stream.close();
        isWaiting = true;
        reader.join();
        QVERIFY(isWritten);
        QCOMPARE(read, QByteArray("hello"));
    }

    void aReaderThatLeavesIsABrokenPipe()
    {
        const QString fifo = namedPipe();
        const int reader = ::open(QFile::encodeName(fifo).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        Stream stream(fifo, {});
        const bool isOpen = stream.open(QIODevice::WriteOnly);
        ::close(reader);
        QVERIFY(isOpen);
        QCOMPARE(stream.write("hello"), -1);
        QCOMPARE(stream.systemError(), EPIPE);
    }
};

QTEST_APPLESS_MAIN(TestStream)
#include "tst_stream.moc"
