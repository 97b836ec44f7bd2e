// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

std::counting_semaphore<2> room(2);
std::mutex mutex; // protects inside, most and std::cout
int inside = 0;
int most = 0;

void visit(int number)
{
    room.acquire();
    {
        const std::lock_guard lock(mutex);
        most = std::max(most, ++inside);
    }
    std::this_thread::sleep_for(500ms);
    {
        const std::lock_guard lock(mutex);
        --inside;
        std::cout << "Visitor " << number << " leaves" << std::endl;
    }
    room.release();
}

int main()
{
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::jthread> visitors;
    for (int number = 1; number <= 6; ++number) {
        visitors.emplace_back(visit, number);
    }
    visitors.clear(); // joins them
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << "At most " << most << " were inside, in " << std::fixed << std::setprecision(1)
              << took.count() << " s\n";
}
