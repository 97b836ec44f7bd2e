// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestReentrantLock : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("reentrant-lock")); }

    void theHolderMayTakeItAgain()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("depth").toInt(), 3);
        QVERIFY(!m_lesson->fact("self_deadlock").toBool());
        const QStringList levels{QStringLiteral("Holds the lock at level 1"),
                                 QStringLiteral("Holds the lock at level 2"),
                                 QStringLiteral("Holds the lock at level 3")};
        QCOMPARE(m_lesson->lines(), levels + levels); // one thread after the other
        QCOMPARE(m_lesson->progress(), (Progress{6, 6}));
    }

    void asOftenAsAsked()
    {
        m_lesson->set("levels", 20).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("depth").toInt(), 20);
    }

    void withAPlainLockAThreadWaitsForItself()
    {
        m_lesson->set("recursive", "false").run();
        QVERIFY(m_lesson->isAsExpected());
        QVERIFY(m_lesson->fact("self_deadlock").toBool());
        QCOMPARE(m_lesson->fact("depth").toInt(), 1);
        QCOMPARE(m_lesson->progress(), (Progress{4, 4}));
        // Traced as such: the lane says that it is blocked by itself.
        const std::vector<Span> blocked =
                m_lesson->spans(QStringLiteral("First"), LaneState::Blocked);
        QVERIFY(!blocked.empty());
        QCOMPARE(blocked.back().holder, QStringLiteral("First"));
    }

    void tracesThatTheOtherIsBlocked()
    {
        m_lesson->run();
        const auto first = m_lesson->spans(QStringLiteral("First"), LaneState::Blocked);
        const auto second = m_lesson->spans(QStringLiteral("Second"), LaneState::Blocked);
        QVERIFY(!first.empty() || !second.empty());
        for (const Span &span : first) {
            QCOMPARE(span.holder, QStringLiteral("Second"));
        }
        for (const Span &span : second) {
            QCOMPARE(span.holder, QStringLiteral("First"));
        }
    }
};

QTEST_GUILESS_MAIN(TestReentrantLock)
#include "tst_reentrantlock.moc"
