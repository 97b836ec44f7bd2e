// SPDX-License-Identifier: GPL-3.0-or-later
// The window of the program itself, driven by keys: what it leaves in the history.
#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace thaw;

class TestWindowHistory : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_thaw;
    QString m_window; // its number

    static QByteArray xdotool(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("xdotool"), arguments);
        process.waitForFinished(30'000);
        return process.readAllStandardOutput().trimmed();
    }
    void open()
    {
        m_thaw = std::make_unique<QProcess>();
        m_thaw->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_thaw->start(QStringLiteral(THAW_PROGRAM),
                      {QStringLiteral("--data"), m_folder->path(), QStringLiteral("--job"),
                       QStringLiteral("wait")});
        QVERIFY(m_thaw->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(hasThread(m_thaw->processId(), "column-3"), 30'000);
        m_window = QString::fromLatin1(xdotool({QStringLiteral("search"), QStringLiteral("--sync"),
                                                QStringLiteral("--onlyvisible"),
                                                QStringLiteral("--name"), QStringLiteral("Thaw$")})
                                               .split('\n')
                                               .last());
        xdotool({QStringLiteral("windowfocus"), QStringLiteral("--sync"), m_window});
    }
    static void press(const char *keys)
    {
        xdotool({QStringLiteral("key"), QString::fromLatin1(keys)});
    }
    // Of all runs, the newest first.
    [[nodiscard]] QStringList outcomes() const
    {
        QStringList outcomes;
        const Called called = call({QStringLiteral("--data"), m_folder->path(),
                                    QStringLiteral("history"), QStringLiteral("--json")});
        for (const QJsonValue run : called.json()[u"runs"].toArray()) {
            outcomes.append(run[u"outcome"].toString());
        }
        return outcomes;
    }

private Q_SLOTS:
    void init()
    {
        qputenv("QT_QPA_PLATFORM", "xcb"); // of the program
        m_folder = std::make_unique<QTemporaryDir>();
        QFile settings(m_folder->filePath(QStringLiteral("thaw.ini")));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write("[General]\ngreeted=true\n");
        settings.close();
        open();
    }
    void cleanup()
    {
        m_thaw->kill();
        m_thaw->waitForFinished();
    }

    void keepsARunFromItsStartToItsEnd()
    {
        press("ctrl+r");
        QTRY_COMPARE(outcomes(), QStringList{QStringLiteral("running")});
        press("Escape");
        QTRY_COMPARE(outcomes(), QStringList{QStringLiteral("canceled")});
    }

    void aWindowThatIsClosedInARunLeavesItCanceled()
    {
        press("ctrl+r");
        QTRY_COMPARE(outcomes(), QStringList{QStringLiteral("running")});
        press("ctrl+q");
        QVERIFY(m_thaw->waitForFinished());
        QCOMPARE(outcomes(), QStringList{QStringLiteral("canceled")});
    }

    void aWindowThatIsKilledInARunLeavesItInterrupted()
    {
        press("ctrl+r");
        QTRY_COMPARE(outcomes(), QStringList{QStringLiteral("running")});
        m_thaw->kill();
        QVERIFY(m_thaw->waitForFinished());
        QCOMPARE(outcomes(), QStringList{QStringLiteral("interrupted")});
    }

    void showsTheHistoryByKey()
    {
        press("ctrl+h");
        const QByteArray found = xdotool({QStringLiteral("search"), QStringLiteral("--sync"),
                                          QStringLiteral("--onlyvisible"), QStringLiteral("--name"),
                                          QStringLiteral("History")});
        QVERIFY(!found.isEmpty());
        press("Escape");
        QTRY_VERIFY(xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                             QStringLiteral("--name"), QStringLiteral("History")})
                            .isEmpty());
    }

    // Whatever is open and has the keyboard, the key ends the process, not only the window.
    void theKeyEndsItWhateverIsOpen_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("mainHasFocus");
        QTest::newRow("the main window alone") << QString() << QString() << true;
        QTest::newRow("the history")
                << QStringLiteral("ctrl+h") << QStringLiteral("History") << false;
        QTest::newRow("behind the history")
                << QStringLiteral("ctrl+h") << QStringLiteral("History") << true;
        QTest::newRow("the settings")
                << QStringLiteral("ctrl+comma") << QStringLiteral("Settings") << false;
        QTest::newRow("behind the settings")
                << QStringLiteral("ctrl+comma") << QStringLiteral("Settings") << true;
        QTest::newRow("the jobs") << QStringLiteral("ctrl+j") << QString() << false;
    }
    void theKeyEndsItWhateverIsOpen()
    {
        QFETCH(QString, keys);
        QFETCH(QString, title);
        QFETCH(bool, mainHasFocus);
        if (!keys.isEmpty()) {
            press(qPrintable(keys));
        }
        if (!title.isEmpty()) {
            const QByteArray other =
                    xdotool({QStringLiteral("search"), QStringLiteral("--sync"),
                             QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title});
            QVERIFY(!other.isEmpty());
            xdotool({QStringLiteral("windowfocus"), QStringLiteral("--sync"),
                     mainHasFocus ? m_window : QString::fromLatin1(other.split('\n').last())});
        }
        // Of a window behind a dialog, Qt hands the focus on to that, which takes a moment.
        for (int turn = 0; turn < 5 && m_thaw->state() != QProcess::NotRunning; ++turn) {
            press("ctrl+q");
            m_thaw->waitForFinished(3000);
        }
        QCOMPARE(m_thaw->state(), QProcess::NotRunning);
        QCOMPARE(m_thaw->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_thaw->exitCode(), 0);
    }

    // The history's window is the main window's: with that one closed, the program ends.
    void theHistorysWindowDoesntKeepTheProgramAlive()
    {
        press("ctrl+h");
        xdotool({QStringLiteral("search"), QStringLiteral("--sync"),
                 QStringLiteral("--onlyvisible"), QStringLiteral("--name"),
                 QStringLiteral("History")});
        ::kill(static_cast<pid_t>(m_thaw->processId()), SIGTERM);
        QVERIFY(m_thaw->waitForFinished());
        QCOMPARE(m_thaw->exitCode(), 143);
    }
};

QTEST_GUILESS_MAIN(TestWindowHistory)
#include "tst_windowhistory.moc"
