// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says where the system gives it little.
#include "program.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace thaw;

namespace {

#ifdef THAW_SANITIZED
constexpr bool hasOwnAddressSpace = false; // the sanitizer reserves more than any limit
#else
constexpr bool hasOwnAddressSpace = true;
#endif

constexpr int either = -1; // of the statuses 0 and 1

// What a command must come to under a limit, where that is certain.
int statusUnder(const QString &limit, const QString &words)
{
    if (words == QLatin1StringView("list") || words == QLatin1StringView("run --help")) {
        return 0;
    }
    if (limit == QLatin1StringView("ulimit -n 64")) {
        return 0;
    }
    if (limit.startsWith(QStringLiteral("ulimit -n"))
        || limit == QLatin1StringView("ulimit -v 250000")) {
        return 1;
    }
    const bool isDownload = words.contains(QStringLiteral("download"));
    if (limit.startsWith(QStringLiteral("ulimit -f"))) {
        return isDownload ? 1 : words == QLatin1StringView("history") ? either : 0;
    }
    // How much a thread takes of the rest depends on the machine.
    return words == QLatin1StringView("history") ? 0 : either;
}

// For a shell: what ctest has left open counts, too, and leaves none of four for the program.
const QString noOtherFiles = QStringLiteral(
        "for file in /proc/$$/fd/*; do number=${file##*/}; "
        "if ((number > 2 && number < 255)); then eval \"exec $number>&-\"; fi; done; ");

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    // Its end is its own, soon, and what it says is one line that fits; of a job that fails, and
    // can't be recorded, either, a line of each.
    void verify(const QString &limits, const QString &words, int status) const
    {
        const QString data = m_folder.filePath(QStringLiteral("data"));
        QElapsedTimer timer;
        timer.start();
        const Called called = shell(
                noOtherFiles
                + QStringLiteral("%1; exec \"$THAW\" --data '%2' %3").arg(limits, data, words));
        QVERIFY2(status == either ? called.status == 0 || called.status == 1
                                  : called.status == status,
                 called.errors.constData());
        const bool isUnrecorded = called.errors.contains("thaw: Runs are not recorded: ");
        const qsizetype lines = called.errors.count('\n');
        QVERIFY2(lines == called.errors.count("thaw: "), called.errors.constData());
        QVERIFY2(lines == (isUnrecorded ? 1 : 0) + (called.status == 0 ? 0 : 1),
                 called.errors.constData());
        QVERIFY2(!called.errors.contains("install"), called.errors.constData());
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    [[nodiscard]] QStringList commands() const
    {
        return {QStringLiteral("list"),
                QStringLiteral("run --help"),
                QStringLiteral("history"),
                QStringLiteral("compare wait --set seconds=0 --repeats 1 --quiet"),
                QStringLiteral("run wait --set seconds=0 --quiet"),
                QStringLiteral("run wait --on process --set seconds=0 --quiet"),
                QStringLiteral("run wait --on pool --set seconds=0 --quiet"),
                QStringLiteral("run hash --set path='%1' --quiet").arg(m_folder.path()),
                QStringLiteral("run primes --set limit=1000 --quiet"),
                QStringLiteral("run download --quiet"),
                QStringLiteral("run flood --set seconds=1 --quiet"),
                QStringLiteral("run processes --set pace=0.05 --quiet"),
                QStringLiteral("run locked-counter --set pace=0.05 --quiet"),
                QStringLiteral("run thread-pool --set pace=0.05 --quiet"),
                QStringLiteral("run join-freezes --set pace=0.05 --quiet"),
                QStringLiteral("run daemon-thread --set pace=0.05 --quiet")};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777)));
        QVERIFY(QDir().mkdir(m_folder.filePath(QStringLiteral("data"))));
        QVERIFY(QFile::setPermissions(m_folder.filePath(QStringLiteral("data")),
                                      QFile::Permissions(0x7777)));
    }

    void eachLackIsOneLine_data()
    {
        QTest::addColumn<QString>("limits");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QStringList limits{QStringLiteral("ulimit -n 8"), QStringLiteral("ulimit -n 16"),
                           QStringLiteral("ulimit -n 64"), QStringLiteral("ulimit -f 0"),
                           QStringLiteral("ulimit -f 8")};
        if (hasOwnAddressSpace) { // a sanitizer takes it, and a descriptor
            limits += {QStringLiteral("ulimit -n 4"), QStringLiteral("ulimit -v 250000"),
                       QStringLiteral("ulimit -v 400000"), QStringLiteral("ulimit -v 600000")};
        }
        for (const QString &limit : std::as_const(limits)) {
            for (const QString &words : commands()) {
                QTest::addRow("%s, %s", qPrintable(limit), qPrintable(words.left(30)))
                        << limit << words << statusUnder(limit, words);
            }
        }
    }
    void eachLackIsOneLine()
    {
        QFETCH(QString, limits);
        QFETCH(QString, words);
        QFETCH(int, status);
        verify(limits, words, status);
    }

    void fewDescriptorsAreToldAsWhatTheyAre()
    {
        const Called called = shell(QStringLiteral("ulimit -n 16; exec \"$THAW\" run wait"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine() && called.errors.contains("ulimit -n"),
                 called.errors.constData());
    }

    // Root has no such limit, so it is another who has few then: one who has no processes yet.
    void fewThreadsAreToldAsWhatTheyAre_data()
    {
        QTest::addColumn<int>("processes");
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](int processes, const char *arguments, int status, const char *says) {
            QTest::addRow("%d, %s", processes, arguments)
                    << processes << QString::fromLatin1(arguments) << status << QByteArray(says);
        };
        row(1, "run wait", 1, "refused the first thread");
        row(2, "run wait", 1, "3 threads more than the system gives it; raise the limit");
        row(3, "run wait", 1, "3 threads more than the system gives it; raise the limit");
        row(4, "compare wait", 1, "3 threads more than the system gives it; raise the limit");
        row(20, "run wait --set seconds=0 --quiet", 0, "");
    }
    void fewThreadsAreToldAsWhatTheyAre()
    {
        QFETCH(int, processes);
        QFETCH(QString, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const bool isRoot = geteuid() == 0;
        if (!isRoot && status == 0) {
            return; // who has other processes has the limit for these, too
        }
        const QString as = isRoot ? QStringLiteral("setpriv --reuid=64321 --regid=64321 "
                                                   "--clear-groups --inh-caps=-all ")
                                  : QString();
        if (shell(as + QStringLiteral("test -x \"$THAW\"")).status != 0) {
            qInfo("nobody else can run Thaw from this folder");
            return;
        }
        // (The search for leaks of the address sanitizer needs a thread of its own.)
        const Called called = shell(
                QStringLiteral("export ASAN_OPTIONS=detect_leaks=0; "
                               "exec %1 bash -c 'ulimit -u %2; exec \"$THAW\" --data \"%3\" %4'")
                        .arg(as)
                        .arg(isRoot ? processes : 1)
                        .arg(m_folder.filePath(QStringLiteral("others")), arguments));
        QCOMPARE(called.status, status);
        QVERIFY2(called.errors.count('\n') == status, called.errors.constData());
        QVERIFY2(called.errors.contains(isRoot ? says : QByteArray("refused the first thread")),
                 called.errors.constData());
    }

    // Where the network's libraries find no room, that is the reason, and no fault of theirs.
    void littleMemoryForALibraryIsToldAsWhatItIs()
    {
        if (!hasOwnAddressSpace) {
            return;
        }
        const Called called = shell(
                QStringLiteral("ulimit -v 400000; exec \"$THAW\" --data '%1' run download --quiet")
                        .arg(m_folder.filePath(QStringLiteral("data"))));
        QVERIFY2(called.status == 0 || called.errors.contains("too little memory"),
                 called.errors.constData());
        QVERIFY2(!called.errors.contains("Cannot load") && !called.errors.contains("install"),
                 called.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
