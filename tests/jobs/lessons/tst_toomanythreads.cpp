// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lessonharness.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <memory>
#include <stdexcept>

#include <pthread.h>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

/// While it lives, every new thread reserves `bytes` for its stack.
class StackSize
{
public:
    explicit StackSize(std::size_t bytes)
    {
        pthread_getattr_default_np(&m_before);
        pthread_attr_t attributes;
        pthread_getattr_default_np(&attributes);
        pthread_attr_setstacksize(&attributes, bytes);
        pthread_setattr_default_np(&attributes);
        pthread_attr_destroy(&attributes);
    }
    ~StackSize()
    {
        pthread_setattr_default_np(&m_before);
        pthread_attr_destroy(&m_before);
    }
    StackSize(const StackSize &) = delete;
    StackSize &operator=(const StackSize &) = delete;

private:
    pthread_attr_t m_before{};
};

} // namespace

class TestTooManyThreads : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    [[nodiscard]] QJsonArray table() const { return m_lesson->fact("table").toArray(); }
    [[nodiscard]] QList<int> threadCounts() const
    {
        QList<int> counts;
        for (const QJsonValue &row : table()) {
            counts.append(row.toObject()[QLatin1String("threads")].toInt());
        }
        return counts;
    }
    [[nodiscard]] double cell(int row, const char *name) const
    {
        const QJsonObject object = table().at(row).toObject();
        if (!object.contains(QLatin1String(name))) {
            throw std::out_of_range(name); // which fails the test
        }
        return object[QLatin1String(name)].toDouble();
    }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("too-many-threads")); }

    void thePoolIsNeverSlowerThanTheWorst()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(threadCounts(), (QList<int>{1, 2, 4, 8, 16, 32, 64, 128, 256, coreCount()}));
        QCOMPARE(m_lesson->progress(), (Progress{30, 30}));
        QVERIFY(m_lesson->fact("pool_not_slower").isBool());
        QVERIFY(threadCounts().contains(m_lesson->fact("worst_threads").toInt()));
        for (int row = 0; row < table().size(); ++row) {
            QCOMPARE(table()[row].toObject()[QLatin1String("pool")].toBool(), row == 9);
            QVERIFY(cell(row, "wall_s") > 0);
            QVERIFY(cell(row, "cpu_s") > 0);
            QVERIFY(cell(row, "voluntary") >= 0);
            QVERIFY(cell(row, "involuntary") >= 0);
            QVERIFY(cell(row, "resident_kb") >= 0);
        }
    }

    // Each thread has a stack of its own; the pool has as many as it has threads.
    void stacksGrowWithTheThreads()
    {
        m_lesson->run();
        const double one = cell(0, "stacks_kb");
        QVERIFY(one >= 16);
        for (int row = 0; row < table().size(); ++row) {
            const double expected = one * threadCounts()[row];
            QVERIFY(qAbs(cell(row, "stacks_kb") - expected) <= threadCounts()[row]);
        }
    }

    void triesAsManyAsAsked_data()
    {
        QTest::addColumn<int>("most");
        QTest::addColumn<QList<int>>("counts");
        QTest::newRow("the least") << 2 << QList<int>{1, 2};
        QTest::newRow("between two powers") << 11 << QList<int>{1, 2, 4, 8, 11};
    }
    void triesAsManyAsAsked()
    {
        QFETCH(int, most);
        QFETCH(QList<int>, counts);
        m_lesson->set("most", most).run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QCOMPARE(threadCounts(), counts + QList<int>{coreCount()});
    }

    void moreComputingTakesMoreCpuTime()
    {
        m_lesson->set("most", 2).set("amount", 10).run();
        const double before = cell(0, "cpu_s");
        m_lesson = std::make_unique<LessonHarness>(QStringLiteral("too-many-threads"));
        m_lesson->set("most", 2).set("amount", 50).run();
        QVERIFY(cell(0, "cpu_s") > 2 * before);
    }

    void theTableIsSaidAligned()
    {
        m_lesson->set("most", 4).run();
        const QStringList lines = m_lesson->lines();
        QCOMPARE(lines.size(), 3 + 1 + 1 + 4);
        for (const QString &line : lines.mid(4)) {
            QCOMPARE(line.size(), lines[4].size());
        }
        QVERIFY(lines.back().trimmed().startsWith(QStringLiteral("pool of %1").arg(coreCount())));
    }

    void everyThreadHasALane()
    {
        m_lesson->set("most", 8).run();
        std::set<QString> expected;
        for (int number = 1; number <= std::max(8, coreCount()); ++number) {
            expected.insert(QStringLiteral("Worker-%1").arg(number));
        }
        QCOMPARE(m_lesson->laneNames(), expected);
        // The last to arrive finds it open, and so may another that was interrupted just before it.
        const auto waitsAtTheStart = [&](const QString &worker) {
            return std::ranges::any_of(m_lesson->spans(worker, LaneState::Waiting),
                                       [](const Span &span) {
                                           return span.object == QLatin1String("the start line");
                                       });
        };
        QVERIFY(std::ranges::any_of(expected, waitsAtTheStart));
    }

    // The system refuses a thread: here for want of room for its stack.
    void aRefusedThreadFailsTheRun_data()
    {
        QTest::addColumn<std::size_t>("stack");
        QTest::newRow("the first one") << (std::size_t{1} << 46);
#ifndef THAW_SANITIZED
        QTest::newRow("one after some others") << (std::size_t{1} << 43);
#endif
    }
    void aRefusedThreadFailsTheRun()
    {
        QFETCH(std::size_t, stack);
        constexpr QtMsgType type =
                QT_VERSION < QT_VERSION_CHECK(6, 7, 0) ? QtCriticalMsg : QtWarningMsg;
        QTest::ignoreMessage(type, QRegularExpression(QStringLiteral("^QThread::start: .*")));
        {
            const StackSize size(stack);
            m_lesson->run();
        }
        QCOMPARE(m_lesson->outcome().kind, OutcomeKind::Failed);
        const QString reason = m_lesson->outcome().reason;
        QVERIFY2(reason.startsWith(QLatin1String("The system refused the thread Worker-")),
                 qPrintable(reason));
        QVERIFY(reason.endsWith(QLatin1Char('.')));
        for (const Lane &lane : m_lesson->timeline().lanes) {
            QVERIFY(!m_lesson->openSpan(lane.name)); // none is left
        }
    }

    // While it computes, too: 100 ms are promised, and a busy machine is given more.
    void isCanceledWhileItComputes()
    {
        m_lesson->set("amount", 2000).start();
        QVERIFY(m_lesson->await([&] { return m_lesson->lines().size() >= 1; }));
        std::this_thread::sleep_for(50ms);
        const auto before = std::chrono::steady_clock::now();
        m_lesson->control().requestStop(StopReason::User);
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < 2s);
    }
};

QTEST_GUILESS_MAIN(TestTooManyThreads)
#include "tst_toomanythreads.moc"
