// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;

namespace {

const QString producer = QStringLiteral("Producer-1");
const QString consumer = QStringLiteral("Consumer-1");

} // namespace

class TestProducerConsumer : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("producer-consumer")); }

    void producingAndConsumingTakeTurnsWithRoomForOne()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->lines().join(QLatin1Char(',')),
                 QStringLiteral("Producing 1,Consuming 1,Producing 2,Consuming 2,Producing 3,"
                                "Consuming 3,Producing 4,Consuming 4,Producing 5,Consuming 5"));
        QCOMPARE(m_lesson->linesOf(producer).size(), 5);
        QCOMPARE(m_lesson->linesOf(consumer).size(), 5);
        QCOMPARE(m_lesson->fact("produced").toInt(), 5);
        QCOMPARE(m_lesson->fact("consumed").toInt(), 5);
        QCOMPARE(m_lesson->fact("most_in_buffer").toInt(), 1);
        QCOMPARE(m_lesson->fact("empty_takes").toInt(), 0);
        QCOMPARE(m_lesson->fact("alternating").toBool(), true);
        QCOMPARE(m_lesson->progress(), (Progress{5, 5}));
    }

    // Without waits the producer is the faster one, since it need not wait for anything.
    void theProducerRunsAheadUntilTheBufferIsFull()
    {
        m_lesson->set("capacity", 3).set("items", 200).set("wait", 0).run();
        QVERIFY(m_lesson->isAsExpected());
        QVERIFY(m_lesson->fact("most_in_buffer").toInt() >= 1);
        QVERIFY(m_lesson->fact("most_in_buffer").toInt() <= 3);
        QVERIFY(!m_lesson->fact("alternating").toBool()
                || m_lesson->fact("most_in_buffer").toInt() == 1);
    }

    void everyItemIsConsumedOnce_data()
    {
        QTest::addColumn<int>("producers");
        QTest::addColumn<int>("consumers");
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("capacity");
        QTest::newRow("many of each") << 4 << 3 << 50 << 2;
        QTest::newRow("one place for many") << 5 << 4 << 20 << 1;
        QTest::newRow("more consumers than items") << 1 << 16 << 3 << 1;
        QTest::newRow("more room than items") << 16 << 1 << 5 << 100'000;
        QTest::newRow("one item") << 1 << 1 << 1 << 1;
        QTest::newRow("more than is shown") << 2 << 2 << 20'000 << 64;
    }
    void everyItemIsConsumedOnce()
    {
        QFETCH(int, producers);
        QFETCH(int, consumers);
        QFETCH(int, items);
        QFETCH(int, capacity);
        m_lesson->set("producers", producers).set("consumers", consumers);
        m_lesson->set("items", items).set("capacity", capacity).set("wait", 0).run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("produced").toInt(), producers * items);
        QCOMPARE(m_lesson->fact("consumed").toInt(), producers * items);
        QVERIFY(m_lesson->fact("every_item_once").toBool());
        QVERIFY(m_lesson->fact("in_order").toBool());
        QCOMPARE(m_lesson->lines().isEmpty(), producers * items > 1000);
    }

    void aWaitGuardedByIfTakesFromAnEmptyBuffer_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one of each") << 1;
        QTest::newRow("three of each") << 3;
    }
    void aWaitGuardedByIfTakesFromAnEmptyBuffer()
    {
        QFETCH(int, threads);
        m_lesson->set("wait_with", "if").set("producers", threads).set("consumers", threads).run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QVERIFY(m_lesson->fact("empty_takes").toInt() >= threads); // each was woken for nothing
        QCOMPARE(m_lesson->fact("empty_takes").toInt(),
                 m_lesson->lines().filter(QStringLiteral("Nothing to consume")).size());
        QCOMPARE(m_lesson->fact("consumed").toInt(), 5 * threads);
    }

    void tracesWhoWaitsForWhat()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(), (std::set{producer, consumer}));
        const auto waits = [this](const QString &lane, const QString &object) {
            return std::ranges::any_of(
                    m_lesson->spans(lane, LaneState::Waiting),
                    [&](const Span &span) { return span.object == object && span.line > 0; });
        };
        QVERIFY(waits(consumer, QStringLiteral("an item")));
        QCOMPARE(m_lesson->spans(producer, LaneState::Sleeping).size(), std::size_t{5});
        QCOMPARE(m_lesson->spans(consumer, LaneState::Sleeping).size(), std::size_t{5});
    }

    void tracesThatTheProducerWaitsForRoom()
    {
        m_lesson->set("wait", 0).set("items", 300).run();
        const std::vector<Span> waits = m_lesson->spans(producer, LaneState::Waiting);
        QVERIFY(std::ranges::any_of(waits, [](const Span &span) {
            return span.object == QLatin1String("room in the buffer");
        }));
    }

    void canBeCanceledWhileItHandsOverAtFullSpeed()
    {
        m_lesson->set("items", 500'000).set("recording", "false").start();
        QVERIFY(m_lesson->awaitProgress(100));
        m_lesson->control().requestStop(StopReason::User);
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Canceled);
    }
};

QTEST_GUILESS_MAIN(TestProducerConsumer)
#include "tst_producerconsumer.moc"
