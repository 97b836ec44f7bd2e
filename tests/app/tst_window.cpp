// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "program.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>

using namespace thaw;

namespace {

// The window of the program itself, offscreen, with a data folder of its own.
struct OpenWindow
{
    explicit OpenWindow(const QTemporaryDir &data, const QStringList &more = {})
    {
        process.setProcessEnvironment(bareEnvironment(QStringLiteral("offscreen")));
        process.start(QStringLiteral(THAW_PROGRAM),
                      QStringList{QStringLiteral("--data"), data.path()} + more);
        process.waitForStarted();
    }
    // The columns run, and they are started by the window.
    [[nodiscard]] bool isUp() const { return hasThread(process.processId(), "column-3"); }
    ~OpenWindow()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }
    int close(int number)
    {
        ::kill(static_cast<pid_t>(process.processId()), number);
        return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit
                       ? process.exitCode()
                       : -1;
    }

    QProcess process;
};

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutADisplayItSaysSoInOneLine()
    {
        QProcessEnvironment environment = bareEnvironment();
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        for (const char *display : {"", ":987"}) {
            environment.insert(QStringLiteral("DISPLAY"), QString::fromLatin1(display));
            const Called called = call({}, environment);
            QCOMPARE(called.status, 1);
            QVERIFY2(called.isOneErrorLine(), called.errors.constData());
            QVERIFY(called.errors.contains("display"));
        }
    }

    // Told in one line, and the window goes on.
    void aDamagedHistoryIsSetAside()
    {
        const QTemporaryDir data;
        const QString path = data.filePath(QStringLiteral("history.db"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("These are no pages of a database.");
        file.close();
        OpenWindow window(data);
        const auto isSetAside = [&] {
            return !QDir(data.path()).entryList({QStringLiteral("history.corrupt-*.db")}).isEmpty()
                   && QFile::exists(path);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSetAside(), 30'000);
        QCOMPARE(window.close(SIGTERM), 143);
        const QByteArray errors = window.process.readAllStandardError();
        QVERIFY2(errors.startsWith("thaw: The history was damaged") && errors.count('\n') == 1,
                 errors.constData());
    }

    void aSignalClosesTheWindowAndSettingsAreSaved()
    {
        const QTemporaryDir data;
        OpenWindow window(data, {QStringLiteral("--job"), QStringLiteral("wait"),
                                 QStringLiteral("--on"), QStringLiteral("gui")});
        QTRY_VERIFY_WITH_TIMEOUT(window.isUp(), 30'000);
        QCOMPARE(window.close(SIGTERM), 143);
        const QByteArray settings = contentOf(data.filePath(QStringLiteral("thaw.ini")));
        QVERIFY2(settings.contains("job=wait"), settings.constData());
        QVERIFY(settings.contains("placement=gui"));
    }

    void twoWindowsAtOnceAreNoProblem()
    {
        const QTemporaryDir data;
        OpenWindow first(data);
        OpenWindow second(data);
        QTRY_VERIFY_WITH_TIMEOUT(first.isUp() && second.isUp(), 30'000);
        QCOMPARE(first.close(SIGINT), 130);
        QCOMPARE(second.close(SIGINT), 130);
        QVERIFY(contentOf(data.filePath(QStringLiteral("thaw.ini"))).contains("job=primes"));
    }

    void aBrokenSettingsFileIsSetAsideAndTheWindowOpens()
    {
        const QTemporaryDir data;
        QFile file(data.filePath(QStringLiteral("thaw.ini")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, '\0')) == 5000);
        file.close();
        OpenWindow window(data);
        QTRY_VERIFY_WITH_TIMEOUT(window.isUp(), 30'000);
        QCOMPARE(window.close(SIGTERM), 143);
        QCOMPARE(QDir(data.path()).entryList({QStringLiteral("thaw.ini.broken-*")}).size(), 1);
    }

    // Neither its start nor its end waits for them.
    void settingsAndHistoryThatAreNoFilesAreToldAndLeftAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        for (const char *name : {"thaw.ini", "history.db"}) {
            for (const char *kind : {"a pipe", "a folder", "a device", "a link that leads"}) {
                QTest::addRow("%s is %s", name, kind)
                        << QString::fromLatin1(name) << QString::fromLatin1(kind);
            }
        }
    }
    void settingsAndHistoryThatAreNoFilesAreToldAndLeftAlone()
    {
        QFETCH(QString, name);
        QFETCH(QString, kind);
        const QTemporaryDir data;
        const QString path = data.filePath(name);
        if (kind == QStringLiteral("a pipe")) {
            QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        } else if (kind == QStringLiteral("a folder")) {
            QVERIFY(QDir().mkdir(path));
        } else if (kind == QStringLiteral("a device")) {
            QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path));
        } else {
            QVERIFY(QFile::link(path, path));
        }
        OpenWindow window(data);
        QTRY_VERIFY_WITH_TIMEOUT(window.isUp(), 30'000);
        QByteArray errors;
        QTRY_VERIFY_WITH_TIMEOUT((errors += window.process.readAllStandardError()).contains('\n'),
                                 30'000);
        QCOMPARE(window.close(SIGTERM), 143);
        errors += window.process.readAllStandardError();
        QVERIFY2(errors.contains(kind.toUtf8()) && errors.contains(name.toUtf8())
                         && errors.count('\n') == 1,
                 errors.constData());
    }

    // Who holds it may hold it for ever.
    void aLockOfTheSettingsThatStaysIsToldAndNotWaitedFor()
    {
        const QTemporaryDir data;
        const QByteArray lock = QFile::encodeName(data.filePath(QStringLiteral("thaw.ini.lock")));
        QCOMPARE(mkfifo(lock.constData(), 0600), 0);
        OpenWindow window(data);
        QTRY_VERIFY_WITH_TIMEOUT(window.isUp(), 30'000);
        QCOMPARE(window.close(SIGTERM), 143);
        const QByteArray errors = window.process.readAllStandardError();
        QVERIFY2(errors.contains("thaw.ini.lock") && errors.count('\n') == 1, errors.constData());
    }

    void aDataFolderThatCannotBeMadeIsToldOnce()
    {
        const QTemporaryDir data;
        QFile file(data.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QProcess process;
        process.setProcessEnvironment(bareEnvironment(QStringLiteral("offscreen")));
        process.start(QStringLiteral(THAW_PROGRAM),
                      {QStringLiteral("--data"), file.fileName() + QStringLiteral("/below"),
                       QStringLiteral("--job"), QStringLiteral("wait")});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(hasThread(process.processId(), "column-3"), 30'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 143);
        const QByteArray errors = process.readAllStandardError();
        QCOMPARE(errors.count("could not be written"), 1);
    }
};

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
