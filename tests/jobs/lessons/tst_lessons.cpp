// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/lessonharness.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

// The threads that this process has now, by the system's count.
qsizetype threadCount()
{
    return QDir(QStringLiteral("/proc/self/task"))
            .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
            .size();
}

QByteArray childProcesses()
{
    QFile file(
            QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Values with which a lesson that computes, rather than waits, has few steps or takes long.
using Settings = std::vector<std::pair<const char *, const char *>>;
const std::map<QString, Settings> fewSteps{
        {QStringLiteral("locked-counter"), {{"threads", "2"}, {"increments", "20"}}},
};
const std::map<QString, Settings> lasting{
        {QStringLiteral("locked-counter"), {{"threads", "32"}, {"increments", "1000000"}}},
};

void apply(const std::map<QString, Settings> &table, const QString &id, LessonHarness &lesson)
{
    if (const auto found = table.find(id); found != table.end()) {
        for (const auto &[name, value] : found->second) {
            lesson.set(name, value);
        }
    }
}

} // namespace

/// What holds for every lesson of the catalog, whatever it teaches.
class TestLessons : public QObject
{
    Q_OBJECT

    static void everyLesson()
    {
        QTest::addColumn<QString>("id");
        const JobCatalog jobs = builtInJobs();
        for (const JobDescriptor &job : jobs.all()) {
            if (job.isLesson()) {
                QTest::newRow(qPrintable(job.id)) << job.id;
            }
        }
    }

private Q_SLOTS:
    void saysWhatItShowsAndWhatToExpect_data() { everyLesson(); }
    void saysWhatItShowsAndWhatToExpect()
    {
        QFETCH(QString, id);
        const JobCatalog jobs = builtInJobs();
        const JobDescriptor &lesson = *jobs.find(id);
        QVERIFY(lesson.lesson);
        QVERIFY(lesson.lesson->goal.endsWith(QLatin1Char('.')));
        QVERIFY(lesson.lesson->expected(lesson.parameters.defaults()).endsWith(QLatin1Char('.')));
        QVERIFY(lesson.summary.endsWith(QLatin1Char('.')));
        // What packaging/newlesson.sh has left to be written.
        for (const QString &text : {lesson.title, lesson.summary, lesson.lesson->goal,
                                    lesson.lesson->expected(lesson.parameters.defaults())}) {
            QVERIFY2(!text.startsWith(QLatin1String("WRITE ")), qPrintable(text));
        }
        for (const Parameter &parameter : lesson.parameters.all()) {
            QVERIFY2(!parameter.help.startsWith(QLatin1String("WRITE ")),
                     qPrintable(parameter.help));
        }
        QVERIFY(!lesson.chapter.isEmpty());
        QCOMPARE(lesson.icon, QStringLiteral("job-") + id);
        const Parameter *pace = lesson.parameters.find(QStringLiteral("pace"));
        QVERIFY(pace);
        QCOMPARE(pace->least, 0.05);
        QCOMPARE(pace->most, 10.0);
        QVERIFY(lesson.refusedPlacements.isEmpty());
    }

    void isAsExpectedWithItsDefaults_data() { everyLesson(); }
    void isAsExpectedWithItsDefaults()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        QCOMPARE(lesson.run().kind, OutcomeKind::Finished);
        QVERIFY2(lesson.isAsExpectedOrUntold(), qPrintable(lesson.fact("verdict").toString()));
        QVERIFY2(!lesson.fact("verdict").toString().contains(QLatin1String("WRITE ")),
                 qPrintable(lesson.fact("verdict").toString()));
    }

    // It judges when its threads have ended: before that what they had of the cores isn't known.
    void concludesFromWhatAllItsThreadsHad_data() { everyLesson(); }
    void concludesFromWhatAllItsThreadsHad()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        lesson.run();
        std::chrono::nanoseconds wanted{};
        for (const ThreadCost &thread : lesson.threads()) {
            wanted += thread.cpu + thread.withoutCore;
        }
        const std::chrono::duration<double> told(lesson.fact("core_wanted_s").toDouble());
        QVERIFY2(told + 1ms > wanted, // it is told in milliseconds
                 qPrintable(QStringLiteral("%1 s of %2 ns").arg(told.count()).arg(wanted.count())));
    }

    // The lines that are lit, by their numbers alone, are lines of the file of the idea.
    void lightsOnlyWhatIsShown_data() { everyLesson(); }
    void lightsOnlyWhatIsShown()
    {
        QFETCH(QString, id);
        const QString name = QString(id).remove(QLatin1Char('-'));
        QFile file(QStringLiteral(THAW_SOURCE_DIR "/src/jobs/lessons/%1/%1.cpp").arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        std::set<int> shown;
        bool isInside = false;
        int number = 0;
        for (const QByteArray &line : file.readAll().split('\n')) {
            ++number;
            if (line.trimmed() == "//! [lesson]") {
                isInside = !isInside;
            } else if (isInside) {
                shown.insert(number);
            }
        }
        LessonHarness lesson(id);
        lesson.run();
        std::set<int> lit;
        for (const Span &span : lesson.timeline().spans) {
            QVERIFY2(span.line == 0 || shown.contains(span.line),
                     qPrintable(QString::number(span.line)));
            lit.insert(span.line);
        }
        QVERIFY(lit.size() > 1);
    }

    void theReadmeSaysHowManyThereAre()
    {
        const QStringList words = QStringLiteral("No One Two Three Four Five Six Seven Eight Nine "
                                                 "Ten Eleven Twelve Thirteen Fourteen Fifteen "
                                                 "Sixteen Seventeen Eighteen Nineteen Twenty "
                                                 "Twenty-one Twenty-two Twenty-three Twenty-four "
                                                 "Twenty-five Twenty-six Twenty-seven Twenty-eight "
                                                 "Twenty-nine Thirty")
                                          .split(QLatin1Char(' '));
        QFile readme(QStringLiteral(THAW_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const auto count = std::ranges::count_if(builtInJobs().all(), &JobDescriptor::isLesson);
        const QString sentence = QStringLiteral("\n%1 lessons, ").arg(words[count]);
        QVERIFY2(QString::fromUtf8(readme.readAll()).contains(sentence), qPrintable(sentence));
    }

    // Each figure that is declared, in the table or the chart, is one that the run has measured.
    void measuresTheResultsThatItDeclares_data()
    {
        QTest::addColumn<QString>("id");
        const JobCatalog jobs = builtInJobs();
        for (const JobDescriptor &job : jobs.all()) {
            if (job.lesson && job.lesson->results) {
                QTest::newRow(qPrintable(job.id)) << job.id;
            }
        }
    }
    void measuresTheResultsThatItDeclares()
    {
        QFETCH(QString, id);
        const JobCatalog jobs = builtInJobs();
        const ResultTable &results = *jobs.at(id).lesson->results;
        LessonHarness lesson(id);
        lesson.run();
        const QJsonArray rows = lesson.fact("table").toArray();
        QVERIFY(!rows.isEmpty());
        const auto isMeasured = [&rows](const QString &key) {
            return std::ranges::any_of(
                    rows, [&key](const QJsonValue &row) { return row.toObject()[key].isDouble(); });
        };
        for (const ResultColumn &column : results.columns) {
            QVERIFY2(column.key.isEmpty() ? column.text != nullptr : isMeasured(column.key),
                     qPrintable(column.title));
        }
        QVERIFY(!results.chart.title.isEmpty());
        for (const ResultChart::Bar &bar : results.chart.bars) {
            QVERIFY2(isMeasured(bar.key), qPrintable(bar.key));
        }
        for (const QJsonValue &row : rows) {
            QVERIFY(!results.chart.category(row.toObject()).isEmpty());
        }
        if (!results.chart.levelFact.isEmpty()) {
            QVERIFY(lesson.fact(qPrintable(results.chart.levelFact)).isDouble());
        }
    }

    void isAsExpectedWithoutTracing_data() { everyLesson(); }
    void isAsExpectedWithoutTracing()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        lesson.set("recording", "false").run();
        QVERIFY2(lesson.isAsExpectedOrUntold(), qPrintable(lesson.fact("verdict").toString()));
        QVERIFY(lesson.timeline().spans.empty());
        for (const Lane &lane : lesson.timeline().lanes) {
            QVERIFY(!lesson.openSpan(lane.name));
        }
    }

    // Spans of one lane follow each other, and none is open when all is over.
    void tracesSoundLanes_data() { everyLesson(); }
    void tracesSoundLanes()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        lesson.run();
        std::map<LaneId, Span> last;
        for (const Span &span : lesson.timeline().spans) {
            QVERIFY(span.end > span.start);
            if (const auto before = last.find(span.lane); before != last.end()) {
                QVERIFY(span.start >= before->second.end);
            }
            last.insert_or_assign(span.lane, span);
        }
        QVERIFY(last.size() > 1); // the job's own, and at least one more
        for (const Lane &lane : lesson.timeline().lanes) {
            QVERIFY(!lesson.openSpan(lane.name));
        }
    }

    // At the slowest pace, and at moments that differ with each run of the test.
    void canBeCanceledAtAnyMoment_data() { everyLesson(); }
    void canBeCanceledAtAnyMoment()
    {
        QFETCH(QString, id);
        std::mt19937 random(std::random_device{}());
        const qsizetype threadsBefore = threadCount();
        for (int turn = 0; turn < 4; ++turn) {
            LessonHarness lesson(id);
            if (turn % 2 == 0) {
                lesson.set("pace", "10");
                apply(lasting, id, lesson);
            }
            lesson.start();
            const auto moment = std::chrono::milliseconds(random() % 150);
            std::this_thread::sleep_for(moment);
            lesson.control().requestStop(StopReason::User);
            const auto before = std::chrono::steady_clock::now();
            const OutcomeKind outcome = lesson.finish().kind;
            const auto took = std::chrono::steady_clock::now() - before;
            // 100 ms is what is promised; a busy machine is given more.
            QVERIFY2(took < 2s, qPrintable(QStringLiteral("canceled after %1 ms, it took %2 ms")
                                                   .arg(moment.count())
                                                   .arg(took / 1ms)));
            if (turn % 2 == 0) {
                QCOMPARE(outcome, OutcomeKind::Canceled);
            } else {
                QVERIFY(outcome != OutcomeKind::Failed);
            }
        }
        QTRY_VERIFY(threadCount() <= threadsBefore); // one of before may have ended since
        QCOMPARE(childProcesses(), QByteArray());
    }

    void pausesItsThreads_data() { everyLesson(); }
    void pausesItsThreads()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        lesson.start();
        std::this_thread::sleep_for(10ms);
        lesson.control().pause();
        std::this_thread::sleep_for(60ms); // what was under way comes to its next step
        lesson.collect();
        const qsizetype lines = lesson.lines().size();
        std::this_thread::sleep_for(200ms);
        lesson.collect();
        QCOMPARE(lesson.lines().size(), lines);
        lesson.control().resume();
        QCOMPARE(lesson.finish().kind, OutcomeKind::Finished);
        QVERIFY2(lesson.isAsExpectedOrUntold(), qPrintable(lesson.fact("verdict").toString()));
    }

    // Paused from the first moment to the last, and stepped all the way.
    void canBeSteppedToItsEnd_data() { everyLesson(); }
    void canBeSteppedToItsEnd()
    {
        QFETCH(QString, id);
        LessonHarness lesson(id);
        apply(fewSteps, id, lesson);
        lesson.control().pause();
        std::atomic<bool> ended = false;
        std::jthread person([&] {
            while (!ended) {
                lesson.control().step();
                std::this_thread::sleep_for(100us);
            }
        });
        lesson.start();
        const OutcomeKind outcome = lesson.finish().kind;
        ended = true;
        QCOMPARE(outcome, OutcomeKind::Finished);
        QVERIFY2(lesson.isAsExpectedOrUntold(), qPrintable(lesson.fact("verdict").toString()));
    }
};

QTEST_GUILESS_MAIN(TestLessons)
#include "tst_lessons.moc"
