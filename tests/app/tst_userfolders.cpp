// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program keeps what it keeps, whatever the environment says of it.
#include "program.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <pwd.h>
#include <unistd.h>

using namespace thaw;

namespace {

constexpr uid_t nobody = 65534;
constexpr uid_t withoutAccount = 54321;

QProcessEnvironment homeless()
{
    QProcessEnvironment environment = bareEnvironment();
    for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}) {
        environment.remove(QString::fromLatin1(variable));
    }
    // The leak sanitizer, where there is one, can't look into a process of another user.
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));
    return environment;
}

QByteArray homeOf(uid_t user)
{
    const passwd *account = ::getpwuid(user);
    return account ? QByteArray(account->pw_dir) : QByteArray();
}

// A line of a shell as another user: really, where this one may, else in a namespace of its own.
QString as(uid_t user, const QString &line)
{
    const QString prefix = ::geteuid() == 0 ? QStringLiteral("setpriv --reuid=%1 --clear-groups")
                                            : QStringLiteral("unshare --user --map-user=%1");
    return prefix.arg(user) + QStringLiteral(" bash -c '%1'").arg(line);
}

} // namespace

class TestUserFolders : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] Called shellIn(const QString &script,
                                 const QProcessEnvironment &environment = homeless()) const
    {
        return shell(QStringLiteral("cd '%1'; ").arg(m_folder->path()) + script, environment);
    }
    // All files below the folder.
    [[nodiscard]] QStringList files() const
    {
        QStringList found;
        QDirIterator iterator(m_folder->path(), QDir::Files | QDir::Hidden,
                              QDirIterator::Subdirectories);
        while (iterator.hasNext()) {
            found.append(QDir(m_folder->path()).relativeFilePath(iterator.next()));
        }
        return found;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void withoutHomeItIsTheAccounts_data()
    {
        QTest::addColumn<QString>("home");
        QTest::newRow("none") << QStringLiteral("unset HOME");
        QTest::newRow("empty") << QStringLiteral("export HOME=");
        QTest::newRow("relative") << QStringLiteral("export HOME=relative/home");
    }
    void withoutHomeItIsTheAccounts()
    {
        QFETCH(QString, home);
        const QByteArray account = homeOf(nobody);
        QVERIFY(!account.isEmpty() && !QFileInfo::exists(QFile::decodeName(account)));
        // The program is copied to where every user can read it.
        const Called called =
                shellIn(QStringLiteral("chmod 755 .; cp \"$THAW\" thaw; %1; ").arg(home)
                        + as(nobody, QStringLiteral("./thaw run wait --set seconds=0 --quiet")));
        QCOMPARE(called.status, 0);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        const QByteArray says = "Runs are not recorded: " + account + "/.local/share/";
        QVERIFY2(called.errors.contains(says), called.errors.constData());
        QCOMPARE(files(), QStringList{QStringLiteral("thaw")});
    }

    void anAccountWithoutAHomeIsToldSo()
    {
        const QString prefix = QStringLiteral("chmod 755 .; cp \"$THAW\" thaw; ");
        const Called run = shellIn(
                prefix
                + as(withoutAccount, QStringLiteral("./thaw run wait --set seconds=0 --quiet")));
        QCOMPARE(run.status, 0);
        QVERIFY2(run.isOneErrorLine(), run.errors.constData());
        QVERIFY2(run.errors.startsWith("thaw: Runs are not recorded: there is no home folder"),
                 run.errors.constData());
        const Called history =
                shellIn(prefix + as(withoutAccount, QStringLiteral("./thaw history")));
        QCOMPARE(history.status, 1);
        QVERIFY2(history.isOneErrorLine(), history.errors.constData());
        QVERIFY2(history.errors.contains("there is no home folder"), history.errors.constData());
        // What is told where to keep it needs none.
        const Called told = shellIn(
                prefix + QStringLiteral("mkdir -m 777 data; ")
                + as(withoutAccount,
                     QStringLiteral("XDG_DATA_HOME=$PWD/data ./thaw run wait --set seconds=0 "
                                    "--quiet && ./thaw --data data/d history")));
        QVERIFY2(told.errors.isEmpty(), told.errors.constData());
        QCOMPARE(told.output, QByteArray("No runs yet.\n"));
        QVERIFY(files().contains(QStringLiteral("data/thaw/thaw/history.db")));
    }

    void aPathThatIsntAbsoluteIsNone_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("file");
        const QString inHome = QStringLiteral("home/.local/share/thaw/thaw/history.db");
        QTest::newRow("none") << QStringLiteral("unset XDG_DATA_HOME") << inHome;
        QTest::newRow("empty") << QStringLiteral("export XDG_DATA_HOME=") << inHome;
        QTest::newRow("relative") << QStringLiteral("export XDG_DATA_HOME=share") << inHome;
        QTest::newRow("with a dot") << QStringLiteral("export XDG_DATA_HOME=./share") << inHome;
        QTest::newRow("absolute") << QStringLiteral("export XDG_DATA_HOME=\"$PWD/share\"")
                                  << QStringLiteral("share/thaw/thaw/history.db");
    }
    void aPathThatIsntAbsoluteIsNone()
    {
        QFETCH(QString, data);
        QFETCH(QString, file);
        const Called called = shellIn(QStringLiteral("export HOME=\"$PWD/home\"; %1; \"$THAW\" run "
                                                     "wait --set seconds=0 --quiet")
                                              .arg(data));
        QCOMPARE(called.status, 0);
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(files(), QStringList{file});
    }

    // The run goes on; the history that can't be looked at is not taken for an empty one.
    void aFolderThatCantBeUsedIsToldInOneLine_data()
    {
        QTest::addColumn<QString>("call");   // up to the command
        QTest::addColumn<bool>("canBeSeen"); // that nothing is there
        const auto row = [](const char *name, const char *call, bool canBeSeen = false) {
            QTest::newRow(name) << QString::fromLatin1(call) << canBeSeen;
        };
        row("a home that is a file", "touch file; HOME=\"$PWD/file\" \"$THAW\"");
        row("a home where nothing can be made", "HOME=/proc/self \"$THAW\"", true);
        row("data: a file", "touch file; \"$THAW\" --data file");
        row("data: below a file", "touch file; \"$THAW\" --data file/below/it");
        row("data: where nothing can be made", "\"$THAW\" --data /proc/self/none", true);
        row("data: a link in a circle", "ln -sfn circle circle; \"$THAW\" --data circle");
        row("data: below a link in a circle", "ln -sfn circle circle; \"$THAW\" --data circle/in");
        row("data: a name that is too long", "\"$THAW\" --data \"$(printf %0300d 1)\"");
        row("data: a path that is too long", "\"$THAW\" --data \"$(printf x/%.0s {1..3000})\"");
        row("data: a device", "\"$THAW\" --data /dev/null");
        row("data: a pipe", "[ -p fifo ] || mkfifo fifo; \"$THAW\" --data fifo");
    }
    void aFolderThatCantBeUsedIsToldInOneLine()
    {
        QFETCH(QString, call);
        QFETCH(bool, canBeSeen);
        const Called run = shellIn(call + QStringLiteral(" run wait --set seconds=0 --quiet"));
        QCOMPARE(run.status, 0);
        QVERIFY2(run.isOneErrorLine(), run.errors.constData());
        QVERIFY2(run.errors.contains("not recorded"), run.errors.constData());
        for (const char *format : {"", " --json", " --csv"}) {
            const Called history =
                    shellIn(call + QStringLiteral(" history") + QString::fromLatin1(format));
            QCOMPARE(history.status, canBeSeen ? 0 : 1);
            QCOMPARE(history.isOneErrorLine(), !canBeSeen);
            QCOMPARE(history.errors.contains("The history can't be read"), !canBeSeen);
        }
    }

    void aFolderThatIsMissingIsMade()
    {
        const Called called = shellIn(QStringLiteral(
                "\"$THAW\" --data new/folder run wait --set seconds=0 --quiet && ln -s new link && "
                "\"$THAW\" --data link/folder history --csv"));
        QCOMPARE(called.status, 0);
        QVERIFY2(called.errors.isEmpty(), called.errors.constData());
        QCOMPARE(called.output.count('\n'), 2);
        QVERIFY(files().contains(QStringLiteral("new/folder/history.db")));
    }

    // What Qt would make of it is the name of another folder.
    void aFolderWhoseNameIsNoUtf8IsRefused()
    {
        const Called called = shellIn(
                QStringLiteral("\"$THAW\" --data $'caf\\xe9' run wait --set seconds=0 --quiet"));
        QCOMPARE(called.status, 2);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(files().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUserFolders)
#include "tst_userfolders.moc"
