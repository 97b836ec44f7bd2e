// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/processmark.h"

#include <QFile>
#include <QTest>

#include <array>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace thaw;

class TestProcessMark : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAsItWasWritten()
    {
        const ProcessMark own = ProcessMark::own();
        QVERIFY(own.number > 0 && own.began > 0);
        QVERIFY(!own.machine.isEmpty() && !own.boot.isEmpty() && !own.space.isEmpty());
        const ProcessMark read = ProcessMark::fromText(own.toText());
        QCOMPARE(read.toText(), own.toText());
        QVERIFY(!read.hasEnded());
    }

    void knowsThatAProcessHasEnded_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<bool>("ended");
        QTest::newRow("another process that has its number now") << QStringLiteral("began") << true;
        QTest::newRow("before the machine was started") << QStringLiteral("boot") << true;
        QTest::newRow("on another machine") << QStringLiteral("machine") << false;
        QTest::newRow("in another container") << QStringLiteral("space") << false;
    }
    void knowsThatAProcessHasEnded()
    {
        QFETCH(QString, member);
        QFETCH(bool, ended);
        ProcessMark mark = ProcessMark::own();
        if (member == QStringLiteral("began")) {
            --mark.began;
        } else if (member == QStringLiteral("boot")) {
            mark.boot = QStringLiteral("another");
        } else if (member == QStringLiteral("machine")) {
            mark.machine = QStringLiteral("another");
            mark.boot = QStringLiteral("another");
        } else {
            mark.space = QStringLiteral("another");
            mark.number = 999'999'999;
        }
        QCOMPARE(mark.hasEnded(), ended);
    }

    void aKilledProcessHasEndedThoughNobodyHasAskedForItsEnd()
    {
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const pid_t child = fork();
        if (child == 0) {
            const QByteArray own = ProcessMark::own().toText().toUtf8() + '\n';
            const bool isTold =
                    write(ends[1], own.constData(), static_cast<size_t>(own.size())) > 0;
            pause();
            _exit(isTold ? 0 : 1);
        }
        QFile told;
        QVERIFY(told.open(ends[0], QIODevice::ReadOnly, QFile::AutoCloseHandle));
        close(ends[1]);
        const auto mark = ProcessMark::fromText(QString::fromUtf8(told.readLine().trimmed()));
        QCOMPARE(mark.number, qint64{child});
        QVERIFY(!mark.hasEnded());
        kill(child, SIGKILL);
        siginfo_t info = {};
        waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT); // stays a zombie
        QVERIFY(mark.hasEnded());
        waitpid(child, nullptr, 0);
        QVERIFY(mark.hasEnded());
    }

    void whatIsNoMarkIsOfNobody()
    {
        QVERIFY(!ProcessMark::fromText(QStringLiteral("x/y")).hasEnded());
    }
};

QTEST_GUILESS_MAIN(TestProcessMark)
#include "tst_processmark.moc"
