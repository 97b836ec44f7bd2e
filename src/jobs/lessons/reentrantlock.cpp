// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <algorithm>
#include <atomic>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Mutex;
using traced::RecursiveMutex;
using traced::Thread;

class ReentrantLock : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ReentrantLock)
public:
    explicit ReentrantLock(const ParameterValues &values)
        : Lesson(values)
        , m_levels(values[QStringLiteral("levels")].toInt())
        , m_recursive(values[QStringLiteral("recursive")].toBool())
    {}

private:
    //! [lesson]
    // Takes the lock, and calls what takes the lock again: the thread holds it already.
    template <typename AnyMutex>
    void descend(AnyMutex &lock, int level)
    {
        if (!take(lock)) {
            return;
        }
        noteDepth(level);
        say(tr("Holds the lock at level %1").arg(level));
        sleep(200ms);
        if (level < m_levels) {
            descend(lock, level + 1);
        }
        lock.unlock(); // as often as it was taken: only the last one lets others at it
    }

    // A recursive mutex is given to its holder at once. With a plain one the thread waits for
    // itself: for ever, if it didn't look now and then who the holder is.
    template <typename AnyMutex>
    bool take(AnyMutex &lock)
    {
        while (!lock.tryLock(paced(1s))) {
            if (lock.holder() == currentThreadName()) {
                say(tr("Would wait for ever: it holds the lock itself"));
                noteSelfDeadlock();
                return false;
            }
        }
        return true;
    }

    // Two threads: the second gets the lock when the first has let go of it at every level.
    template <typename AnyMutex>
    void descendTwice()
    {
        AnyMutex lock(context(), tr("the lock"));
        Thread first(context(), QStringLiteral("First"), [&] { descend(lock, 1); });
        Thread second(context(), QStringLiteral("Second"), [&] { descend(lock, 1); });
        first.start();
        second.start();
        first.wait();
        second.wait();
    }
    //! [lesson]

    void teach() override
    {
        countLines(m_recursive ? 2 * m_levels : 4);
        m_recursive ? descendTwice<RecursiveMutex>() : descendTwice<Mutex>();
        concludeFrom(m_depth, m_selfDeadlocks);
    }

    // By the thread that holds the lock.
    void noteDepth(int level) { m_depth = std::max(m_depth.load(), level); }
    void noteSelfDeadlock() { ++m_selfDeadlocks; }

    // Whether all lines of one thread came before those of the other.
    [[nodiscard]] bool oneAfterTheOther() const
    {
        const std::vector<SaidLine> lines = said();
        return std::ranges::is_partitioned(
                lines, [&](const QString &thread) { return thread == lines.front().thread; },
                &SaidLine::thread);
    }

    void concludeFrom(int depth, int selfDeadlocks)
    {
        setFact("depth", depth);
        setFact("self_deadlock", selfDeadlocks > 0);
        if (m_recursive) {
            conclude(depth == m_levels && selfDeadlocks == 0 && oneAfterTheOther(),
                     tr("Each thread came to level %1, one thread after the other.").arg(depth));
        } else {
            conclude(depth == 1 && selfDeadlocks == 2,
                     tr("%1 of 2 threads came to level %2 and then waited for themselves.")
                             .arg(selfDeadlocks)
                             .arg(depth));
        }
    }

    const int m_levels;
    const bool m_recursive;
    std::atomic<int> m_depth = 0; // the deepest
    std::atomic<int> m_selfDeadlocks = 0;
};

QString expectedOf(const ParameterValues &values)
{
    return values[QStringLiteral("recursive")].toBool()
                   ? ReentrantLock::tr("Each thread takes the lock at level 1 to %1, and the other "
                                       "gets it only when all of them have been left.")
                             .arg(values[QStringLiteral("levels")].toInt())
                   : ReentrantLock::tr("Each thread takes the lock at level 1, and finds at level "
                                       "2 that it waits for itself.");
}

} // namespace

JobDescriptor reentrantLockLesson()
{
    return {
            .id = QStringLiteral("reentrant-lock"),
            .title = ReentrantLock::tr("Reentrant lock"),
            .summary = ReentrantLock::tr("A thread may take a recursive lock again."),
            .icon = QStringLiteral("job-reentrant-lock"),
            .chapter = chapterName(Chapter::Locks),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("levels"),
                     .type = ParameterType::Integer,
                     .label = ReentrantLock::tr("Levels"),
                     .help = ReentrantLock::tr("How often each thread takes the lock at once"),
                     .initial = qlonglong{3},
                     .least = 2,
                     .most = 20},
                    {.name = QStringLiteral("recursive"),
                     .type = ParameterType::Switch,
                     .label = ReentrantLock::tr("Recursive"),
                     .help = ReentrantLock::tr("Off, to see a thread wait for itself"),
                     .initial = true},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(
                                values, values[QStringLiteral("recursive")].toBool()
                                                ? 0.4 * values[QStringLiteral("levels")].toInt()
                                                : 2.4);
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<ReentrantLock>(values);
                    },
            .lesson = LessonTexts{.goal = ReentrantLock::tr(
                                          "A function that holds a lock calls another that takes "
                                          "the same lock. A plain lock makes the thread wait for "
                                          "itself; a recursive one counts."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
