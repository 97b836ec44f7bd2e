// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/threadpriorities.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/jobthread.h"
#include "jobs/onecore.h"

#include <QTest>

#include <algorithm>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

using namespace thaw;

namespace {

// The nice values that so many threads have when all of them have begun.
std::vector<int> nicesOf(ThreadPriorities &priorities, int count)
{
    std::latch begun(count);
    std::latch asked(count);
    std::mutex mutex; // protects nices
    std::vector<int> nices;
    std::vector<std::jthread> threads;
    for (int number = 0; number < count; ++number) {
        threads.emplace_back([&] {
            priorities.enter(ThreadPriority::Shared);
            begun.arrive_and_wait();
            {
                const std::lock_guard lock(mutex);
                nices.push_back(currentThreadNice());
            }
            asked.arrive_and_wait();
            priorities.leave();
        });
    }
    threads.clear(); // joins
    return nices;
}

} // namespace

class TestThreadPriorities : public QObject
{
    Q_OBJECT

    ThreadPriorities m_priorities;
    const int m_normal = currentThreadNice();

    [[nodiscard]] std::vector<int> all(int count, int nice) const
    {
        return std::vector(static_cast<std::size_t>(count), std::min(nice, 19));
    }

private Q_SLOTS:
    void keepsAsManyAsThereAreCores()
    {
        QCOMPARE(nicesOf(m_priorities, coreCount()), all(coreCount(), m_normal));
    }

    void lowersAllAlikeWhereTheyAreMore()
    {
        const int count = coreCount() + 1;
        QCOMPARE(nicesOf(m_priorities, count), all(count, m_normal + ThreadPriorities::step));
        QCOMPARE(currentThreadNice(), m_normal);
    }

    // A lesson has threads one after the other: the next ones are few again.
    void theNextOnesAreNormalAgain()
    {
        static_cast<void>(nicesOf(m_priorities, coreCount() + 3));
        QCOMPARE(nicesOf(m_priorities, 1), all(1, m_normal));
    }

    // As a thread of a pool of the job's own does, at its next task.
    void aThreadThatComesAgainIsLoweredOnce()
    {
        std::jthread([&] {
            for (int turn = 0; turn < 3; ++turn) {
                m_priorities.enter(ThreadPriority::Shared);
                static_cast<void>(nicesOf(m_priorities, coreCount()));
                m_priorities.leave();
            }
            QCOMPARE(currentThreadNice(), std::min(m_normal + ThreadPriorities::step, 19));
        }).join();
    }

    void lowersNoneIfThePersonWantsIt()
    {
        ThreadPriorities normal;
        normal.choose(JobPriority::Normal);
        QCOMPARE(nicesOf(normal, coreCount() + 3), all(coreCount() + 3, m_normal));
        QCOMPARE(normal.niceOfChild(coreCount() + 3), m_normal);
    }

    // The GUI thread, or one that is borrowed: it counts where it works, and keeps what it has.
    void neverLowersAThreadThatIsToKeepIt()
    {
        m_priorities.enter(ThreadPriority::Kept);
        QCOMPARE(nicesOf(m_priorities, coreCount()),
                 all(coreCount(), m_normal + ThreadPriorities::step));
        QCOMPARE(currentThreadNice(), m_normal);
        m_priorities.leave();
    }

    void childrenHaveWhatThreadsWouldHave()
    {
        QCOMPARE(m_priorities.niceOfChild(coreCount()), m_normal);
        QCOMPARE(m_priorities.niceOfChild(coreCount() + 1),
                 std::min(m_normal + ThreadPriorities::step, 19));
    }

    // On one core, two threads are too many.
    void goesByTheCoresThatTheProcessMayUse()
    {
        std::vector<int> nices;
        {
            const OneCore oneCore;
            nices = nicesOf(m_priorities, 2);
        }
        QCOMPARE(nices, all(2, m_normal + ThreadPriorities::step));
    }

    void itsWordsLeadBackToIt()
    {
        for (const JobPriority priority : jobPriorities) {
            QCOMPARE(jobPriorityOf(jobPriorityWord(priority)), std::optional(priority));
        }
        QVERIFY(!jobPriorityOf(QStringLiteral("Gentle")));
        QVERIFY(!jobPriorityOf({}));
    }
};

QTEST_GUILESS_MAIN(TestThreadPriorities)
#include "tst_threadpriorities.moc"
