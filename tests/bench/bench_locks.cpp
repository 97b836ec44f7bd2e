// SPDX-License-Identifier: GPL-3.0-or-later
// What the recorded mutex costs over the QMutex in it: nanoseconds for one lock, increment and
// unlock, by one thread alone and by four at once, the middle of some turns of each.
#include "jobs/engine/jobthread.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <QCoreApplication>
#include <QMutexLocker>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t increments = 4'000'000; // by all threads together

// Nanoseconds for one increment.
struct Cost
{
    double wall = 0;
    double cpu = 0; // of all threads: says much the same on a busy machine
    std::size_t spans = 0;
};

double each(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::nano>(time).count() / static_cast<double>(increments);
}

Cost bare(int threads)
{
    QMutex mutex;
    std::int64_t counter = 0;
    std::atomic<std::chrono::nanoseconds> cpu{};
    std::vector<std::unique_ptr<QThread>> counters;
    for (int number = 0; number < threads; ++number) {
        counters.emplace_back(QThread::create([&] {
            for (std::int64_t turn = 0; turn < increments / threads; ++turn) {
                const QMutexLocker locker(&mutex);
                counter = counter + 1;
            }
            const QMutexLocker locker(&mutex);
            cpu = cpu.load() + thaw::currentThreadCpu();
        }));
    }
    const auto began = Clock::now();
    for (const auto &thread : counters) {
        thread->start();
    }
    for (const auto &thread : counters) {
        thread->wait();
    }
    return {each(Clock::now() - began), each(cpu), 0};
}

Cost traced(int threads, bool isTraced)
{
    thaw::RunControl control;
    thaw::RunChannel channel([] {});
    channel.setTracing(isTraced);
    thaw::JobContext context(control, channel);
    thaw::traced::Mutex mutex(context, QStringLiteral("the lock"));
    std::int64_t counter = 0;
    std::list<thaw::traced::Thread> counters;
    for (int number = 0; number < threads; ++number) {
        counters.emplace_back(context, QStringLiteral("Counter-%1").arg(number), [&] {
            for (std::int64_t turn = 0; turn < increments / threads; ++turn) {
                const thaw::traced::MutexLocker locker(&mutex);
                counter = counter + 1;
            }
        });
    }
    const auto began = Clock::now();
    for (thaw::traced::Thread &thread : counters) {
        thread.start();
    }
    for (thaw::traced::Thread &thread : counters) {
        thread.wait();
    }
    Cost cost{.wall = each(Clock::now() - began)};
    const thaw::RunUpdate update = channel.take();
    cost.spans = update.spans.size();
    for (const thaw::ThreadCost &thread : update.threads) {
        cost.cpu += each(thread.cpu);
    }
    return cost;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int turns = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    struct Case
    {
        const char *name;
        std::function<Cost()> measure;
        std::vector<Cost> results = {};
    };
    std::vector<Case> cases;
    cases.push_back({"QMutex, 1 thread", [] { return bare(1); }});
    cases.push_back({"traced, 1 thread", [] { return traced(1, false); }});
    cases.push_back({"QMutex, 4 threads", [] { return bare(4); }});
    cases.push_back({"traced, 4 threads", [] { return traced(4, false); }});
    cases.push_back({"traced in lanes, 4 threads", [] { return traced(4, true); }});
    for (int turn = 0; turn < turns; ++turn) {
        for (Case &one : cases) {
            one.results.push_back(one.measure());
        }
    }
    for (Case &one : cases) {
        const auto middle = one.results.begin() + std::ptrdiff_t(one.results.size() / 2);
        std::ranges::nth_element(one.results, middle, {}, &Cost::wall);
        std::printf("%-22s %6.1f ns,", one.name, middle->wall);
        std::ranges::nth_element(one.results, middle, {}, &Cost::cpu);
        std::printf(" %6.1f ns of CPU time, %zu spans\n", middle->cpu, middle->spans);
    }
    return 0;
}
