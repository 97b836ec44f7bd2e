// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;

class TestGarbledOutput : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    [[nodiscard]] bool someoneWasBlockedBy(const QString &holder, const QString &thread) const
    {
        return std::ranges::any_of(
                m_lesson->spans(thread, LaneState::Blocked), [&](const Span &span) {
                    return span.object == QLatin1String("the lock") && span.holder == holder;
                });
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("garbled-output")); }

    void keepsLinesWholeWithTheLock()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("garbled_lines"), QJsonValue(0));
        QCOMPARE(m_lesson->fact("lines"), QJsonValue(10));
        QCOMPARE(m_lesson->progress(), (Progress{10, 10}));
        QStringList lines = m_lesson->lines();
        lines.sort();
        QCOMPARE(lines.front(), QStringLiteral("This is line 1"));
        for (qsizetype at = 0; at < lines.size(); at += 2) {
            QCOMPARE(lines[at], lines[at + 1]); // each line twice
        }
    }

    void garblesLinesWithoutTheLockEveryTime()
    {
        for (int turn = 0; turn < 20; ++turn) {
            init();
            m_lesson->set("lock", "false").run();
            QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
            QVERIFY(m_lesson->fact("garbled_lines").toInt() >= 1);
            QCOMPARE(m_lesson->fact("lines"), QJsonValue(10));
        }
    }

    void writesAsManyLinesAsAsked_data()
    {
        QTest::addColumn<int>("lines");
        QTest::addColumn<QByteArray>("lock");
        QTest::newRow("one, locked") << 1 << QByteArray("true");
        QTest::newRow("one, not locked") << 1 << QByteArray("false");
        QTest::newRow("many, locked") << 30 << QByteArray("true");
        QTest::newRow("many, not locked") << 30 << QByteArray("false");
    }
    void writesAsManyLinesAsAsked()
    {
        QFETCH(int, lines);
        QFETCH(QByteArray, lock);
        m_lesson->set("lines", lines).set("lock", lock).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("lines"), QJsonValue(2 * lines));
    }

    void tracesWhoIsBlockedAndByWhom()
    {
        m_lesson->set("pace", 1).run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("First"), QStringLiteral("Second")}));
        QVERIFY(someoneWasBlockedBy(QStringLiteral("First"), QStringLiteral("Second"))
                || someoneWasBlockedBy(QStringLiteral("Second"), QStringLiteral("First")));
        QVERIFY(m_lesson->spans(QStringLiteral("First"), LaneState::Sleeping).size() >= 5);
    }

    void isBlockedByNobodyWithoutTheLock()
    {
        m_lesson->set("lock", "false").run();
        QVERIFY(m_lesson->spans(QStringLiteral("First"), LaneState::Blocked).empty());
        QVERIFY(m_lesson->spans(QStringLiteral("Second"), LaneState::Blocked).empty());
    }
};

QTEST_GUILESS_MAIN(TestGarbledOutput)
#include "tst_garbledoutput.moc"
