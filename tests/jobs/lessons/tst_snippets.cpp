// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <map>
#include <memory>

using namespace thaw;

namespace {

// What a snippet must print: a regular expression a line; a comment starts with '#'.
struct Expectation
{
    QStringList lines;
    bool inOrder = false; // else in any order
};

Expectation expectationOf(const QString &id)
{
    QFile file(QStringLiteral(THAW_SOURCE_DIR "/tests/jobs/lessons/snippets/%1.txt").arg(id));
    Expectation expectation;
    if (!file.open(QIODevice::ReadOnly)) {
        return expectation;
    }
    for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (line == QLatin1String("in order")) {
            expectation.inOrder = true;
        } else if (!line.isEmpty() && !line.startsWith(QLatin1Char('#'))) {
            expectation.lines.append(line);
        }
    }
    return expectation;
}

bool matches(const QString &line, const QString &expected)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expected)).match(line).hasMatch();
}

// The first difference, as a sentence; empty if there is none.
QString differenceOf(QStringList lines, const Expectation &expectation)
{
    if (lines.size() != expectation.lines.size()) {
        return QStringLiteral("%1 lines in place of %2")
                .arg(lines.size())
                .arg(expectation.lines.size());
    }
    for (const QString &expected : expectation.lines) {
        const auto candidates = expectation.inOrder ? QStringList{lines.front()} : lines;
        qsizetype found = 0;
        while (found < candidates.size() && !matches(candidates[found], expected)) {
            ++found;
        }
        if (found == candidates.size()) {
            return QStringLiteral("no line is as '%1'").arg(expected);
        }
        lines.removeAt(found);
    }
    return {};
}

} // namespace

/// The snippets that the Lesson tab shows beside the lesson's own code are run as they are. They
/// mostly wait, so all of them run at once.
class TestSnippets : public QObject
{
    Q_OBJECT
    std::map<QString, std::unique_ptr<QProcess>> m_running; // by row

    void start(const QString &row, const QString &program, const QStringList &arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->setStandardInputFile(QProcess::nullDevice());
        process->start(program, arguments);
        m_running.emplace(row, std::move(process));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        QVERIFY2(!python.isEmpty(), "python3 is missing");
        const JobCatalog jobs = builtInJobs();
        for (const JobDescriptor &job : jobs.all()) {
            if (job.isLesson()) {
                // Isolated: queue.py beside it is not to be taken for Python's own module.
                start(job.id + QStringLiteral(".py"), python,
                      {QStringLiteral("-I"),
                       QStringLiteral(THAW_SOURCE_DIR "/resources/lessons/%1.py").arg(job.id)});
                start(job.id + QStringLiteral(".cpp"),
                      QStringLiteral(THAW_SNIPPET_PROGRAMS "/snippet_%1").arg(job.id), {});
            }
        }
        QVERIFY(!m_running.empty());
    }

    void printsWhatItTeaches_data()
    {
        QTest::addColumn<QString>("row");
        for (const auto &[row, process] : m_running) {
            QTest::newRow(qPrintable(row)) << row;
        }
    }
    void printsWhatItTeaches()
    {
        QFETCH(QString, row);
        QProcess &process = *m_running.at(row);
        QVERIFY2(process.state() == QProcess::NotRunning || process.waitForFinished(120'000),
                 "it doesn't end");
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const QByteArray output = process.readAllStandardOutput();
        const Expectation expectation = expectationOf(row.section(QLatin1Char('.'), 0, 0));
        QVERIFY2(!expectation.lines.isEmpty(), "tests/jobs/lessons/snippets has no file for it");
        const QString difference =
                differenceOf(QString::fromUtf8(output).split(QLatin1Char('\n'), Qt::SkipEmptyParts),
                             expectation);
        QVERIFY2(difference.isEmpty(),
                 qPrintable(difference + QStringLiteral(" in:\n") + QString::fromUtf8(output)));
    }

    void cleanupTestCase()
    {
        for (const auto &[row, process] : m_running) {
            process->kill();
            process->waitForFinished();
        }
    }
};

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
