// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;

class TestDaemonThread : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    // What the first process, that with the daemon, and the second one said.
    [[nodiscard]] QStringList ofProcess(int number) const
    {
        const qsizetype second =
                m_lesson->lines().indexOf(QStringLiteral("A process that waits for its thread has "
                                                         "started"));
        return number == 1 ? m_lesson->lines().mid(0, second) : m_lesson->lines().mid(second);
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("daemon-thread")); }

    void cutsADaemonOff()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        const QStringList lines = ofProcess(1);
        QVERIFY(lines.contains(QStringLiteral("Background: line 1")));
        QVERIFY(lines.contains(QStringLiteral("Main part: ends")));
        QVERIFY(!lines.contains(QStringLiteral("Background: done")));
        QCOMPARE(lines.back(), QStringLiteral("The process has ended"));
        QCOMPARE(m_lesson->fact("lines").toInt(),
                 lines.filter(QStringLiteral("Background: line")).size());
        QCOMPARE(m_lesson->fact("daemon_done"), QJsonValue(false));
        QVERIFY(m_lesson->fact("exit_after_main_ms")[QStringLiteral("daemon")].isDouble());
        QCOMPARE(m_lesson->progress(), (Progress{2, 2}));
    }

    void waitsForAnyOtherThread()
    {
        m_lesson->set("main_s", 1).set("lines_left", 3).run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QStringList lines = ofProcess(2);
        lines = lines.mid(lines.indexOf(QStringLiteral("Main part: ends")) + 1);
        // A line of before may have been on its way when the main part ended.
        lines.removeIf([](const QString &line) {
            return line.startsWith(QLatin1String("Background: line"));
        });
        QCOMPARE(lines.join(QLatin1Char('|')),
                 QStringLiteral("Background: tidying up, to do: 3|"
                                "Background: tidying up, to do: 2|"
                                "Background: tidying up, to do: 1|"
                                "Background: done|The process has ended"));
        QCOMPARE(m_lesson->fact("waited_done"), QJsonValue(true));
        QVERIFY(m_lesson->fact("exit_after_main_ms")[QStringLiteral("waited")].toInt() >= 100);
    }

    void tracesALaneForEachProcess()
    {
        m_lesson->run();
        const std::set<QString> lanes = m_lesson->laneNames();
        QCOMPARE(lanes.size(), std::size_t{2});
        for (const QString &start :
             {QStringLiteral("with a daemon ("), QStringLiteral("without a daemon (")}) {
            QVERIFY(std::ranges::any_of(
                    lanes, [&](const QString &lane) { return lane.startsWith(start); }));
        }
        QVERIFY(!m_lesson->spans(QStringLiteral("job"), LaneState::Waiting).empty());
    }

    void failsIfItCannotStartItself()
    {
        const JobCatalog jobs = builtInJobs(QStringLiteral("/nowhere/thaw"));
        JobHarness lesson(*jobs.find(QStringLiteral("daemon-thread")));
        QCOMPARE(lesson.run().kind, OutcomeKind::Failed);
        QVERIFY(lesson.outcome().reason.contains(QLatin1String("/nowhere/thaw")));
    }

    void failsIfTheProcessFails()
    {
        const JobCatalog jobs = builtInJobs(QStringLiteral("false"));
        JobHarness lesson(*jobs.find(QStringLiteral("daemon-thread")));
        QCOMPARE(lesson.run().kind, OutcomeKind::Failed);
        QCOMPARE(lesson.outcome().reason,
                 QStringLiteral("The process with a daemon ended with the status 1, not 0; run the "
                                "lesson again."));
    }
};

QTEST_GUILESS_MAIN(TestDaemonThread)
#include "tst_daemonthread.moc"
