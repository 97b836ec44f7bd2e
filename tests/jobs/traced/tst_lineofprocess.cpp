// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/process.h"

#include <QTest>

#include <future>
#include <optional>

using namespace thaw;
using namespace std::chrono_literals;

/// Reading the output of a lesson's child process line by line.
class TestLineOfProcess : public QObject
{
    Q_OBJECT

    // Made afresh for every test.
    struct Run
    {
        RunControl control;
        RunChannel channel{[] {}};
        JobContext context{control, channel};
        traced::Process process{context, QStringLiteral("child")};

        void startEcho(int waitMs, const QString &text)
        {
            process.start(QStringLiteral(THAW_PROGRAM),
                          {QStringLiteral("child"), QStringLiteral("echo"), QString::number(waitMs),
                           text});
        }
    };

private Q_SLOTS:
    void returnsEachLineAndThenNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::newRow("one") << QStringLiteral("one") << QList<QByteArray>{"one"};
        QTest::newRow("several") << QStringLiteral("one\ntwo\n\nthree")
                                 << QList<QByteArray>{"one", "two", "", "three"};
        QTest::newRow("an empty one") << QString() << QList<QByteArray>{""};
    }
    void returnsEachLineAndThenNone()
    {
        QFETCH(QString, text);
        QFETCH(QList<QByteArray>, lines);
        Run run;
        run.startEcho(50, text);
        QList<QByteArray> read;
        while (const std::optional<QByteArray> line = run.process.readLine()) {
            read.append(*line);
        }
        QCOMPARE(read, lines);
        QVERIFY(!run.process.readLine());
        QCOMPARE(run.process.wait(), 0);
    }

    void returnsALastLineWithoutANewline()
    {
        Run run;
        run.process.start(QStringLiteral("printf"), {QStringLiteral("one\\ntwo")});
        QCOMPARE(run.process.readLine().value(), QByteArray("one"));
        QCOMPARE(run.process.readLine().value(), QByteArray("two"));
        QVERIFY(!run.process.readLine());
    }

    void canBeCanceledWhileItWaits()
    {
        Run run;
        const auto canceled = [&] {
            try {
                run.startEcho(600'000, QStringLiteral("late"));
                static_cast<void>(run.process.readLine());
            } catch (const Canceled &) {
                return true;
            }
            return false;
        };
        const auto person = std::async(std::launch::async, [&] {
            std::this_thread::sleep_for(100ms);
            run.control.requestStop(StopReason::User);
        });
        QVERIFY(canceled());
    }
};

QTEST_GUILESS_MAIN(TestLineOfProcess)
#include "tst_lineofprocess.moc"
