// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/recorded/mutex.h"
#include "jobs/recorded/semaphore.h"
#include "jobs/recorded/thread.h"

#include <atomic>
#include <list>
#include <random>
#include <thread>

namespace thaw {

namespace {

using recorded::Mutex;
using recorded::MutexLocker;
using recorded::Semaphore;
using recorded::Thread;

class LockedCounter : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::LockedCounter)
public:
    explicit LockedCounter(const ParameterValues &values)
        : Lesson(values)
        , m_threads(values[QStringLiteral("threads")].toInt())
        , m_increments(values[QStringLiteral("increments")].toInt())
        , m_withLock(values[QStringLiteral("lock")].toBool())
    {}

private:
    //! [lesson]
    // Adding one is three steps: read, change, write. The lock makes one of them: no other thread
    // comes in between.
    void addWithLock(Mutex &lock)
    {
        const MutexLocker locker(&lock);
        const qint64 read = m_counter.load(std::memory_order_relaxed);
        m_counter.store(read + 1, std::memory_order_relaxed);
    }

    // Without the lock, another thread may add between the two: then its addition is overwritten.
    // The system may interrupt a thread at any moment; here that happens often.
    template <typename Interruption>
    void addWithoutLock(Interruption interruption)
    {
        context().point();
        const qint64 read = m_counter.load(std::memory_order_relaxed);
        interruption();
        context().point();
        m_counter.store(read + 1, std::memory_order_relaxed);
    }

    // What each thread does: waits at the gate until all are there, and counts. Without the lock
    // the gate is in the middle of the first addition, so that all have read before one writes.
    void count(int number, Semaphore &arrived, Semaphore &gate, Mutex &lock)
    {
        const auto waitForOthers = [&] {
            arrived.release();
            gate.acquire();
        };
        std::minstd_rand dice(static_cast<unsigned>(number));
        const auto yieldNowAndThen = [&] {
            if (dice() % 8 == 0) {
                std::this_thread::yield();
            }
        };
        if (m_withLock) {
            waitForOthers();
            for (int turn = 0; turn < m_increments; ++turn) {
                addWithLock(lock);
            }
        } else {
            addWithoutLock(waitForOthers);
            for (int turn = 1; turn < m_increments; ++turn) {
                addWithoutLock(yieldNowAndThen);
            }
        }
    }

    void countTogether()
    {
        Mutex lock(context(), tr("the lock"));
        Semaphore arrived(context(), tr("the arrival of all"), 0);
        Semaphore gate(context(), tr("the gate"), 0);
        std::list<Thread> threads;
        for (int number = 1; number <= m_threads; ++number) {
            threads.emplace_back(context(), QStringLiteral("Counter-%1").arg(number),
                                 [&, number] { count(number, arrived, gate, lock); });
            threads.back().start();
        }
        for (int number = 1; number <= m_threads; ++number) {
            arrived.acquire();
        }
        gate.release(m_threads);
        for (Thread &thread : threads) {
            thread.wait();
            context().addProgress(m_increments);
        }
    }
    //! [lesson]

    void teach() override
    {
        const qint64 expected = qint64{m_threads} * m_increments;
        context().setProgress(0, expected);
        say(tr("%1 threads count to %2 each").arg(m_threads).arg(m_increments));
        countTogether();
        const qint64 final = m_counter.load(std::memory_order_relaxed);
        const qint64 lost = expected - final;
        say(tr("The counter is %1 of %2").arg(final).arg(expected));
        setFact("expected", expected);
        setFact("final", final);
        setFact("lost", lost);
        conclude(m_withLock ? lost == 0 : lost > 0,
                 lost == 0 ? tr("The counter is %1: no increment was lost.").arg(final)
                           : tr("The counter is %1 in place of %2: %3 increments were lost.")
                                     .arg(final)
                                     .arg(expected)
                                     .arg(lost));
    }

    const int m_threads;
    const int m_increments;
    const bool m_withLock;
    std::atomic<qint64> m_counter = 0;
};

QString expectedOf(const ParameterValues &values)
{
    const QString all = QString::number(values[QStringLiteral("threads")].toLongLong()
                                        * values[QStringLiteral("increments")].toLongLong());
    return values[QStringLiteral("lock")].toBool()
                   ? LockedCounter::tr("The counter is %1 in the end, every time.").arg(all)
                   : LockedCounter::tr(
                             "The counter is less than %1 in the end, and nobody can say by "
                             "how much: increments get lost.")
                             .arg(all);
}

} // namespace

JobDescriptor lockedCounterLesson()
{
    return {
            .id = QStringLiteral("locked-counter"),
            .kind = JobKind::Lesson,
            .title = LockedCounter::tr("A counter with a lock"),
            .summary = LockedCounter::tr("A lock makes read, change and write one step."),
            .icon = QStringLiteral("job-locked-counter"),
            .chapter = chapterName(Chapter::Locks),
            .unit = QStringLiteral("increments"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("threads"),
                     .type = ParameterType::Integer,
                     .label = LockedCounter::tr("Threads"),
                     .help = LockedCounter::tr("How many threads count at once"),
                     .initial = qlonglong{4},
                     .least = 2,
                     .most = 32},
                    {.name = QStringLiteral("increments"),
                     .type = ParameterType::Integer,
                     .label = LockedCounter::tr("Increments"),
                     .help = LockedCounter::tr("How often each thread adds one"),
                     .initial = qlonglong{100'000},
                     .least = 10,
                     .most = 1'000'000},
                    {.name = QStringLiteral("lock"),
                     .type = ParameterType::Switch,
                     .label = LockedCounter::tr("With the lock"),
                     .help = LockedCounter::tr("Off, to see increments get lost"),
                     .initial = true},
            }),
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<LockedCounter>(values);
                    },
            .lesson = LessonTexts{.goal = LockedCounter::tr(
                                          "Threads that change the same number at once overwrite "
                                          "each other's changes, unless a lock lets only one of "
                                          "them at it at a time."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
