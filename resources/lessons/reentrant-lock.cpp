// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>

using namespace std::chrono_literals;

constexpr int levels = 3;

std::recursive_mutex mutex; // protects std::cout

void descend(const std::string &name, int level)
{
    const std::lock_guard lock(mutex);
    std::cout << name << " holds the lock at level " << level << '\n';
    std::this_thread::sleep_for(200ms);
    if (level < levels) {
        descend(name, level + 1);
    }
}

int main()
{
    {
        const std::jthread first(descend, "First", 1);
        const std::jthread second(descend, "Second", 1);
    } // joins them

    // To lock a std::mutex again in the same thread is undefined; a semaphore of 1 may be tried.
    std::binary_semaphore plain(1);
    plain.acquire();
    const bool again = plain.try_acquire_for(500ms);
    std::cout << "A plain lock, taken again: " << (again ? "yes" : "no") << '\n';
}
