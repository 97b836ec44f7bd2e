// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lessonharness.h"
#include "jobs/traced/process.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

class TestCpuOrIo : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    // Throws, which fails the test, if the table has no such row.
    [[nodiscard]] QJsonObject row(const char *kind, int threads) const
    {
        for (const QJsonValue &value : m_lesson->fact("table").toArray()) {
            const QJsonObject row = value.toObject();
            if (row[QLatin1String("kind")] == QLatin1String(kind)
                && row[QLatin1String("threads")] == threads) {
                return row;
            }
        }
        throw std::out_of_range(kind);
    }
    [[nodiscard]] double cell(const char *kind, int threads, const char *name) const
    {
        return row(kind, threads)[QLatin1String(name)].toDouble();
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("cpu-or-io")); }

    void waitsAndComputesWithThreadsAndProcesses()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("table").toArray().size(), 9);
        QCOMPARE(m_lesson->progress(), (Progress{9, 9}));
        QCOMPARE(m_lesson->fact("global_lock").toString(), QStringLiteral("none"));
        for (const int threads : {1, 2, 4}) {
            QCOMPARE(cell("waiting", threads, "at_once"), threads);
            QVERIFY(cell("waiting", threads, "wall_s") >= 0.1 / threads);
            QVERIFY(cell("waiting", threads, "cpu_s") < cell("waiting", threads, "wall_s") / 2);
            for (const char *kind : {"computing", "processes"}) {
                QVERIFY(cell(kind, threads, "cpu_s") > cell("waiting", threads, "cpu_s"));
            }
            QVERIFY(!row("processes", threads).contains(QLatin1String("at_once")));
        }
        QCOMPARE(cell("computing", 1, "speed_up"), 1.0);
    }

    void theImitatedLockLetsOneComputeAtATimeAndAllWait()
    {
        m_lesson->set("global_lock", "true").set("amount", "60").run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("global_lock").toString(), QStringLiteral("imitated"));
        QVERIFY(m_lesson->lines().front().contains(QLatin1String("imitation")));
        for (const int threads : {1, 2, 4}) {
            QCOMPARE(cell("computing", threads, "at_once"), 1.0);
            QCOMPARE(cell("waiting", threads, "at_once"), threads);
        }
    }

    // Each of two threads gets the lock more than once: it is handed over, not kept to the end.
    void theImitatedLockIsHandedOver()
    {
        m_lesson->set("global_lock", "true").set("amount", "100").run();
        for (const char *name : {"Worker-1", "Worker-2", "Worker-3", "Worker-4"}) {
            const auto blocked = m_lesson->spans(QString::fromLatin1(name), LaneState::Blocked);
            QVERIFY(blocked.size() >= 2);
            QVERIFY(std::ranges::any_of(blocked, [](const Span &span) {
                return span.object == QLatin1String("the interpreter's lock")
                       && span.holder.startsWith(QLatin1String("Worker-"));
            }));
        }
    }

    void theTableIsSaidAlignedAndAsTheFact()
    {
        m_lesson->run();
        const QStringList lines = m_lesson->lines();
        QCOMPARE(lines.size(), 10);
        for (const QString &line : lines) {
            QCOMPARE(line.size(), lines.front().size());
        }
        const QJsonArray table = m_lesson->fact("table").toArray();
        for (int index = 0; index < table.size(); ++index) {
            const QString threads =
                    QString::number(table[index].toObject()[QLatin1String("threads")].toInt());
            QCOMPARE(lines[index + 1].mid(22, 10).trimmed(), threads);
        }
    }

    void moreComputingTakesMoreCpuTime()
    {
        m_lesson->set("amount", "20").run();
        const double before = cell("computing", 4, "cpu_s");
        m_lesson = std::make_unique<LessonHarness>(QStringLiteral("cpu-or-io"));
        m_lesson->set("amount", "100").run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QVERIFY(cell("computing", 4, "cpu_s") > 2 * before);
    }

    // Whatever the figures are, the verdict doesn't contradict them.
    void isAsExpectedOnlyWithFiguresThatSayIt()
    {
        for (int turn = 0; turn < 2; ++turn) {
            LessonHarness lesson(QStringLiteral("cpu-or-io"));
            lesson.run();
            if (!lesson.isAsExpected()) {
                continue;
            }
            for (const QJsonValue value : lesson.fact("table").toArray()) {
                const double speedUp = value[u"speed_up"].toDouble();
                if (value[u"threads"] == 4) {
                    QVERIFY2(value[u"kind"] == QLatin1StringView("waiting")
                                     ? speedUp > 2.5
                                     : speedUp > 0.75 && speedUp < coreCount() * 1.25
                                               && (coreCount() == 1 || speedUp > 1.2),
                             qPrintable(lesson.fact("verdict").toString()));
                }
            }
        }
    }

    // It had of the cores what it computed, and its threads were ready without one at times.
    void tellsWhatItHadOfTheCores()
    {
        m_lesson->run();
        double cpu = 0;
        for (const char *kind : {"waiting", "computing", "processes"}) {
            for (const int threads : {1, 2, 4}) {
                cpu += cell(kind, threads, "cpu_s");
            }
        }
        const double wanted = m_lesson->fact("core_wanted_s").toDouble();
        const double without = m_lesson->fact("without_core_s").toDouble();
        // Of a child the last moments may be missed.
        QVERIFY2(wanted - without > 0.7 * cpu, qPrintable(QString::number(wanted - without)));
        QVERIFY(without > 0);
        QVERIFY(m_lesson->fact("taken_by_others_s").toDouble() >= 0);
    }

    // In steps, no time counts, and nothing is faster than anything else.
    void isNotToBeToldInSteps()
    {
        m_lesson->set("amount", "20").control().pause();
        std::atomic<bool> ended = false;
        std::jthread person([&] {
            while (!ended) {
                m_lesson->control().step();
                std::this_thread::sleep_for(100us);
            }
        });
        m_lesson->start();
        const OutcomeKind outcome = m_lesson->finish().kind;
        ended = true;
        QCOMPARE(outcome, OutcomeKind::Finished);
        QVERIFY(m_lesson->fact("as_expected").isNull());
        const QString verdict = m_lesson->fact("verdict").toString();
        QVERIFY2(verdict.startsWith(QLatin1StringView("the lesson was paused"))
                         || verdict.startsWith(QLatin1StringView("the machine was busy")),
                 qPrintable(verdict));
    }

    void tracesEachThreadAndEachProcess()
    {
        m_lesson->run();
        std::set<QString> threads;
        int children = 0;
        for (const QString &name : m_lesson->laneNames()) {
            if (name.startsWith(QLatin1String("child "))) {
                ++children;
            } else {
                threads.insert(name);
            }
        }
        QCOMPARE(threads, (std::set{QStringLiteral("Worker-1"), QStringLiteral("Worker-2"),
                                    QStringLiteral("Worker-3"), QStringLiteral("Worker-4")}));
        QCOMPARE(children, 7);
        QVERIFY(!m_lesson->spans(QStringLiteral("Worker-4"), LaneState::Sleeping).empty());
    }

    // While it computes, too: 100 ms are promised, and a busy machine is given more.
    void isCanceledWhileItComputes_data()
    {
        QTest::addColumn<int>("measurements"); // made before
        QTest::newRow("in threads") << 3;
        QTest::newRow("in processes") << 6;
    }
    void isCanceledWhileItComputes()
    {
        QFETCH(int, measurements);
        m_lesson->set("amount", measurements == 3 ? "5000" : "500").start();
        QVERIFY(m_lesson->awaitProgress(measurements));
        const auto before = std::chrono::steady_clock::now();
        m_lesson->control().requestStop(StopReason::User);
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < 2s);
    }

    void failsWithoutItsProgram()
    {
        JobHarness lesson(
                *builtInJobs(QStringLiteral("/no/such/program")).find(QStringLiteral("cpu-or-io")));
        lesson.set("pace", "0.05").set("amount", "20");
        QCOMPARE(lesson.run().kind, OutcomeKind::Failed);
        QVERIFY(lesson.outcome().reason.contains(QLatin1String("/no/such/program")));
    }

    // As when the run is canceled before its turn came.
    void aProcessThatWasNeverStartedGoesWithoutAWord()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const traced::Process process(m_lesson->context(), QStringLiteral("child"));
        QCOMPARE(process.output(), QByteArray());
    }

    void theChildRefusesWrongArguments()
    {
        QProcess child;
        child.start(QStringLiteral(THAW_PROGRAM),
                    {QStringLiteral("child"), QStringLiteral("compute")});
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestCpuOrIo)
#include "tst_cpuorio.moc"
