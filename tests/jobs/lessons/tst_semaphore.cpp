// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestSemaphore : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("semaphore")); }

    void letsInTwoAtATime()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QCOMPARE(m_lesson->fact("max_inside").toInt(), 2);
        QCOMPARE(m_lesson->fact("visits").toInt(), 6);
        QVERIFY(m_lesson->fact("took_s").toDouble() >= 0.075); // three times 0.5 s, at the pace
        QCOMPARE(m_lesson->progress(), (Progress{6, 6}));
    }

    void letsInAsManyAsThereArePermits_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("permits");
        QTest::addColumn<int>("inside");
        QTest::newRow("one at a time, as a lock") << 4 << 1 << 1;
        QTest::newRow("more") << 9 << 3 << 3;
        QTest::newRow("fewer threads than permits") << 3 << 8 << 3;
    }
    void letsInAsManyAsThereArePermits()
    {
        QFETCH(int, threads);
        QFETCH(int, permits);
        QFETCH(int, inside);
        m_lesson->set("pace", "0.5").set("threads", threads).set("permits", permits).run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QCOMPARE(m_lesson->fact("max_inside").toInt(), inside);
        QCOMPARE(m_lesson->fact("visits").toInt(), threads);
    }

    void tracesWhoWaitsOutside()
    {
        m_lesson->run();
        std::size_t waited = 0;
        for (const QString &visitor : m_lesson->laneNames()) {
            for (const Span &span : m_lesson->spans(visitor, LaneState::Waiting)) {
                QCOMPARE(span.object, QStringLiteral("the room"));
                ++waited;
            }
        }
        QVERIFY(waited >= 1);
        QVERIFY(waited <= 4); // two find a permit, at least
    }
};

QTEST_GUILESS_MAIN(TestSemaphore)
#include "tst_semaphore.moc"
