// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/job/verdict.h"
#include "jobs/lessons/lessonharness.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <csignal>
#include <memory>

using namespace thaw;

class TestProcesses : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    // The children's, by their lanes; their ids are in the names: "child 1 (1234)".
    [[nodiscard]] std::vector<Lane> childLanes() const
    {
        std::vector<Lane> lanes;
        for (const Lane &lane : m_lesson->timeline().lanes) {
            if (lane.name.startsWith(QLatin1String("child "))) {
                lanes.push_back(lane);
            }
        }
        return lanes;
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("processes")); }

    void eachChildSquaresItsNumberInMemoryOfItsOwn()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("squares").toArray(), (QJsonArray{1, 4, 9, 16}));
        QCOMPARE(m_lesson->fact("variable_in_children").toArray(),
                 (QJsonArray{101, 104, 109, 116}));
        QCOMPARE(m_lesson->fact("variable_in_parent").toInt(), 100);
        std::set<qint64> pids{QCoreApplication::applicationPid()};
        for (const QJsonValue &pid : m_lesson->fact("pids").toArray()) {
            pids.insert(pid.toInteger());
        }
        QCOMPARE(pids.size(), std::size_t{5});
        QCOMPARE(m_lesson->progress(), (Progress{5, 5}));
    }

    void theChildrenRunAtOnce()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->fact("at_once").toInt(), 4);
        QCOMPARE(m_lesson->fact("sequential_s").toDouble(), 0.2);
        // The last to start did so before the first had ended.
        const std::vector<Lane> lanes = childLanes();
        QCOMPARE(lanes.size(), std::size_t{4});
        auto lastStart = Span::Clock::time_point::min();
        auto firstEnd = Span::Clock::time_point::max();
        for (const Lane &lane : lanes) {
            const auto span = std::ranges::find(m_lesson->timeline().spans, lane.id, &Span::lane);
            QVERIFY(span != m_lesson->timeline().spans.end());
            lastStart = std::max(lastStart, span->start);
            firstEnd = std::min(firstEnd, span->end);
        }
        QVERIFY(lastStart < firstEnd);
    }

    // It is the waits that are compared, however long a program takes to load.
    void theTimeOfTheStartDoesntCount()
    {
        const QTemporaryDir folder;
        QFile script(folder.filePath(QStringLiteral("slow")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nsleep 0.5\nexec '" THAW_PROGRAM "' \"$@\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        JobHarness lesson(*builtInJobs(script.fileName()).find(QStringLiteral("processes")));
        lesson.set("pace", "0.1").run();
        QVERIFY(verdictOf(lesson.facts()).has_value());
        QVERIFY2(*verdictOf(lesson.facts()) != Verdict::NotAsExpected,
                 qPrintable(lesson.fact("verdict").toString()));
    }

    void anyNumberOfChildrenWillDo_data()
    {
        QTest::addColumn<int>("children");
        QTest::newRow("one") << 1;
        QTest::newRow("sixteen") << 16;
    }
    void anyNumberOfChildrenWillDo()
    {
        QFETCH(int, children);
        m_lesson->set("children", children).run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(m_lesson->fact("squares").toArray().last().toInt(), children * children);
        QCOMPARE(m_lesson->fact("at_once").toInt(), children);
    }

    // Somebody ends a child: the lesson comes to its end, and says that it wasn't as expected.
    void aChildThatIsKilledIsNoticed()
    {
        m_lesson->set("pace", "10").start();
        QVERIFY(m_lesson->await([this] { return childLanes().size() == 4; }));
        for (const Lane &lane : childLanes()) {
            const QString pid = lane.name.section(QLatin1Char('('), 1).chopped(1);
            QCOMPARE(::kill(pid.toInt(), SIGKILL), 0);
        }
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Finished);
        QVERIFY(!m_lesson->fact("as_expected").toBool());
    }
};

QTEST_GUILESS_MAIN(TestProcesses)
#include "tst_processes.moc"
