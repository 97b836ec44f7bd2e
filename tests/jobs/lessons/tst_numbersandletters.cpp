// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestNumbersAndLetters : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init()
    {
        m_lesson = std::make_unique<LessonHarness>(QStringLiteral("numbers-and-letters"));
    }

    void twoThreadsTakeNoLongerThanOne()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QCOMPARE(m_lesson->linesOf(QStringLiteral("First")).join(QChar::Space),
                 QStringLiteral("Number: 1 Number: 2 Number: 3 Number: 4 Number: 5"));
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Second")).join(QChar::Space),
                 QStringLiteral("Letter: A Letter: B Letter: C Letter: D Letter: E"));
        QVERIFY(m_lesson->fact("interleaved").toBool());
        QVERIFY(m_lesson->fact("threaded_s").toDouble() >= 0.25);
        QVERIFY(m_lesson->fact("sequential_s").toDouble() >= 0.5);
        QCOMPARE(m_lesson->progress(), (Progress{10, 10}));
    }

    void bothCanRunTheSameFunction()
    {
        m_lesson->set("second", "numbers").set("from", "0").run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        const QStringList lines = m_lesson->linesOf(QStringLiteral("Second"));
        QCOMPARE(lines, m_lesson->linesOf(QStringLiteral("First")));
        QCOMPARE(lines.front(), QStringLiteral("Number: 0"));
        QCOMPARE(lines.size(), 5);
    }

    void oneAfterTheOtherGainsNothing()
    {
        m_lesson->set("sequential", "true").run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QVERIFY(!m_lesson->fact("interleaved").toBool());
        QVERIFY(m_lesson->fact("threaded_s").toDouble() >= 0.5);
        QCOMPARE(m_lesson->lines().mid(0, 5), m_lesson->linesOf(QStringLiteral("First")));
    }

    void tracesWhatEachThreadDoes()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("First"), QStringLiteral("Second")}));
        // In the order in which they were made, whichever begins first.
        QCOMPARE(m_lesson->timeline().lanes.at(2).name, QStringLiteral("First"));
        QCOMPARE(m_lesson->timeline().lanes.at(3).name, QStringLiteral("Second"));
        for (const QString &name : {QStringLiteral("First"), QStringLiteral("Second")}) {
            QCOMPARE(m_lesson->spans(name, LaneState::Sleeping).size(), std::size_t{5});
        }
        QVERIFY(!m_lesson->spans(QStringLiteral("job"), LaneState::Waiting).empty()); // the joins
    }
};

QTEST_GUILESS_MAIN(TestNumbersAndLetters)
#include "tst_numbersandletters.moc"
