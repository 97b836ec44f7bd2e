// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

std::mutex mutex; // protects std::cout

void work(int number)
{
    {
        const std::lock_guard lock(mutex);
        std::cout << "Worker " << number << " is here" << std::endl;
    }
    std::this_thread::sleep_for(500ms);
}

int main()
{
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::jthread> workers;
    for (int number = 1; number <= 3; ++number) {
        workers.emplace_back(work, number);
    }
    workers.clear(); // joins them
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << "All waited at the same time: " << std::fixed << std::setprecision(1)
              << took.count() << " s\n";
}
