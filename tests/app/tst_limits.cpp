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
    void verify(const QString &limits, const QString &words) const
    {
        const QString data = m_folder.filePath(QStringLiteral("data"));
        QElapsedTimer timer;
        timer.start();
        const Called called = shell(
                noOtherFiles
                + QStringLiteral("%1; exec \"$THAW\" --data '%2' %3").arg(limits, data, words));
        QVERIFY2(called.status == 0 || called.status == 1, called.errors.constData());
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
                        << limit << words;
            }
        }
    }
    void eachLackIsOneLine()
    {
        QFETCH(QString, limits);
        QFETCH(QString, words);
        verify(limits, words);
    }

    void fewDescriptorsAreToldAsWhatTheyAre()
    {
        const Called called = shell(QStringLiteral("ulimit -n 16; exec \"$THAW\" run wait"));
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine() && called.errors.contains("ulimit -n"),
                 called.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
