// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/reentrantlock/reentrantlock.h"

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// Takes the lock, and calls what takes the lock again: the thread holds it already. A recursive
// mutex is given to its holder at once. With a plain one the thread waits for itself, for ever.
template <typename AnyMutex>
void ReentrantLock::descend(AnyMutex &lock, int level)
{
    if (!take(lock)) {
        return; // a plain mutex, at the second level: it would wait for itself
    }
    sayLevel(level);
    sleep(200ms);
    if (level < values().levels) {
        descend(lock, level + 1);
    }
    lock.unlock(); // as often as it was taken: only the last one lets others at it
}

// Two threads: the second gets the lock when the first has let go of it at every level.
template <typename AnyMutex>
void ReentrantLock::descendTwice()
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

template void ReentrantLock::descendTwice<traced::Mutex>();
template void ReentrantLock::descendTwice<traced::RecursiveMutex>();

} // namespace thaw
