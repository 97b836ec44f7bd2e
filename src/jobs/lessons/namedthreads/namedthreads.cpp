// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/namedthreads/namedthreads.h"

#include "jobs/engine/jobthread.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// All threads run the same function. By its name, each can tell who it is.
void NamedThreads::work(Semaphore &here, Semaphore &counted)
{
    say(tr("%1 is starting").arg(currentThreadName()));
    here.release();
    sleep(2s);
    counted.acquire(); // nobody leaves before the count
    say(tr("%1 is finished").arg(currentThreadName()));
}

void NamedThreads::countThreads()
{
    Semaphore here(context(), QStringLiteral("all to be here"), 0);
    Semaphore counted(context(), QStringLiteral("the count"), 0);
    std::vector<std::unique_ptr<Thread>> threads;
    threads.reserve(static_cast<std::size_t>(values().threads));
    for (int number = 0; number < values().threads; ++number) {
        threads.push_back(
                std::make_unique<Thread>(context(), nameOf(number), [&] { work(here, counted); }));
    }
    for (const auto &thread : threads) {
        thread->start();
    }
    for (int number = 0; number < values().threads; ++number) {
        here.acquire();
    }

    const auto isAlive = [](const auto &thread) { return thread->isRunning(); };
    m_activeDuring = std::ranges::count_if(threads, isAlive);
    m_namesInSystem = namesInSystem();
    say(tr("Threads alive: %1, and the one that counts").arg(m_activeDuring));

    counted.release(values().threads);
    for (const auto &thread : threads) {
        thread->wait();
    }
    m_activeAfter = std::ranges::count_if(threads, isAlive);
    say(tr("Threads alive: %1, and the one that counts").arg(m_activeAfter));
}
//! [lesson]

} // namespace thaw
