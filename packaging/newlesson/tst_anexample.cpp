// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestAnExample : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("an-example")); }

    void everyThreadSaysItsLine()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("lines").toInt(), 3);
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Worker-2")),
                 QStringList{QStringLiteral("Here")});
        QCOMPARE(m_lesson->progress(), (Progress{3, 3}));
    }

    void asManyThreadsAsAreAskedFor()
    {
        m_lesson->set("threads", 8).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("lines").toInt(), 8);
        QCOMPARE(m_lesson->laneNames().size(), std::size_t{8});
    }
};

QTEST_GUILESS_MAIN(TestAnExample)
#include "tst_anexample.moc"
