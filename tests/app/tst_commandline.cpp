// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"
#include "tracecheck.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace thaw;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

// The lines that don't begin so.
QByteArray without(const QByteArray &lines, const QByteArray &beginning)
{
    QByteArray others;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.startsWith(beginning) && !line.isEmpty()) {
            others += line + '\n';
        }
    }
    return others;
}

// What is also told, once, where a run can't be recorded in the history.
constexpr auto unrecorded = "thaw: Runs are not recorded: ";

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsHelpAndVersion_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("help") << QStringLiteral("--help") << QByteArray("run");
        QTest::newRow("help of run") << QStringLiteral("run --help") << QByteArray("--set");
        // The parameters come from the jobs' declarations, as in `list`.
        QTest::newRow("parameters")
                << QStringLiteral("run primes --help") << QByteArray("limit=20000000000");
        QTest::newRow("a parameter's choices")
                << QStringLiteral("run hash --help") << QByteArray("sha256, sha1, sha512");
        QTest::newRow("a parameter's range")
                << QStringLiteral("run primes --help") << QByteArray("(1 to 10000000000000)");
        QTest::newRow("usage of run")
                << QStringLiteral("run --help") << QByteArray("Usage: thaw run ");
        QTest::newRow("help of compare") << QStringLiteral("compare --help") << QByteArray("P1,P2");
        QTest::newRow("parameters of compare")
                << QStringLiteral("compare wait --help") << QByteArray("seconds=5 ");
        QTest::newRow("version") << QStringLiteral("--version") << QByteArray("thaw 0.");
    }
    void printsHelpAndVersion()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, contains);
        const Called called = call(arguments.split(QLatin1Char(' ')));
        QCOMPARE(called.status, 0);
        QVERIFY2(called.output.contains(contains), called.output.constData());
        QVERIFY(called.errors.isEmpty());
    }

    // Each ends with status 2 and one line, which says what is wrong and what is allowed.
    void refusesWrongUsageInOneLine_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *arguments, const char *says) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << QByteArray(says);
        };
        row("run", "JOB");
        row("run nothing", "primes");
        row("run primes --on moon", "worker, gui");
        row("run primes --set limit=0", "1 to 10000000000000");
        row("run primes --set limit", "NAME=VALUE");
        row("run primes --set =5", "NAME=VALUE");
        row("run primes --set colour=red", "limit, threads");
        row("run primes --set threads=many", "threads");
        row("run hash", "path is required; give it by --set path=FOLDER");
        row("run hash --set path=", "--set path=FOLDER");
        row("run nothing --help", "primes");
        row("run hash --set path=/ --set algorithm=crc", "sha256");
        row("run primes --slice 0", "1 to 100");
        row("run primes --slice 101", "1 to 100");
        row("run primes --pool 0", "1 to 64");
        row("run primes --pool many", "--pool");
        row("run primes --priority low", "gentle, normal");
        row("compare primes --priority", "--priority");
        row("run primes --trace", "--trace");
        row("run primes --trace=", "--trace");
        row("list --trace x", "--trace");
        row("compare", "JOB");
        row("compare primes --on moon", "worker, gui");
        row("compare primes --on worker,moon", "worker, gui");
        row("compare primes --on worker,", "worker, gui");
        row("compare primes --on worker,worker", "twice");
        row("compare primes --repeats 0", "1 to 20");
        row("compare primes --repeats 21", "1 to 20");
        row("compare primes --set colour=red", "limit, threads");
        row("compare hash", "--set path=FOLDER");
        row("compare primes --json --csv", "--csv");
        row("compare primes --trace x", "--trace");
        row("--on gui compare primes", "--on");
        row("compare nothing --help", "primes");
        row("run primes hash", "hash");
        row("run primes --loud", "--loud");
        row("--on gui run primes", "--on");
        row("run primes --job wait", "--job");
        row("list --on gui", "--on");
        row("dance", "dance");
        row("--job nothing", "primes");
        row("--on moon", "worker");
        row("list --set a=b", "--set");
        row("--data", "--data");
    }
    void refusesWrongUsageInOneLine()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, says);
        const Called called = call(arguments.split(QLatin1Char(' ')));
        QCOMPARE(called.status, 2);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY2(called.errors.contains(says), called.errors.constData());
        QVERIFY(called.output.isEmpty());
    }

    void listsTheJobs()
    {
        const Called text = call({QStringLiteral("list")});
        QCOMPARE(text.status, 0);
        const Called called = call(words("list --json"));
        QCOMPARE(called.status, 0);
        const QJsonArray jobs = QJsonDocument::fromJson(called.output).array();
        QVERIFY(jobs.size() >= 3);
        for (const QJsonValue &value : jobs) {
            const QJsonObject job = value.toObject();
            const QString id = job[QStringLiteral("id")].toString();
            QVERIFY(text.output.contains(id.toUtf8()));
            QVERIFY(job[QStringLiteral("kind")] == QStringLiteral("workload")
                    || job[QStringLiteral("kind")] == QStringLiteral("lesson"));
            QVERIFY(!job[QStringLiteral("title")].toString().isEmpty());
            QVERIFY(job[QStringLiteral("refused_placements")].isObject());
            for (const QJsonValue &parameter : job[QStringLiteral("parameters")].toArray()) {
                const QJsonObject object = parameter.toObject();
                QVERIFY(object.contains(QStringLiteral("default")));
                QCOMPARE(object.contains(QStringLiteral("least")),
                         object[QStringLiteral("type")] == QStringLiteral("integer")
                                 || object[QStringLiteral("type")] == QStringLiteral("number"));
            }
        }
    }

    void runsAJobAndPrintsItsRecord_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::newRow("worker") << QStringLiteral("worker");
        for (const char *placement : {"gui", "join", "slices", "pool", "process"}) {
            QTest::newRow(placement) << QString::fromLatin1(placement);
        }
    }
    void runsAJobAndPrintsItsRecord()
    {
        QFETCH(QString, placement);
        const Called called =
                call(words("run primes --set limit=1000000 --json --on ") << placement);
        QCOMPARE(called.status, 0);
        const QJsonObject json = called.json();
        QCOMPARE(json[QStringLiteral("schema")], QStringLiteral("thaw.run/1"));
        QCOMPARE(json[QStringLiteral("placement")], placement);
        QCOMPARE(json[QStringLiteral("outcome")], QStringLiteral("finished"));
        QCOMPARE(json[QStringLiteral("facts")].toObject()[QStringLiteral("count")], 78498);
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
    }

    void theWorkerIsTheDefaultPlacement()
    {
        const Called called = call(words("run wait --set seconds=0 --json"));
        QCOMPARE(called.json()[QStringLiteral("placement")], QStringLiteral("worker"));
    }

    void theReportShowsThatGuiBlocksAndWorkerDoesNot()
    {
        const auto longest = [](const char *placement) {
            const Called called = call(words("run wait --set seconds=1 --json --on ")
                                       << QString::fromLatin1(placement));
            return called.json()[QStringLiteral("gui")]
                    .toObject()[QStringLiteral("longest_stall_ms")]
                    .toDouble();
        };
        QVERIFY(longest("gui") >= 990);
        QVERIFY(longest("worker") < 900);
    }

    void quietLeavesOutTheSummaryAndKeepsJsonAndErrors()
    {
        const Called quiet = call(words("run wait --set seconds=0 --quiet"));
        QCOMPARE(quiet.status, 0);
        QVERIFY(quiet.output.isEmpty());
        QVERIFY(quiet.errors.isEmpty());
        QVERIFY(!call(words("run wait --set seconds=0 --quiet --json")).json().isEmpty());
        const Called failed = call(words("run hash --quiet --set path=/no/such/folder"));
        QCOMPARE(failed.status, 1);
        QVERIFY(failed.isOneErrorLine());
    }

    void printsTheTranscriptAndASummary()
    {
        const Called called = call(words("run wait --set seconds=0.1 --set steps=3"));
        QCOMPARE(called.status, 0);
        QVERIFY(called.output.startsWith("Number: 1\nNumber: 2\nNumber: 3\nFinished in "));
        QVERIFY(called.output.contains("The main thread's event loop "));
        QVERIFY(!called.output.contains("window"));
    }

    void aFailedRunHasStatus1AndOneLine()
    {
        const Called called = call(words("run hash --set path=/no/such/folder --json"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(called.errors.contains("/no/such/folder"));
        QCOMPARE(called.json()[QStringLiteral("outcome")], QStringLiteral("failed"));
        QVERIFY(called.errors.contains(called.json()[QStringLiteral("error")].toString().toUtf8()));
    }

    void takesAPathThatIsNoUtf8()
    {
        const QTemporaryDir folder;
        const Called called =
                shell(QStringLiteral("cd %1; d=$'caf\\xe9'; mkdir \"$d\"; echo hello > "
                                     "\"$d/a\"; \"$THAW\" run hash --json --set path=\"$d\"; "
                                     "status=$?; rm -r \"$d\"; exit $status")
                              .arg(folder.path())); // Qt can't remove what has such a name
        QCOMPARE(called.status, 0);
        QCOMPARE(called.json()[QStringLiteral("facts")].toObject()[QStringLiteral("files")], 1);
    }

    void aThreadThatTheSystemRefusesIsToldInOneLine()
    {
        // Each limit lets one thread more start, from none at all to all that are wanted. (The leak
        // sanitizer, where there is one, would need a thread of its own.)
        for (int processes = 1; processes <= 8; ++processes) {
            Called called =
                    shell(QStringLiteral("command -v setpriv > /dev/null || exit 77; export "
                                         "ASAN_OPTIONS=detect_leaks=0; exec setpriv "
                                         "--reuid=65534 --clear-groups bash -c 'ulimit -u %1; exec "
                                         "\"$THAW\" run wait --set seconds=0.01 --quiet'")
                                  .arg(processes));
            if (called.status == 77 || called.status == 126 || called.status == 127) {
                QSKIP("the program can't be run as another user here");
            }
            called.errors = without(called.errors, "QThread::start"); // Qt's own lines
            called.errors = without(called.errors, unrecorded);
            QVERIFY2(called.status == 0 || (called.status == 1 && called.isOneErrorLine()),
                     called.errors.constData());
        }
    }

    void aFullDiskUnderTheManifestEndsInOneLine()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") == 5);
        file.close();
        // A file may not grow at all: what write() says of it is what it says of a full disk.
        Called called =
                shell(QStringLiteral("ulimit -f 0; \"$THAW\" run hash --quiet --set path=%1 --set "
                                     "manifest=%1/m | cat")
                              .arg(folder.path()));
        called.errors = without(called.errors, unrecorded);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("m"))));
    }

    void writesTheTimelineAsATrace()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.trace.json"));
        const Called called =
                call(words("run numbers-and-letters --set pace=0.05 --trace ") << path);
        QCOMPARE(called.status, 0);
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const CheckedTrace trace(file.readAll());
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        QCOMPARE(trace.events(trace.track(QStringLiteral("First")), "i").size(), 5U);
        QCOMPARE(trace.about()[QStringLiteral("outcome")], QStringLiteral("finished"));
    }

    void aCanceledRunHasItsTrace()
    {
        const QTemporaryDir folder;
        const Called called =
                shell(QStringLiteral("timeout -s INT 1 \"$THAW\" run wait --quiet --set "
                                     "seconds=60 --trace %1/t; cat %1/t")
                              .arg(folder.path()));
        const CheckedTrace trace(called.output);
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        QCOMPARE(trace.about()[QStringLiteral("outcome")], QStringLiteral("canceled"));
    }

    void aTraceThatCantBeWrittenIsToldBeforeTheRun()
    {
        const Called called = call(words("run wait --set seconds=0 --trace /no/such/folder/t"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(called.errors.contains("/no/such/folder/t"));
        QVERIFY(called.output.isEmpty());
    }

    void aFullDiskUnderTheTraceEndsInOneLineBehindTheSummary()
    {
        // A file may not grow at all: what write() says of it is what it says of a full disk.
        const QTemporaryDir folder;
        Called called =
                shell(QStringLiteral("ulimit -f 0; set -o pipefail; \"$THAW\" run wait --set "
                                     "seconds=0 --trace %1/t | cat")
                              .arg(folder.path()));
        QCOMPARE(called.status, 1);
        called.errors = without(called.errors, unrecorded);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(called.output.contains("Finished in "));
        QVERIFY(QDir(folder.path()).isEmpty());
        const Called device = call(words("run wait --set seconds=0 --json --trace /dev/full"));
        QCOMPARE(device.status, 1);
        QVERIFY2(device.isOneErrorLine(), device.errors.constData());
        QCOMPARE(device.json()[QStringLiteral("outcome")], QStringLiteral("finished"));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
