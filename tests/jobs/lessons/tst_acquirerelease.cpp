// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestAcquireRelease : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("acquire-release")); }

    void tenThreadsCountToAHundred()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("final").toInt(), 100);
        QVERIFY(!m_lesson->fact("timed_out").toBool());
        QCOMPARE(m_lesson->lines().size(), 10);
        QCOMPARE(m_lesson->progress(), (Progress{10, 10}));
    }

    void countsWithAnyNumbers()
    {
        m_lesson->set("threads", 3).set("increments", 7).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("final").toInt(), 21);
    }

    void aForgottenReleaseIsFoundByATimeLimit()
    {
        m_lesson->set("forget_release", "true").run();
        QVERIFY(m_lesson->isAsExpected());
        QVERIFY(m_lesson->fact("timed_out").toBool());
        QCOMPARE(m_lesson->fact("holder").toString(), QStringLiteral("Forgetful"));
        QCOMPARE(m_lesson->fact("final").toInt(), 1);
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Adder-10")),
                 QStringList{QStringLiteral("Gives up: Forgetful still holds the lock")});
        QCOMPARE(m_lesson->progress(), (Progress{11, 11}));
    }

    void tracesWhoHoldsTheLock()
    {
        m_lesson->set("forget_release", "true").run();
        const std::vector<Span> blocked =
                m_lesson->spans(QStringLiteral("Adder-1"), LaneState::Blocked);
        QCOMPARE(blocked.size(), std::size_t{1});
        QCOMPARE(blocked.front().object, QStringLiteral("the lock"));
        QCOMPARE(blocked.front().holder, QStringLiteral("Forgetful"));
        QVERIFY(blocked.front().length() >= std::chrono::milliseconds(50)); // its time limit
    }
};

QTEST_GUILESS_MAIN(TestAcquireRelease)
#include "tst_acquirerelease.moc"
