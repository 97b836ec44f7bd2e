// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"
#include "jobs/onecore.h"

#include <QTest>

#include <memory>
#include <set>

using namespace thaw;

class TestLockedCounter : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("locked-counter")); }

    void losesNothingWithTheLock()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("expected").toInt(), 400'000);
        QCOMPARE(m_lesson->fact("final").toInt(), 400'000);
        QCOMPARE(m_lesson->fact("lost").toInt(), 0);
        QCOMPARE(m_lesson->progress(), (Progress{400'000, 400'000}));
    }

    void losesIncrementsWithoutIt_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("increments");
        QTest::newRow("4 x 100,000") << 4 << 100'000;
        QTest::newRow("10 x 10") << 10 << 10;
        QTest::newRow("2 x 10") << 2 << 10;
    }
    void losesIncrementsWithoutIt()
    {
        QFETCH(int, threads);
        QFETCH(int, increments);
        m_lesson->set("threads", threads).set("increments", increments).set("lock", "false").run();
        QVERIFY(m_lesson->isAsExpected());
        const int final = m_lesson->fact("final").toInt();
        QVERIFY(final > 0);
        QVERIFY(final < threads * increments);
        QCOMPARE(m_lesson->fact("lost").toInt(), threads * increments - final);
    }

    // It is a race, and no march in step: nobody can say by how much. Of 40 results on two cores 20
    // differ; a busy machine is given more turns.
    void isDifferentEachTime()
    {
        std::set<int> results;
        for (int turn = 0; turn < 80 && results.size() < 20; ++turn) {
            LessonHarness lesson(QStringLiteral("locked-counter"));
            lesson.set("lock", "false").run();
            QVERIFY(lesson.isAsExpected());
            results.insert(lesson.fact("final").toInt());
        }
        QVERIFY2(results.size() >= 20, qPrintable(QString::number(results.size())));
    }

    void losesIncrementsOnOneCoreToo()
    {
        const OneCore oneCore;
        bool isShort = true;
        for (int turn = 0; turn < 10 && isShort; ++turn) {
            LessonHarness lesson(QStringLiteral("locked-counter"));
            lesson.set("lock", "false").run();
            isShort = lesson.isAsExpected() && lesson.fact("final").toInt() < 400'000;
        }
        QVERIFY(isShort);
    }

    void countsWithAnyNumberOfThreads()
    {
        m_lesson->set("threads", 32).set("increments", 1000).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("final").toInt(), 32'000);
    }

    // 400,000 times a lock is taken: what is traced is who had to wait, and stays readable. (With
    // AddressSanitizer, which makes every step longer, they have to wait some 50,000 times.)
    void tracesWhoWaitsForTheLockAndForWhom()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames().size(), std::size_t{4});
        QCOMPARE(m_lesson->timeline().spansDropped(), 0);
        QVERIFY(m_lesson->timeline().spans.size() < 100'000);
        std::size_t waits = 0;
        for (int number = 1; number <= 4; ++number) {
            const QString name = QStringLiteral("Counter-%1").arg(number);
            waits += m_lesson->spans(name, LaneState::Blocked).size();
            for (const Span &span : m_lesson->spans(name, LaneState::Blocked)) {
                QCOMPARE(span.object, QStringLiteral("the lock"));
                QVERIFY(span.holder.isEmpty() || span.holder.startsWith(QLatin1String("Counter-")));
                QVERIFY(span.holder != name);
            }
        }
        QVERIFY(waits >= 8); // while a holder is interrupted, the others wait
    }
};

QTEST_GUILESS_MAIN(TestLockedCounter)
#include "tst_lockedcounter.moc"
