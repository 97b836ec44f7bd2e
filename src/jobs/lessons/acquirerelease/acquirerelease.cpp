// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/acquirerelease/acquirerelease.h"

#include <chrono>
#include <list>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// Acquires the lock, changes what it protects, and releases it, again and again.
void AcquireRelease::add(Mutex &lock)
{
    for (int turn = 0; turn < values().increments; ++turn) {
        lock.lock();
        m_counter += 1;
        sleep(10ms);
        lock.unlock();
    }
    say(tr("Has added %1").arg(values().increments));
}

// Forgets to release it. Nothing else does that, not even the end of the thread.
void AcquireRelease::forget(Mutex &lock)
{
    lock.lock();
    m_counter += 1;
    say(tr("Ends without releasing the lock"));
}

// After that, lock() would wait for ever. With a time limit a thread can give up, and say why.
void AcquireRelease::tryToAdd(Mutex &lock)
{
    if (lock.tryLock(paced(1s))) {
        m_counter += 1;
        lock.unlock();
        return;
    }
    const QString holder = lock.holder();
    say(tr("Gives up: %1 still holds the lock").arg(holder));
    noteTimeOut(holder);
}

void AcquireRelease::addTogether()
{
    Mutex lock(context(), tr("the lock"));
    Thread forgetful(context(), QStringLiteral("Forgetful"), [&] { forget(lock); });
    if (values().forgetRelease) {
        forgetful.start();
        forgetful.wait();
    }
    std::list<Thread> threads;
    for (int number = 1; number <= values().threads; ++number) {
        threads.emplace_back(context(), QStringLiteral("Adder-%1").arg(number),
                             [&] { values().forgetRelease ? tryToAdd(lock) : add(lock); });
        threads.back().start();
    }
    for (Thread &thread : threads) {
        thread.wait();
    }
}
//! [lesson]

} // namespace thaw
