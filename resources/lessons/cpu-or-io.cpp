// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

std::atomic<std::uint64_t> result; // so that the computing isn't left out

void wait(int share)
{
    std::this_thread::sleep_for(1.0s / share);
}

void compute(int share)
{
    std::uint64_t value = 1;
    for (int step = 0; step < 300'000'000 / share; ++step) {
        value = value * 6364136223846793005U + 1442695040888963407U;
    }
    result += value;
}

void measure(const char *name, void (*work)(int share), int count)
{
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpuStart = std::clock();
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < count; ++number) {
            threads.emplace_back(work, count);
        }
    } // joins them
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const double cpu = static_cast<double>(std::clock() - cpuStart) / CLOCKS_PER_SEC;
    std::cout << name << ", threads: " << count << ", took " << wall.count() << " s, CPU " << cpu
              << " s\n";
}

int main()
{
    std::cout << std::fixed << std::setprecision(2);
    for (const int count : {1, 2, 4}) {
        measure("waiting", wait, count);
    }
    for (const int count : {1, 2, 4}) { // faster, as far as there are cores
        measure("computing", compute, count);
    }
}
