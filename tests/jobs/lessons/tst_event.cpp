// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace thaw;

class TestEvent : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("event")); }

    void releasesAllThatWaitAndNoneBefore()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("released").toInt(), 4);
        QCOMPARE(m_lesson->fact("released_second").toInt(), 4);
        QCOMPARE(m_lesson->fact("released_early").toInt(), 0);
        for (const char *delays : {"delays_ms", "delays_second_ms"}) {
            QCOMPARE(m_lesson->fact(delays).toArray().size(), 4);
            for (const QJsonValue &delay : m_lesson->fact(delays).toArray()) {
                QVERIFY(delay.toDouble() >= 0);
            }
        }
        const QStringList round{QStringLiteral("Sets the event"), QStringLiteral("Released"),
                                QStringLiteral("Released"), QStringLiteral("Released"),
                                QStringLiteral("Released")};
        QCOMPARE(m_lesson->lines(), round + round);
        QCOMPARE(m_lesson->progress(), (Progress{10, 10}));
    }

    void releasesAnyNumber()
    {
        m_lesson->set("waiters", 32).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("released").toInt(), 32);
        QCOMPARE(m_lesson->fact("released_second").toInt(), 32);
    }

    void tracesWhatTheThreadsWaitFor()
    {
        m_lesson->set("pace", "0.5").run();
        for (int number = 1; number <= 4; ++number) {
            const auto waits =
                    m_lesson->spans(QStringLiteral("Waiter-%1").arg(number), LaneState::Waiting);
            QCOMPARE(waits.size(), std::size_t{2}); // once a round, in one stretch each
            QCOMPARE(waits.front().object, QStringLiteral("the event"));
        }
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
