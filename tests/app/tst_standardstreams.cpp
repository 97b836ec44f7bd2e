// SPDX-License-Identifier: GPL-3.0-or-later
// Standard input, output and error that are closed, full, or read by nobody.
#include "filecontent.h"
#include "openpipe.h"
#include "program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <thread>

#include <sys/stat.h>

using namespace thaw;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

constexpr int statusOfSigpipe = 141;

// Everything that prints, with what it prints to standard output.
void addPrintingCalls()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments :
         {"--help", "--version", "run --help", "run wait --help", "list", "list --json",
          "run wait --set seconds=0", "run wait --set seconds=0 --json",
          "run numbers-and-letters --set pace=0.05", "run wait --on process --set seconds=0",
          "compare wait --set seconds=0 --on worker --repeats 1",
          "compare wait --set seconds=0 --on worker --repeats 1 --json",
          "compare wait --set seconds=0 --on worker --repeats 1 --csv", "history", "history --json",
          "history --csv"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

} // namespace

class TestStandardStreams : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    // With a history of its own, in which there is a run.
    [[nodiscard]] QStringList inFolder(const QString &arguments) const
    {
        return QStringList{QStringLiteral("--data"), path("data")}
               + arguments.split(QLatin1Char(' '));
    }
    [[nodiscard]] Called shellIn(const QString &script) const
    {
        return shell(QStringLiteral("cd '%1'; thaw() { \"$THAW\" --data data \"$@\"; }; ")
                             .arg(m_folder->path())
                     + script);
    }
    [[nodiscard]] QJsonArray runs() const
    {
        return call(inFolder(QStringLiteral("history --json"))).json()[u"runs"].toArray();
    }
    [[nodiscard]] QString outcomeOfNewest() const { return runs().first()[u"outcome"].toString(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(call(inFolder(QStringLiteral("run wait --set seconds=0 --quiet"))).status, 0);
    }

    void aReaderThatHasEnoughIsNoError_data() { addPrintingCalls(); }
    void aReaderThatHasEnoughIsNoError()
    {
        QFETCH(QString, arguments);
        OpenPipe pipe;
        pipe.closeReader();
        const Called called = call(inFolder(arguments), bareEnvironment(), pipe.as(STDOUT_FILENO));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, statusOfSigpipe);
    }

    // As a service is started by systemd.
    void alsoWhereTheParentIgnoresSigpipe()
    {
        OpenPipe pipe;
        pipe.closeReader();
        const Called called = call(inFolder(QStringLiteral("list")), bareEnvironment(), [&] {
            pipe.as(STDOUT_FILENO)();
            std::signal(SIGPIPE, SIG_IGN);
        });
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, statusOfSigpipe);
    }

    void aReaderThatGoesInTheMiddleEndsTheRun()
    {
        QElapsedTimer clock;
        clock.start();
        const Called called = shellIn(QStringLiteral(
                "set -o pipefail; thaw run wait --set seconds=600 --set steps=1000 | head -n 1"));
        QCOMPARE(called.output, QByteArray("Number: 1\n"));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, statusOfSigpipe);
        QVERIFY(clock.elapsed() < 60'000); // it was not waited for
        QCOMPARE(outcomeOfNewest(), QStringLiteral("canceled"));
    }

    void errorsThatNobodyReadsAreNoErrors()
    {
        OpenPipe pipe;
        pipe.closeReader();
        for (const char *arguments :
             {"run nothing", "run hash --quiet --set path=/no/such/folder", "dance"}) {
            const Called called = call(inFolder(QString::fromLatin1(arguments)), bareEnvironment(),
                                       pipe.as(STDERR_FILENO));
            QCOMPARE(called.status, statusOfSigpipe);
        }
        const Called silent = call(inFolder(QStringLiteral("run wait --set seconds=0 --json")),
                                   bareEnvironment(), pipe.as(STDERR_FILENO));
        QCOMPARE(silent.status, 0);
        QCOMPARE(silent.json()[u"outcome"].toString(), QStringLiteral("finished"));
    }

    void aTraceThatNobodyReadsAnyMoreIsNoError()
    {
        OpenPipe pipe;
        pipe.closeReader();
        const Called called = call(inFolder(QStringLiteral("run wait --quiet --set seconds=0 "
                                                           "--trace /dev/fd/9")),
                                   bareEnvironment(), pipe.as(9));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, statusOfSigpipe);
    }

    void aClosedStandardOutputIsToldInOneLine_data() { addPrintingCalls(); }
    void aClosedStandardOutputIsToldInOneLine()
    {
        QFETCH(QString, arguments);
        const Called called = shellIn(QStringLiteral("thaw %1 >&-").arg(arguments));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY2(called.errors.contains("it is closed"), called.errors.constData());
    }

    void aStandardOutputThatIsForReadingIsToldInOneLine()
    {
        const Called called = shellIn(QStringLiteral("thaw list 1< <(sleep 5)"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
    }

    void nothingToPrintNeedsNoStandardOutput()
    {
        const Called called = shellIn(QStringLiteral("thaw run wait --set seconds=0 --quiet >&-"));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 0);
    }

    // Also by its name, where it would be opened anew.
    void aTraceToAClosedStandardOutputIsToldBeforehand()
    {
        const Called called = shellIn(
                QStringLiteral("thaw run wait --set seconds=0 --quiet --trace /dev/stdout >&-"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QCOMPARE(runs().size(), 1);
    }

    void noMessageGoesIntoAFileThatTookAClosedDescriptor_data()
    {
        QTest::addColumn<QString>("closed");
        for (const char *closed :
             {"2>&-", "1>&-", "<&-", "<&- 2>&-", "1>&- 2>&-", "<&- 1>&- 2>&-"}) {
            QTest::newRow(closed) << QString::fromLatin1(closed);
        }
    }
    void noMessageGoesIntoAFileThatTookAClosedDescriptor()
    {
        QFETCH(QString, closed);
        for (const char *placement : {"worker", "process"}) {
            const Called called = shellIn(
                    QStringLiteral("echo content > file; thaw run hash --on %2 --set path=/none "
                                   "--set verify=file --trace trace %1; echo $?")
                            .arg(closed, QString::fromLatin1(placement)));
            QVERIFY2(called.output.endsWith("1\n"), called.output.constData());
            QVERIFY(contentOf(path("data/history.db")).startsWith("SQLite format 3"));
            QCOMPARE(contentOf(path("file")), QByteArray("content\n"));
            QVERIFY(QJsonDocument::fromJson(contentOf(path("trace"))).isObject());
        }
        QCOMPARE(outcomeOfNewest(), QStringLiteral("failed"));
    }

    void aFullDiskUnderStandardOutputIsToldInOneLine_data() { addPrintingCalls(); }
    void aFullDiskUnderStandardOutputIsToldInOneLine()
    {
        QFETCH(QString, arguments);
        const Called called = shellIn(QStringLiteral("thaw %1 > /dev/full").arg(arguments));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY2(called.errors.contains("No space left"), called.errors.constData());
    }

    void errorsOnAFullDiskChangeNothing()
    {
        QCOMPARE(shellIn(QStringLiteral("thaw run nothing 2> /dev/full")).status, 2);
    }

    // Who has the other end of a descriptor can have made it one that doesn't block.
    void aDescriptorThatDoesntBlockGetsAllThatIsWritten()
    {
        OpenPipe pipe;
        pipe.fill();
        pipe.setBlocking(false);
        QByteArray read;
        QProcess process;
        process.setChildProcessModifier(pipe.as(STDOUT_FILENO));
        process.start(QStringLiteral(THAW_PROGRAM), words("list --json"));
        QVERIFY(process.waitForStarted());
        pipe.closeWriter();
        std::thread reader([&] { read = pipe.readAll(); });
        const Called called = resultOf(process);
        reader.join();
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 0);
        QVERIFY(!QJsonDocument::fromJson(read.mid(read.indexOf('['))).array().isEmpty());
    }

    void aTraceToStandardOutputComesBehindWhatIsThere()
    {
        const Called called =
                shellIn(QStringLiteral("echo before > out; thaw run wait --set seconds=0 --json "
                                       "--trace /dev/stdout >> out"));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 0);
        const QByteArray out = contentOf(path("out"));
        QVERIFY2(out.startsWith("before\n{\n"), out.constData());
        QVERIFY2(out.indexOf("\"schema\": \"thaw.run/1\"") < out.indexOf("traceEvents"),
                 out.constData());
    }

    // Neither the run's end nor its cancel makes anybody read.
    void aPipeThatNobodyReadsEndsWithTheFirstSignal_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("isRunning"); // when the signal comes
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        const auto row = [](const char *arguments, bool isRunning) {
            QTest::addRow("%s, SIGINT", arguments)
                    << QString::fromLatin1(arguments) << isRunning << SIGINT << 130;
            QTest::addRow("%s, SIGTERM", arguments)
                    << QString::fromLatin1(arguments) << isRunning << SIGTERM << 143;
        };
        row("run wait --set seconds=0 --quiet --trace FIFO", false);
        row("run wait --set seconds=600 --quiet --trace FIFO", true);
        row("run wait --set seconds=0 --json", false);
        row("run wait --set seconds=600 --json", true);
        row("run wait --set seconds=600", true);
        row("compare wait --set seconds=0 --on worker --repeats 1 --json", false);
    }
    void aPipeThatNobodyReadsEndsWithTheFirstSignal()
    {
        QFETCH(QString, arguments);
        QFETCH(bool, isRunning);
        QFETCH(int, number);
        QCOMPARE(::mkfifo(QFile::encodeName(path("fifo")).constData(), 0600), 0);
        arguments.replace(QStringLiteral("FIFO"), path("fifo"));
        const OpenPipe pipe;
        pipe.fill();
        QProcess process;
        process.setChildProcessModifier(pipe.as(STDOUT_FILENO));
        process.start(QStringLiteral(THAW_PROGRAM), inFolder(arguments));
        QVERIFY(process.waitForStarted());
        // Beside the one of init(), its own is there; then it has nothing to do but to write.
        const QString outcome = QLatin1StringView(isRunning ? "running" : "finished");
        QTRY_VERIFY_WITH_TIMEOUT(runs().size() == 2 && outcomeOfNewest() == outcome, 30'000);
        ::kill(static_cast<pid_t>(process.processId()), static_cast<int>(number));
        const Called called = resultOf(process);
        QTEST(called.status, "status");
        QVERIFY2(called.errors.count('\n') <= 1, called.errors.constData());
        QCOMPARE(outcomeOfNewest(), isRunning ? QStringLiteral("canceled") : outcome);
    }

    void aPipeThatIsReadInTheEndGetsTheTrace()
    {
        const Called called = shellIn(QStringLiteral(
                "mkfifo fifo; thaw run wait --set seconds=0 --quiet --trace fifo & p=$!; sleep 1; "
                "cat fifo; wait $p"));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 0);
        QVERIFY(called.json().contains(QStringLiteral("traceEvents")));
    }
};

QTEST_GUILESS_MAIN(TestStandardStreams)
#include "tst_standardstreams.moc"
