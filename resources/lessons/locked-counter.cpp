// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

constexpr int threadCount = 4;
constexpr int increments = 100'000;

int counter = 0;
std::mutex mutex; // protects counter

void count()
{
    for (int i = 0; i < increments; ++i) {
        const std::lock_guard lock(mutex);
        ++counter;
    }
}

int main()
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back(count);
    }
    threads.clear(); // joins them
    std::cout << "The counter is " << counter << " of " << threadCount * increments << '\n';
}
