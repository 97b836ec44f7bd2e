// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;

class TestThreadPoolLesson : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("thread-pool")); }

    void fewThreadsDoManyTasksAndOneFailureReachesTheCaller()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        const QJsonArray results = m_lesson->fact("results").toArray();
        QCOMPARE(results.size(), 20);
        for (int number = 1; number <= 20; ++number) {
            QCOMPARE(results[number - 1],
                     number == 7 ? QJsonValue(QJsonValue::Null) : QJsonValue(number * number));
        }
        QVERIFY(m_lesson->fact("results_in_order").toBool());
        QCOMPARE(m_lesson->fact("failures").toInt(), 1);
        QCOMPARE(m_lesson->fact("failure").toString(), QStringLiteral("task 7 has no result"));
        QVERIFY(m_lesson->linesOf(QStringLiteral("main"))
                        .contains(QStringLiteral("Failed: task 7 has no result")));
        QVERIFY(m_lesson->fact("threads_used").toInt() <= 4);
        QVERIFY(m_lesson->fact("sequential_s").toDouble() >= 0.2);
        QCOMPARE(m_lesson->progress(), (Progress{21, 21}));
    }

    void itsThreadsAreReused()
    {
        m_lesson->run();
        const std::set<QString> lanes = m_lesson->laneNames();
        QVERIFY(!lanes.empty() && lanes.size() <= 4);
        for (const QString &lane : lanes) {
            QVERIFY(lane.startsWith(QLatin1String("Pool-")));
        }
        QCOMPARE(static_cast<int>(lanes.size()), m_lesson->fact("threads_used").toInt());
        // One entry a thread, however many tasks it had.
        QCOMPARE(std::ranges::count_if(m_lesson->threads(),
                                       [](const ThreadCost &cost) {
                                           return cost.name.startsWith(QLatin1String("Pool-"));
                                       }),
                 static_cast<std::ptrdiff_t>(lanes.size()));
    }

    void oneWorkerDoesOneTaskAfterTheOther()
    {
        m_lesson->set("workers", 1).run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QCOMPARE(m_lesson->fact("threads_used").toInt(), 1);
        QVERIFY(m_lesson->fact("took_s").toDouble()
                >= m_lesson->fact("sequential_s").toDouble() * 0.9);
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Pool-1")).size(), 20);
    }

    void everyNumberOfTasksWillDo_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("tasks");
        QTest::addColumn<int>("fails");
        QTest::addColumn<int>("failures");
        QTest::newRow("none fails") << 4 << 8 << 0 << 0;
        QTest::newRow("the first fails") << 2 << 8 << 1 << 1;
        QTest::newRow("only one, and it fails") << 1 << 1 << 1 << 1;
        QTest::newRow("none of that number") << 4 << 3 << 4 << 0;
        QTest::newRow("more workers than tasks") << 32 << 5 << 5 << 1;
        QTest::newRow("many tasks") << 32 << 500 << 500 << 1;
    }
    void everyNumberOfTasksWillDo()
    {
        QFETCH(int, workers);
        QFETCH(int, tasks);
        QFETCH(int, fails);
        QFETCH(int, failures);
        m_lesson->set("workers", workers).set("tasks", tasks).set("fails", fails).run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("failures").toInt(), failures);
        QCOMPARE(m_lesson->fact("results").toArray().size(), tasks);
        QVERIFY(m_lesson->fact("threads_used").toInt() <= workers);
    }

    void tracesThatTheCallerWaitsForAResult()
    {
        m_lesson->run();
        const auto waits = m_lesson->spans(QStringLiteral("job"), LaneState::Waiting);
        QVERIFY(std::ranges::any_of(waits, [](const Span &span) {
            return span.object == QLatin1String("the result of task 1") && span.line > 0;
        }));
    }
};

QTEST_GUILESS_MAIN(TestThreadPoolLesson)
#include "tst_threadpool.moc"
