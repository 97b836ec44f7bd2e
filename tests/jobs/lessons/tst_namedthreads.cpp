// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace thaw;

class TestNamedThreads : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    [[nodiscard]] QStringList namesInSystem() const
    {
        return m_lesson->fact("names_in_system").toVariant().toStringList();
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("named-threads")); }

    void countsTheLivingAndKnowsTheirNames()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("active_during"), QJsonValue(3));
        QCOMPARE(m_lesson->fact("active_after"), QJsonValue(0));
        QCOMPARE(m_lesson->fact("counting_thread"), QJsonValue(QStringLiteral("main")));
        QCOMPARE(namesInSystem().join(QChar::Space), QStringLiteral("Worker-0 Worker-1 Worker-2"));
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Worker-1")).join(QLatin1Char('|')),
                 QStringLiteral("Worker-1 is starting|Worker-1 is finished"));
        QCOMPARE(m_lesson->progress(), (Progress{8, 8}));
    }

    void countsAsManyAsThereAre_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one") << 1;
        QTest::newRow("most") << 32;
    }
    void countsAsManyAsThereAre()
    {
        QFETCH(int, threads);
        m_lesson->set("threads", threads).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("active_during"), QJsonValue(threads));
        QCOMPARE(namesInSystem().size(), threads);
    }

    void takesAnyNameThoughTheSystemCutsIt_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("first");
        QTest::newRow("short") << QByteArray("A") << QStringLiteral("A-0");
        QTest::newRow("long") << QByteArray("Accountant") << QStringLiteral("Accountant-0");
        QTest::newRow("cut") << QByteArray("The accountants of the firm")
                             << QStringLiteral("The accountants");
        QTest::newRow("like a place holder") << QByteArray("%1 %2") << QStringLiteral("%1 %2-0");
        QTest::newRow("cut within a letter") << QByteArray("Stra\xc3\x9f"
                                                           "enbahner\xc3\xbc")
                                             << QStringLiteral("Stra\u00dfenbahner");
        QTest::newRow("more than a line")
                << QByteArray("Two\nlines") << QStringLiteral("Two lines-0");
    }
    void takesAnyNameThoughTheSystemCutsIt()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, first);
        m_lesson->set("name", name).run();
        QVERIFY2(m_lesson->isAsExpected(), qPrintable(m_lesson->fact("verdict").toString()));
        QVERIFY2(namesInSystem().front().startsWith(first), qPrintable(namesInSystem().front()));
        QCOMPARE(namesInSystem().size(), 3);
    }

    void tracesALaneForEachName()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("Worker-0"), QStringLiteral("Worker-1"),
                           QStringLiteral("Worker-2")}));
        for (const QString &name : m_lesson->laneNames()) {
            QCOMPARE(m_lesson->spans(name, LaneState::Sleeping).size(), std::size_t{1});
        }
        QVERIFY(!m_lesson->spans(QStringLiteral("job"), LaneState::Waiting).empty()); // the joins
    }
};

QTEST_GUILESS_MAIN(TestNamedThreads)
#include "tst_namedthreads.moc"
