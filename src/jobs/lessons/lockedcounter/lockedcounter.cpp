// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lockedcounter/lockedcounter.h"

#include <list>

namespace thaw {

using traced::MutexLocker;

//! [lesson]
// Adding one is three steps: read, change, write. A thread may be interrupted anywhere, also in
// the middle of them, and the others go on. Whoever wakes writes what it has read before, plus one,
// and that overwrites all that they have added meanwhile.
void LockedCounter::addOne(Interruptions &interruptions)
{
    const qint64 read = m_counter.load(std::memory_order_relaxed);
    interruptions.mayCome();
    context().point();
    m_counter.store(read + 1, std::memory_order_relaxed);
}

// The lock makes one step of the three: while its holder sleeps, the others wait.
void LockedCounter::addWithLock(Mutex &lock, Interruptions &interruptions)
{
    const MutexLocker locker(&lock);
    addOne(interruptions);
}

// The steps take a few nanoseconds, so they are rarely interrupted. So that it shows, each thread
// is made to sleep for a moment at about eight places, drawn by lot: between two additions, where
// it does no harm, or in the middle of one. And in its first turn each waits at a gate until all
// are there: before the addition, or, without the lock, in its middle, where all have read the same
// number. So increments are lost, whatever else happens.
void LockedCounter::count(Mutex &lock, Interruptions interruptions)
{
    for (int turn = 0; turn < values().increments; ++turn) {
        interruptions.mayCome();
        if (values().lock) {
            addWithLock(lock, interruptions);
        } else {
            addOne(interruptions);
        }
    }
}

void LockedCounter::countTogether()
{
    Mutex lock(context(), tr("the lock"));
    StartLine gate(context(), values().threads, tr("the gate"), tr("the arrival of all"));
    std::list<Thread> threads;
    for (int number = 1; number <= values().threads; ++number) {
        threads.emplace_back(context(), QStringLiteral("Counter-%1").arg(number),
                             [&] { count(lock, interruptionsFrom(gate)); });
        threads.back().start();
    }
    gate.awaitAll();
    gate.open();
    for (Thread &thread : threads) {
        thread.wait();
        context().addProgress(values().increments);
    }
}
//! [lesson]

} // namespace thaw
