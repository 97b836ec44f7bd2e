// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace thaw;

class TestThreadLifecycle : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("thread-lifecycle")); }

    void livesOnceBetweenStartAndEnd()
    {
        m_lesson->run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("alive").toArray(), (QJsonArray{false, true, false}));
        QCOMPARE(m_lesson->fact("second_start_refused"), QJsonValue(true));
        QCOMPARE(m_lesson->lines().back(),
                 QStringLiteral("The thread Worker was started before; a thread runs once."));
        QCOMPARE(m_lesson->fact("started_by").toObject(),
                 (QJsonObject{{QStringLiteral("Worker"), QStringLiteral("main")},
                              {QStringLiteral("Helper of Worker"), QStringLiteral("Worker")}}));
        QCOMPARE(m_lesson->fact("daemon"), QJsonValue(false));
        QCOMPARE(m_lesson->progress(), (Progress{6, 6}));
    }

    void argumentsArriveAsGiven_data()
    {
        QTest::addColumn<QByteArray>("args");
        QTest::addColumn<QByteArray>("kwargs");
        QTest::addColumn<QString>("arrived");
        QTest::newRow("both") << QByteArray("1, 2") << QByteArray("x=3") << "(1, 2, x=3)";
        QTest::newRow("none") << QByteArray() << QByteArray(" ") << "()";
        QTest::newRow("spaces") << QByteArray("  a  b ,c") << QByteArray("y = 4 ,x=a=b")
                                << "(a  b, c, x=a=b, y=4)";
        QTest::newRow("like place holders")
                << QByteArray("%1,%2") << QByteArray("x=%3") << "(%1, %2, x=%3)";
    }
    void argumentsArriveAsGiven()
    {
        QFETCH(QByteArray, args);
        QFETCH(QByteArray, kwargs);
        QFETCH(QString, arrived);
        m_lesson->set("args", args).set("kwargs", kwargs).run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->fact("called_with"), QJsonValue(arrived));
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Worker")),
                 QStringList(QStringLiteral("tell") + arrived));
    }

    void addsNumbers()
    {
        m_lesson->set("target", "add").set("args", "1, -2.5").set("kwargs", "x=4").run();
        QVERIFY(m_lesson->isAsExpected());
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Worker")),
                 QStringList(QStringLiteral("add(1, -2.5, x=4) is 2.5")));
    }

    void failsWithOneSentenceIfItCannotUnderstand_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("error");
        QTest::newRow("nothing between commas")
                << QByteArray("args") << QByteArray("1,,2")
                << "args: in '1,,2' nothing stands beside a comma; write values as in '1, 2'.";
        QTest::newRow("no value") << QByteArray("kwargs") << QByteArray("x=")
                                  << "kwargs: 'x=' is not a name, '=' and a value, as in 'x=3'.";
        QTest::newRow("no name") << QByteArray("kwargs") << QByteArray("3=x")
                                 << "kwargs: '3=x' is not a name, '=' and a value, as in 'x=3'.";
        QTest::newRow("a name twice") << QByteArray("kwargs") << QByteArray("x=1, x=2")
                                      << "kwargs: 'x' stands there twice; a name takes one value.";
        QTest::newRow("blank name") << QByteArray("name") << QByteArray("  ")
                                    << "name: spaces alone are no name; write one as in 'Worker'.";
    }
    void failsWithOneSentenceIfItCannotUnderstand()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QString, error);
        m_lesson->set(name.constData(), value).run();
        QCOMPARE(m_lesson->outcome().kind, OutcomeKind::Failed);
        QCOMPARE(m_lesson->outcome().reason, error);
        QVERIFY(m_lesson->lines().isEmpty());
    }

    void failsToAddWhatIsNoNumber()
    {
        m_lesson->set("target", "add").set("args", "1, two").run();
        QCOMPARE(m_lesson->outcome().kind, OutcomeKind::Failed);
        QCOMPARE(m_lesson->outcome().reason,
                 QStringLiteral("The target add takes numbers, and 'two' is none; write them as in "
                                "'1, 2'."));
    }

    void carriesTheNameThatItIsGiven()
    {
        // Also that of the thread that starts it.
        for (const QByteArray name : {"Anna", "job"}) {
            init();
            m_lesson->set("name", name).set("daemon", "true").run();
            QVERIFY(m_lesson->isAsExpected());
            QCOMPARE(m_lesson->fact("daemon"), QJsonValue(true));
            QCOMPARE(m_lesson->fact("started_by")[QString::fromUtf8(name)],
                     QJsonValue(QStringLiteral("main")));
        }
    }

    void recordsBothThreads()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("Worker"), QStringLiteral("Helper of Worker")}));
        QVERIFY(!m_lesson->spans(QStringLiteral("Worker"), LaneState::Waiting).empty());
        QVERIFY(!m_lesson->spans(QStringLiteral("Worker"), LaneState::Sleeping).empty());
    }
};

QTEST_GUILESS_MAIN(TestThreadLifecycle)
#include "tst_threadlifecycle.moc"
