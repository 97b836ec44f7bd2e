// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <list>
#include <random>

namespace thaw {

namespace {

using traced::Mutex;
using traced::MutexLocker;
using traced::Semaphore;
using traced::Thread;

/// When a thread is interrupted, and for how long: at about eight places, which are others in each
/// thread and in each run, as they would be if the system did it.
class Interruptions
{
public:
    explicit Interruptions(int places)
        : m_mostPlacesBetween(std::max(places / 4, 2))
        , m_random(std::random_device{}())
        , m_placesLeft(draw(m_mostPlacesBetween))
    {}

    [[nodiscard]] bool isDue()
    {
        if (--m_placesLeft > 0) {
            return false;
        }
        m_placesLeft = draw(m_mostPlacesBetween);
        return true;
    }
    [[nodiscard]] std::chrono::microseconds length()
    {
        return std::chrono::microseconds(1000 + draw(8000));
    }

private:
    [[nodiscard]] int draw(int most) { return std::uniform_int_distribution(1, most)(m_random); }

    const int m_mostPlacesBetween;
    std::minstd_rand m_random;
    int m_placesLeft;
};

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
    // Adding one is three steps: read, change, write. A thread may be interrupted anywhere, also in
    // the middle of them; but that is rare, as they take a few nanoseconds.
    template <typename Interruption>
    void addOne(Interruption interruption)
    {
        const qint64 read = m_counter.load(std::memory_order_relaxed);
        interruption();
        context().point();
        m_counter.store(read + 1, std::memory_order_relaxed);
    }

    // The lock makes one step of the three: while its holder sleeps, the others wait.
    template <typename Interruption>
    void addWithLock(Mutex &lock, Interruption interruption)
    {
        const MutexLocker locker(&lock);
        addOne(interruption);
    }

    // Without it, the others go on. Whoever wakes writes what it has read before, plus one, and
    // that overwrites all that they have added meanwhile.
    template <typename Interruption>
    void addWithoutLock(Interruption interruption)
    {
        context().point();
        addOne(interruption);
    }

    // What each thread does: waits at the gate until all are there, and counts. Without the lock
    // the gate is in the middle of the first addition, so that all have read before one writes.
    void count(Semaphore &arrived, Semaphore &gate, Mutex &lock)
    {
        const auto waitForOthers = [&] {
            arrived.release();
            gate.acquire();
        };
        // So that it shows, each thread is made to sleep for a moment at about eight places, drawn
        // by lot: between two additions, where it does no harm, or in the middle of one.
        Interruptions interruptions(2 * m_increments);
        const auto interruption = [&] {
            if (interruptions.isDue()) {
                sleep(interruptions.length());
            }
        };
        if (m_withLock) {
            waitForOthers();
            for (int turn = 0; turn < m_increments; ++turn) {
                interruption();
                addWithLock(lock, interruption);
            }
        } else {
            addWithoutLock(waitForOthers);
            for (int turn = 1; turn < m_increments; ++turn) {
                interruption();
                addWithoutLock(interruption);
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
                                 [&] { count(arrived, gate, lock); });
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
                   ? LockedCounter::tr(
                             "The counter is %1 in the end, every time. While the thread that "
                             "has the lock is interrupted, the others wait for it.")
                             .arg(all)
                   : LockedCounter::tr(
                             "The counter is less than %1 in the end, and nobody can say by "
                             "how much: increments get lost. So that it shows, each "
                             "thread is made to sleep at about eight places that are drawn by "
                             "lot, some of them between reading and writing.")
                             .arg(all);
}

} // namespace

JobDescriptor lockedCounterLesson()
{
    return {
            .id = QStringLiteral("locked-counter"),
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
