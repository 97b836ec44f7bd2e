// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int counter = 0;
std::timed_mutex mutex; // protects counter

void add()
{
    for (int i = 0; i < 10; ++i) {
        mutex.lock();
        ++counter;
        std::this_thread::sleep_for(10ms);
        mutex.unlock();
    }
}

int main()
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back(add);
    }
    threads.clear(); // joins them
    std::cout << "The counter is " << counter << '\n';

    mutex.lock(); // and no unlock yet: the next to lock it would wait for ever
    std::jthread([] {
        const bool locked = mutex.try_lock_for(1s);
        std::cout << "Acquired within 1 s: " << (locked ? "yes" : "no") << '\n';
        if (locked) {
            mutex.unlock();
        }
    }).join();
    mutex.unlock();
}
