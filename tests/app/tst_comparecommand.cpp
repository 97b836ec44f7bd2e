// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace thaw;

class TestCompareCommand : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder; // the history's

    [[nodiscard]] QStringList compare(const QString &arguments) const
    {
        return QStringList{QStringLiteral("--data"), m_folder.path(), QStringLiteral("compare")}
               + arguments.split(QLatin1Char(' '));
    }
    [[nodiscard]] qsizetype recorded() const
    {
        return call({QStringLiteral("--data"), m_folder.path(), QStringLiteral("history"),
                     QStringLiteral("--json")})
                .json()[u"runs"]
                .toArray()
                .size();
    }

private Q_SLOTS:
    void printsATableAndASentence()
    {
        const Called called =
                call(compare(QStringLiteral("wait --set seconds=0.4 --on worker,gui --repeats 2")));
        QCOMPARE(called.status, 0);
        QVERIFY(called.errors.isEmpty());
        const QByteArrayList lines = called.output.split('\n');
        QVERIFY(lines[0].startsWith("PLACEMENT"));
        QVERIFY(lines[1].startsWith("worker"));
        // Whether the worker's runs were undisturbed is the machine's affair.
        QVERIFY2(called.output.contains("\nOn the GUI thread the main thread's event loop stood "
                                        "still for ")
                         || called.output.contains("\nThe main thread's event loop stood still in "
                                                   "every placement"),
                 called.output.constData());
        QVERIFY(!called.output.contains("priority")); // it is the same in both
    }

    void printsEveryRunAsJsonAndRecordsIt()
    {
        const qsizetype before = recorded();
        const Called called =
                call(compare(QStringLiteral("wait --set seconds=0.2 --on gui,worker --repeats 2 "
                                            "--json")));
        QCOMPARE(called.status, 0);
        QVERIFY(called.errors.isEmpty());
        const QJsonObject json = called.json();
        QCOMPARE(json[u"schema"], QStringLiteral("thaw.compare/1"));
        QCOMPARE(json[u"outcome"], QStringLiteral("finished"));
        QCOMPARE(json[u"parameters"][u"seconds"], 0.2);
        QVERIFY(json[u"sentence"].toString().contains(QStringLiteral("stood still")));
        QStringList order;
        for (const QJsonValue run : json[u"runs"].toArray()) {
            QCOMPARE(run[u"schema"], QStringLiteral("thaw.run/1"));
            QCOMPARE(run[u"outcome"], QStringLiteral("finished"));
            order.append(run[u"placement"].toString());
        }
        QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("gui worker worker gui"));
        const QJsonValue summary = json[u"summary"][0];
        QCOMPARE(summary[u"placement"], QStringLiteral("gui"));
        QVERIFY(summary[u"delay_max_ms"][u"median"].toDouble() >= 190);
        QVERIFY(summary[u"stalls"][u"least"].toInt() >= 1);
        QCOMPARE(recorded(), before + 4);
    }

    // Each placement that there is, when none is named.
    void comparesAllPlacementsByItself()
    {
        const Called called =
                call(compare(QStringLiteral("wait --set seconds=0.1 --repeats 1 --csv")));
        QCOMPARE(called.status, 0);
        QByteArrayList placements;
        for (const QByteArray &line : called.output.split('\n').mid(1)) {
            if (!line.isEmpty()) {
                placements.append(line.split(',').at(1));
            }
        }
        QCOMPARE(placements.join(' '), QByteArray("worker gui join slices pool process"));
    }

    void aRunThatFailsIsToldAndTheRestGoesOn()
    {
        const Called called = call(compare(QStringLiteral(
                "hash --set path=/no/such/folder --on worker,pool --repeats 1 --json")));
        QCOMPARE(called.status, 1);
        QCOMPARE(called.errors.count("thaw: hash on "), 2);
        QCOMPARE(called.json()[u"outcome"], QStringLiteral("failed"));
        QCOMPARE(called.json()[u"runs"].toArray().size(), 2);
        QVERIFY(called.json()[u"summary"][0][u"elapsed_ms"].isNull());
    }

    void quietLeavesTheJsonAndNothingForAPerson()
    {
        const QString command = QStringLiteral("wait --set seconds=0 --on worker --repeats 1 ");
        const Called quiet = call(compare(command + QStringLiteral("--quiet")));
        QCOMPARE(quiet.status, 0);
        QVERIFY(quiet.output.isEmpty());
        const Called json = call(compare(command + QStringLiteral("--quiet --json")));
        QCOMPARE(json.json()[u"schema"], QStringLiteral("thaw.compare/1"));
    }

    void aSignalEndsItAndPrintsWhatThereIs_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("second"); // the placement of the run that is stopped
        QTest::newRow("SIGINT, gui") << SIGINT << 130 << QStringLiteral("gui");
        QTest::newRow("SIGTERM, worker") << SIGTERM << 143 << QStringLiteral("worker");
        QTest::newRow("SIGHUP, process") << SIGHUP << 143 << QStringLiteral("process");
    }
    void aSignalEndsItAndPrintsWhatThereIs()
    {
        QFETCH(int, number);
        QFETCH(QString, second);
        QProcess process;
        process.setProcessEnvironment(bareEnvironment());
        process.start(
                QStringLiteral(THAW_PROGRAM),
                compare(QStringLiteral("wait --set seconds=2 --on pool,%1 --json").arg(second)));
        QVERIFY(process.waitForStarted());
        // One of pool has ended, and the next has begun.
        QTRY_VERIFY_WITH_TIMEOUT(hasThread(process.processId(), "thaw-probe"), 30'000);
        QTest::qWait(3200);
        ::kill(static_cast<pid_t>(process.processId()), number);
        QVERIFY(process.waitForFinished(20'000));
        QTEST(process.exitCode(), "status");
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json[u"outcome"], QStringLiteral("canceled"));
        QCOMPARE(json[u"runs"].toArray().size(), 2);
        QCOMPARE(json[u"runs"][0][u"outcome"], QStringLiteral("finished"));
        QCOMPARE(json[u"runs"][1][u"outcome"], QStringLiteral("canceled"));
    }
};

QTEST_GUILESS_MAIN(TestCompareCommand)
#include "tst_comparecommand.moc"
