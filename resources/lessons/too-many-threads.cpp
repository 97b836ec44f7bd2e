// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

constexpr int steps = 50'000'000;  // the same computing each time, in shares
std::atomic<std::uint64_t> result; // so that the computing isn't left out
std::atomic<int> computed;

void compute(int shares)
{
    std::uint64_t value = 1;
    for (int step = 0; step < steps / shares; ++step) {
        value = value * 6364136223846793005U + 1442695040888963407U;
    }
    result += value;
    ++computed;
}

void onThreads(int shares)
{
    std::vector<std::jthread> threads;
    for (int number = 0; number < shares; ++number) {
        threads.emplace_back(compute, shares);
    }
} // joins them

void onPool(int shares)
{
    std::atomic<int> next = 0; // declared before the threads, which use it
    std::vector<std::jthread> pool;
    for (unsigned core = 0; core < std::max(1U, std::thread::hardware_concurrency()); ++core) {
        pool.emplace_back([&] {
            while (next++ < shares) {
                compute(shares);
            }
        });
    }
}

void measure(const std::string &name, const std::function<void(int shares)> &run, int shares)
{
    computed = 0;
    const auto start = std::chrono::steady_clock::now();
    run(shares);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    std::cout << name << ": " << took.count() << " ms, shares computed: " << computed << '\n';
}

int main()
{
    std::cout << std::fixed << std::setprecision(1);
    for (const int threads : {1, 4, 16, 64, 256}) {
        measure("threads: " + std::to_string(threads), onThreads, threads);
    }
    measure("a thread for each core", onPool, 256);
}
