// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says of its commands, jobs and options, and of those that it doesn't have.
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace thaw;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QByteArrayList jobs()
{
    QByteArrayList ids;
    const QByteArray json = call(words("list --json")).output;
    for (const QJsonValue job : QJsonDocument::fromJson(json).array()) {
        ids.append(job[u"id"].toString().toUtf8());
    }
    return ids;
}

// The first words of the lines that begin so, and with no more spaces.
QByteArrayList firstWords(const QByteArray &text, const QByteArray &beginning)
{
    QByteArrayList found;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray rest = line.mid(beginning.size());
        if (line.startsWith(beginning) && !rest.isEmpty() && !rest.startsWith(' ')) {
            found.append(rest.left(rest.indexOf(' ')));
        }
    }
    return found;
}

} // namespace

class TestCommandHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheJobsByChapterALineEach_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *arguments : {"--help", "run --help", "compare --help"}) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments);
        }
    }
    void namesTheJobsByChapterALineEach()
    {
        QFETCH(QString, arguments);
        const Called called = call(arguments.split(QLatin1Char(' ')));
        QCOMPARE(called.status, 0);
        QVERIFY(called.errors.isEmpty());
        const QByteArray list = called.output.mid(called.output.indexOf("\nJobs"));
        QCOMPARE(firstWords(list, "    "), jobs());
        QVERIFY2(list.contains("  Threads:\n    numbers-and-letters "), list.constData());
        QVERIFY(list.indexOf("  Costs:\n") < list.indexOf("  Workloads:\n"));
        // And nowhere else, all in one line.
        QVERIFY(!called.output.contains("numbers-and-letters,"));
    }

    void theHelpOfAJobIsAboutThatOne()
    {
        for (const char *arguments :
             {"run wait --help", "run --help wait", "compare wait --help"}) {
            const Called called = call(words(arguments));
            QCOMPARE(called.status, 0);
            QVERIFY2(called.output.contains("\n  seconds=5 "), called.output.constData());
            QVERIFY2(!called.output.contains("algorithm"), called.output.constData());
            QVERIFY2(!called.output.contains("Workloads:"), called.output.constData());
        }
    }

    void listsTheJobsWithTheirParametersByChapter()
    {
        const QByteArray text = call(words("list")).output;
        QVERIFY2(text.startsWith("Threads:\nnumbers-and-letters (lesson): "), text.constData());
        QVERIFY2(text.contains("\n\nWorkloads:\nprimes (workload): "), text.constData());
        QVERIFY(text.contains("\n  limit=20000000000 "));
    }

    void asksWhetherSomethingElseWasMeant_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("meant"); // empty: nothing
        const auto row = [](const char *arguments, const char *meant) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << QByteArray(meant);
        };
        row("hash", "thaw run hash");
        row("hash --set path=. --json", "thaw run hash");
        row("--data /tmp primes", "thaw run primes");
        row("hash --help", "thaw run hash");
        row("hsah", "thaw run hash");
        row("locked-counte", "thaw run locked-counter");
        row("rnu wait", "thaw run");
        row("lsit", "thaw list");
        row("LIST", "thaw list");
        row("histroy --json", "thaw history");
        row("comapre primes", "thaw compare");
        row("help", "thaw --help");
        row("version", "thaw --version");
        row("dance", "");
        row("run hsah", "hash");
        row("run locked", "locked-counter");
        row("run dance", "");
        row("run wait --on wroker", "worker");
        row("run wait --set secons=1", "seconds");
        row("run hash --set path=. --set algorithm=sha265", "sha256");
        row("run wait --jason", "--json");
        row("run wait --trase=x", "--trace");
        row("compare prime", "primes");
        row("compare wait --on worker,pol", "pool");
        row("history --outcome fnished", "finished");
        row("--job wiat", "wait");
        row("--on guy", "gui");
        row("--dat x", "--data");
    }
    void asksWhetherSomethingElseWasMeant()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, meant);
        const Called called = call(arguments.split(QLatin1Char(' ')));
        QCOMPARE(called.status, 2);
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QVERIFY(called.output.isEmpty());
        const QByteArray question = "(did you mean '" + meant + "'?)";
        QCOMPARE(called.errors.contains("did you mean"), !meant.isEmpty());
        QVERIFY2(meant.isEmpty() || called.errors.contains(question), called.errors.constData());
    }

    void namesTheCommandsThatThereAre()
    {
        const Called called = call(words("dance"));
        QVERIFY2(called.errors.contains("list, run, compare, history"), called.errors.constData());
    }

    void quotesWhatItDoesntKnowInOneLine()
    {
        for (const char *odd : {"a\nb", "\x1b[2J", ""}) {
            const Called called = call({QString::fromLatin1(odd)});
            QCOMPARE(called.status, 2);
            QVERIFY2(called.isOneErrorLine(), called.errors.constData());
            QVERIFY(!called.errors.contains('\x1b'));
        }
    }

    void saysWhoseHelpThereIs()
    {
        QVERIFY(call(words("run wait --loud")).errors.contains("see 'thaw run --help'"));
        QVERIFY(call(words("run wait more")).errors.contains("'more' is not expected here"));
        QVERIFY(call(words("--loud")).errors.contains("see 'thaw --help'"));
    }
};

QTEST_GUILESS_MAIN(TestCommandHelp)
#include "tst_commandhelp.moc"
