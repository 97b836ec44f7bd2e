// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace thaw;

namespace {

// The program, running an endless job, ready to be sent signals.
struct Running
{
    explicit Running(const QString &placement)
    {
        process.setProcessEnvironment(bareEnvironment());
        process.start(QStringLiteral(THAW_PROGRAM),
                      {QStringLiteral("run"), QStringLiteral("wait"), QStringLiteral("--on"),
                       placement, QStringLiteral("--set"), QStringLiteral("seconds=3600"),
                       QStringLiteral("--json")});
        process.waitForStarted();
    }
    // Its signals are blocked and waited for, and the probe measures: the run begins.
    [[nodiscard]] bool isUp() const
    {
        return hasThread(process.processId(), "thaw-signals")
               && hasThread(process.processId(), "thaw-probe");
    }
    ~Running()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }
    void send(int number) const { ::kill(static_cast<pid_t>(process.processId()), number); }

    QProcess process;
};

} // namespace

class TestSignals : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; // with a history of some runs

private Q_SLOTS:
    void initTestCase()
    {
        for (int run = 0; run < 2; ++run) {
            QCOMPARE(call({QStringLiteral("--data"), m_folder.path(), QStringLiteral("run"),
                           QStringLiteral("wait"), QStringLiteral("--set"),
                           QStringLiteral("seconds=0"), QStringLiteral("--quiet")})
                             .status,
                     0);
        }
    }

    void aSignalCancelsCleanly_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        for (const char *placement : {"worker", "gui", "join", "slices", "pool", "process"}) {
            const QString on = QString::fromLatin1(placement);
            QTest::addRow("SIGINT, %s", placement) << on << SIGINT << 130;
            QTest::addRow("SIGTERM, %s", placement) << on << SIGTERM << 143;
            QTest::addRow("SIGHUP, %s", placement) << on << SIGHUP << 143;
        }
    }
    void aSignalCancelsCleanly()
    {
        QFETCH(QString, placement);
        QFETCH(int, number);
        Running running(placement);
        QTRY_VERIFY_WITH_TIMEOUT(running.isUp(), 30'000);
        running.send(number);
        QVERIFY(running.process.waitForFinished(20'000)); // the job would take an hour
        QCOMPARE(running.process.exitStatus(), QProcess::NormalExit);
        QTEST(running.process.exitCode(), "status");
        const QJsonObject json =
                QJsonDocument::fromJson(running.process.readAllStandardOutput()).object();
        QCOMPARE(json[QStringLiteral("outcome")], QStringLiteral("canceled"));
        QVERIFY(json[QStringLiteral("error")].isNull());
    }

    // Nothing is to be ended in good order there, and nobody reads the rest.
    void whatOnlyPrintsEndsAtTheFirstSignal_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        for (const char *words : {"history --json", "history --csv", "list", "list --json",
                                  "run --help", "compare --help"}) {
            const QString text = QString::fromLatin1(words);
            QTest::addRow("SIGINT, %s", words) << text << SIGINT << 130;
            QTest::addRow("SIGTERM, %s", words) << text << SIGTERM << 143;
            QTest::addRow("SIGHUP, %s", words) << text << SIGHUP << 143;
        }
    }
    void whatOnlyPrintsEndsAtTheFirstSignal()
    {
        QFETCH(QString, words);
        QFETCH(int, number);
        // A reader that is in no hurry: there is no room for anything.
        std::array<int, 2> pipe{};
        QCOMPARE(pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK), 0);
        const QByteArray page(4096, 'x');
        while (write(pipe[1], page.constData(), 4096) > 0) {}
        QCOMPARE(fcntl(pipe[1], F_SETFL, 0), 0);
        QProcess process;
        process.setProcessEnvironment(bareEnvironment());
        process.setChildProcessModifier([&] { dup2(pipe[1], STDOUT_FILENO); });
        process.start(QStringLiteral(THAW_PROGRAM),
                      QStringList{QStringLiteral("--data"), m_folder.path()}
                              + words.split(QLatin1Char(' ')));
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(hasThread(process.processId(), "thaw-signals"), 30'000);
        QTest::qSleep(200); // at the end of which most wait for the reader
        ::kill(static_cast<pid_t>(process.processId()), number);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QTEST(process.exitCode(), "status");
        QVERIFY(process.readAllStandardError().isEmpty());
        close(pipe[0]);
        close(pipe[1]);
    }

    void twoSignalsAtOnceAreOneWish()
    {
        Running running(QStringLiteral("worker"));
        QTRY_VERIFY_WITH_TIMEOUT(running.isUp(), 30'000);
        running.send(SIGTERM);
        QTest::qSleep(1); // else the system would make one of the two
        running.send(SIGTERM);
        QVERIFY(running.process.waitForFinished(20'000));
        QCOMPARE(running.process.exitCode(), 143);
        QVERIFY(!running.process.readAllStandardOutput().isEmpty()); // it ended in good order
    }

    void aSignalThatTheParentIgnoresStaysIgnored()
    {
        // As nohup does, and as a shell does for a job in the background.
        const Called called = shell(QStringLiteral(
                "trap '' HUP INT; \"$THAW\" run wait --set seconds=1 --json & p=$!; sleep "
                "0.6; kill -HUP $p; kill -INT $p; wait $p"));
        QCOMPARE(called.status, 0);
        QCOMPARE(called.json()[QStringLiteral("outcome")], QStringLiteral("finished"));
    }
};

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
