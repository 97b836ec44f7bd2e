// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"

#include "jobs/engine/jobcontext.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace thaw;

namespace {

QString systemName()
{
    char name[32] = {};
    pthread_getname_np(pthread_self(), name, sizeof name);
    return QString::fromUtf8(name);
}

} // namespace

class TestJobThread : public QObject
{
    Q_OBJECT

    RunControl m_control;
    RunChannel m_channel{[] {}};
    JobContext m_context{m_control, m_channel};

private Q_SLOTS:
    void theGuiThreadIsCalledMain() { QCOMPARE(currentThreadName(), QStringLiteral("main")); }

    void aThreadCarriesItsNameInTheOperatingSystem()
    {
        std::thread thread([this] {
            const JobThreadScope scope(m_context, QStringLiteral("hash-1"), ThreadPriority::Kept);
            QCOMPARE(currentThreadName(), QStringLiteral("hash-1"));
            QCOMPARE(systemName(), QStringLiteral("hash-1"));
        });
        thread.join();
    }

    void aLongNameIsCutForTheSystemOnly()
    {
        std::thread thread([this] {
            const QString name = QStringLiteral("a-very-long-thread-name");
            const JobThreadScope scope(m_context, name, ThreadPriority::Kept);
            QCOMPARE(currentThreadName(), name);
            QCOMPARE(systemName(), name.left(15));
        });
        thread.join();
    }

    void tellsWhatPriorityAThreadHadInTheEnd()
    {
        static_cast<void>(m_channel.take());
        std::thread thread([this] {
            const JobThreadScope scope(m_context, QStringLiteral("low"), ThreadPriority::Kept);
            setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 7);
        });
        thread.join();
        QCOMPARE(m_channel.take().threads.front().nice, 7);
    }

    void reportsWhatAThreadCost()
    {
        static_cast<void>(m_channel.take());
        std::thread thread([this] {
            const JobThreadScope scope(m_context, QStringLiteral("busy"), ThreadPriority::Kept);
            const auto until = currentThreadCpu() + std::chrono::milliseconds(20);
            while (currentThreadCpu() < until) {}
        });
        thread.join();
        const RunUpdate update = m_channel.take();
        QCOMPARE(update.threads.size(), std::size_t{1});
        QCOMPARE(update.threads.front().name, QStringLiteral("busy"));
        QVERIFY(update.threads.front().cpu >= std::chrono::milliseconds(20));
    }

    // As a pool's thread does many tasks.
    void addsUpWhatAThreadCostThatCameAgain()
    {
        static_cast<void>(m_channel.take());
        const auto work = [this](const QString &name) {
            const JobThreadScope scope(m_context, name, ThreadPriority::Kept);
            const auto until = currentThreadCpu() + std::chrono::milliseconds(5);
            while (currentThreadCpu() < until) {}
        };
        const auto workOften = [&](const QString &name, int tasks) {
            for (int task = 0; task < tasks; ++task) {
                work(name);
            }
        };
        std::thread first(workOften, QStringLiteral("Pool-1"), 3);
        std::thread second(workOften, QStringLiteral("Pool-2"), 1);
        first.join();
        second.join();
        std::vector<ThreadCost> costs = m_channel.take().threads;
        QCOMPARE(costs.size(), std::size_t{2});
        std::ranges::sort(costs, {}, &ThreadCost::name);
        QVERIFY(costs[0].cpu >= std::chrono::milliseconds(15));
        QVERIFY(costs[1].cpu >= std::chrono::milliseconds(5));
    }

    void runsEachIndexOnAThreadOfItsOwnTheFirstOnTheCallers()
    {
        std::mutex mutex;
        std::set<std::thread::id> threads;
        std::set<int> indices;
        std::thread::id first;
        runOnThreads(m_context, 4, QStringLiteral("team-"), [&](int index) {
            const std::lock_guard lock(mutex);
            threads.insert(std::this_thread::get_id());
            indices.insert(index);
            if (index == 0) {
                first = std::this_thread::get_id();
            }
        });
        QCOMPARE(threads.size(), std::size_t{4});
        QCOMPARE(indices, (std::set<int>{0, 1, 2, 3}));
        QVERIFY(first == std::this_thread::get_id());
    }

    void throwsOneExceptionAfterAllHaveEnded()
    {
        std::atomic<int> ended = 0;
        const auto run = [&] {
            runOnThreads(m_context, 3, QStringLiteral("team-"), [&](int index) {
                ++ended;
                if (index != 1) {
                    throw std::runtime_error("index " + std::to_string(index));
                }
            });
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, run());
        QCOMPARE(ended.load(), 3);
    }

    void thereIsAtLeastOneCore() { QVERIFY(coreCount() >= 1); }
};

QTEST_GUILESS_MAIN(TestJobThread)
#include "tst_jobthread.moc"
