// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;

class TestQueue : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("queue")); }

    void allItemsComeOutOnceAndNobodyWaitsAfterTheClose()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("put").toInt(), 15);
        QCOMPARE(m_lesson->fact("taken").toInt(), 15);
        QVERIFY(m_lesson->fact("every_item_once").toBool());
        QVERIFY(m_lesson->fact("in_order").toBool());
        QVERIFY(m_lesson->fact("put_refused_after_close").toBool());
        QCOMPARE(m_lesson->fact("released_by_close").toInt(), 2);
        const QJsonArray taken = m_lesson->fact("taken_by_consumer").toArray();
        QCOMPARE(taken.size(), 2);
        QCOMPARE(taken[0].toInt() + taken[1].toInt(), 15);
        QCOMPARE(m_lesson->progress(), (Progress{32, 32}));
    }

    void eachLineIsSaidByTheThreadThatDoesIt()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Producer-2")).join(QLatin1Char(',')),
                 QStringLiteral("Putting 6,Putting 7,Putting 8,Putting 9,Putting 10"));
        for (const QString &name : {QStringLiteral("Consumer-1"), QStringLiteral("Consumer-2")}) {
            QCOMPARE(m_lesson->linesOf(name).back(),
                     QStringLiteral("The queue is closed and empty"));
        }
        for (int item = 1; item <= 15; ++item) {
            const QStringList lines = m_lesson->lines();
            const auto put = lines.indexOf(QStringLiteral("Putting %1").arg(item));
            QVERIFY(put >= 0);
            QVERIFY(lines.indexOf(QStringLiteral("Took %1").arg(item)) > put);
        }
    }

    void everyNumberOfThreadsAndEveryCapacityWillDo_data()
    {
        QTest::addColumn<int>("producers");
        QTest::addColumn<int>("consumers");
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("capacity");
        QTest::newRow("the least") << 1 << 1 << 1 << 1;
        QTest::newRow("more consumers than items") << 1 << 16 << 3 << 1;
        QTest::newRow("many producers, no room") << 16 << 3 << 4 << 1;
        QTest::newRow("room for all") << 16 << 16 << 5 << 10'000;
    }
    void everyNumberOfThreadsAndEveryCapacityWillDo()
    {
        QFETCH(int, producers);
        QFETCH(int, consumers);
        QFETCH(int, items);
        QFETCH(int, capacity);
        m_lesson->set("producers", producers).set("consumers", consumers);
        m_lesson->set("items", items).set("capacity", capacity).run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("taken").toInt(), producers * items);
        QCOMPARE(m_lesson->fact("released_by_close").toInt(), consumers);
    }

    void tracesWhoWaitsForAnItem()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("Consumer-1"), QStringLiteral("Consumer-2"),
                           QStringLiteral("Producer-1"), QStringLiteral("Producer-2"),
                           QStringLiteral("Producer-3")}));
        const auto waits = m_lesson->spans(QStringLiteral("Consumer-1"), LaneState::Waiting);
        QVERIFY(std::ranges::any_of(waits, [](const Span &span) {
            return span.object == QLatin1String("an item, or the close") && span.line > 0;
        }));
    }

    // One slow consumer, and room for one item: the producers wait.
    void tracesThatAProducerWaitsForRoom()
    {
        m_lesson->set("consumers", 1).set("capacity", 1).run();
        const auto waits = m_lesson->spans(QStringLiteral("Producer-1"), LaneState::Waiting);
        QVERIFY(std::ranges::any_of(waits, [](const Span &span) {
            return span.object == QLatin1String("room in the queue");
        }));
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
