// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/reentrantlock/reentrantlock.h"

#include "jobs/engine/jobthread.h"

#include <algorithm>
#include <vector>

namespace thaw {

using namespace std::chrono_literals;

void ReentrantLock::teach()
{
    countLines(values().recursive ? 2 * values().levels : 4);
    values().recursive ? descendTwice<RecursiveMutex>() : descendTwice<Mutex>();
    concludeFrom(m_depth, m_selfDeadlocks);
}

// Looks now and then who the holder is.
template <typename AnyMutex>
bool ReentrantLock::take(AnyMutex &lock, SourceLine where)
{
    while (!lock.tryLock(paced(1s), where)) {
        if (lock.holder() == currentThreadName()) {
            say(tr("Would wait for ever: it holds the lock itself"), where);
            ++m_selfDeadlocks;
            return false;
        }
    }
    return true;
}

template bool ReentrantLock::take(traced::Mutex &lock, SourceLine where);
template bool ReentrantLock::take(traced::RecursiveMutex &lock, SourceLine where);

// By the thread that holds the lock.
void ReentrantLock::sayLevel(int level, SourceLine where)
{
    m_depth = std::max(m_depth.load(), level);
    say(tr("Holds the lock at level %1").arg(level), where);
}

// Whether all lines of one thread came before those of the other.
bool ReentrantLock::oneAfterTheOther() const
{
    const std::vector<SaidLine> lines = said();
    return std::ranges::is_partitioned(
            lines, [&](const QString &thread) { return thread == lines.front().thread; },
            &SaidLine::thread);
}

void ReentrantLock::concludeFrom(int depth, int selfDeadlocks)
{
    setFact("depth", depth);
    setFact("self_deadlock", selfDeadlocks > 0);
    if (values().recursive) {
        conclude(depth == values().levels && selfDeadlocks == 0 && oneAfterTheOther(),
                 tr("Each thread came to level %1, one thread after the other.").arg(depth));
    } else {
        conclude(depth == 1 && selfDeadlocks == 2,
                 tr("%1 of 2 threads came to level %2 and then waited for themselves.")
                         .arg(selfDeadlocks)
                         .arg(depth));
    }
}

void ReentrantLockValues::declare(ParameterFields &fields)
{
    fields.add("levels", levels,
               {.label = ReentrantLock::tr("Levels"),
                .help = ReentrantLock::tr("How often each thread takes the lock at once"),
                .least = 2,
                .most = 20});
    fields.add("recursive", recursive,
               {.label = ReentrantLock::tr("Recursive"),
                .help = ReentrantLock::tr("Off, to see a thread wait for itself")});
}

namespace {

QString expectedOf(const ReentrantLockValues &values)
{
    return values.recursive
                   ? ReentrantLock::tr("Each thread takes the lock at level 1 to %1, and the other "
                                       "gets it only when all of them have been left.")
                             .arg(values.levels)
                   : ReentrantLock::tr("Each thread takes the lock at level 1, and finds at level "
                                       "2 that it waits for itself.");
}

} // namespace

JobDescriptor reentrantLockLesson()
{
    return describeLesson<ReentrantLock>({
            .id = QStringLiteral("reentrant-lock"),
            .title = ReentrantLock::tr("Reentrant lock"),
            .summary = ReentrantLock::tr("A thread may take a recursive lock again."),
            .chapter = Chapter::Locks,
            .unit = QStringLiteral("lines"),
            .goal = ReentrantLock::tr("A function that holds a lock calls another that takes "
                                      "the same lock. A plain lock makes the thread wait for "
                                      "itself; a recursive one counts."),
            .expected = expectedOf,
            .seconds =
                    [](const ReentrantLockValues &values) {
                        return values.recursive ? 0.4 * values.levels : 2.4;
                    },
    });
}

} // namespace thaw
