// SPDX-License-Identifier: GPL-3.0-or-later
// The window takes Qt's own options, as every program with Qt does, and the commands let them be.
#include "program.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace thaw;

class TestQtOptions : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QFile sheet(m_folder.filePath(QStringLiteral("sheet.qss")));
        QVERIFY(sheet.open(QIODevice::WriteOnly) && sheet.write("QLabel { color: green }") > 0);
    }

    void theWindowTakesThem_data()
    {
        QTest::addColumn<QString>("arguments");
        const auto row = [](const QString &arguments) {
            QTest::addRow("%s", qPrintable(arguments)) << arguments;
        };
        row(QStringLiteral("-platform offscreen"));
        row(QStringLiteral("--platform offscreen"));
        row(QStringLiteral("-platform=offscreen"));
        row(QStringLiteral("--platform=offscreen --job wait"));
        row(QStringLiteral("--job wait -platform offscreen -reverse"));
        row(QStringLiteral("-platform offscreen -style Windows"));
        row(QStringLiteral("-platform offscreen --style=Fusion -stylesheet=")
            + m_folder.filePath(QStringLiteral("sheet.qss")));
        row(QStringLiteral("-platform offscreen -stylesheet ")
            + m_folder.filePath(QStringLiteral("sheet.qss")));
        row(QStringLiteral("-platform offscreen -qwindowgeometry 1100x700+20+30 -qwindowtitle T"));
        row(QStringLiteral("-platform offscreen -display :9 -geometry 800x600 -session abc_1"));
    }
    void theWindowTakesThem()
    {
        QFETCH(QString, arguments);
        QProcess process;
        process.setProcessEnvironment(bareEnvironment()); // in which there is no platform
        process.start(
                QStringLiteral(THAW_PROGRAM),
                QStringList{QStringLiteral("--data"), m_folder.filePath(QStringLiteral("data"))}
                        + arguments.split(QLatin1Char(' ')));
        QVERIFY(process.waitForStarted());
        const auto isUp = [&] { return hasThread(process.processId(), "column-3"); };
        QTRY_VERIFY_WITH_TIMEOUT(isUp() || process.state() == QProcess::NotRunning, 30'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        const Called called = resultOf(process);
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 143);
    }

    void isToldWhatIsWrongWithThem_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *arguments, const char *says) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << QByteArray(says);
        };
        row("-platform", "-platform, an option of Qt's, needs a value");
        row("--platform=", "needs a value");
        row("list -platform", "-platform, an option of Qt's, needs a value");
        row("list -- -platform offscreen", "-platform"); // what follows is none
        row("-platfrom offscreen", "-platfrom");
        row("-reversed", "-reversed");
        row("-- -platform offscreen", "-platform");
    }
    void isToldWhatIsWrongWithThem()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, says);
        const Called called = call(arguments.split(QLatin1Char(' ')),
                                   bareEnvironment(QStringLiteral("offscreen")));
        QCOMPARE(called.status, 2);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY2(called.errors.contains(says), called.errors.constData());
    }

    // As every program with Qt does, whatever needs them: wrappers add them.
    void aCommandPassesThemOver_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *arguments :
             {"-platform offscreen list", "list -platform offscreen", "-reverse list",
              "list --platform=none-such --json", "-style Fusion history -reverse",
              "--platform none-such run wait --set seconds=0 -qwindowtitle run",
              "run -platform offscreen wait --set seconds=0", "run wait --help -reverse",
              "compare wait -style=Fusion --set seconds=0 --repeats 1 --on worker"}) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments);
        }
    }
    void aCommandPassesThemOver()
    {
        QFETCH(QString, arguments);
        const QString data = m_folder.filePath(QStringLiteral("data"));
        const Called called = call(QStringList{QStringLiteral("--data"), data}
                                   + arguments.split(QLatin1Char(' ')));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.status, 0);
        QVERIFY(!called.output.isEmpty());
    }

    void aPlatformThatQtDoesntHaveIsToldInOneLine()
    {
        const Called called = call({QStringLiteral("-platform"), QStringLiteral("none-such")});
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY2(called.errors.contains("platform"), called.errors.constData());
    }

    // A folder can be called as a command or an option is.
    void aValueOfOurOwnOptionsIsNone()
    {
        const Called called = shell(
                QStringLiteral("cd '%1'; mkdir run; timeout --preserve-status -s TERM 3 \"$THAW\" "
                               "--data run -platform offscreen; echo $?; ls run")
                        .arg(m_folder.path()));
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QVERIFY2(called.output.startsWith("143\n"), called.output.constData());
        QVERIFY2(called.output.contains("thaw.ini"), called.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestQtOptions)
#include "tst_qtoptions.moc"
