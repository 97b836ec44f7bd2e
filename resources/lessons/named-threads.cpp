// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <iostream>
#include <string>
#include <syncstream>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

std::atomic<int> alive = 0;    // the standard library counts no threads
thread_local std::string name; // and knows no names; the system's are set by pthread_setname_np()

void say(const std::string &text)
{
    std::osyncstream(std::cout) << text << std::endl;
}

void work(int number)
{
    name = "Worker-" + std::to_string(number);
    say(name + " is starting");
    std::this_thread::sleep_for(2s);
    say(name + " is finished");
    --alive;
}

int main()
{
    std::vector<std::jthread> threads;
    for (int number = 0; number < 3; ++number) {
        ++alive;
        threads.emplace_back(work, number);
    }
    say("Threads alive: " + std::to_string(alive) + ", and the main thread");
    threads.clear(); // joins them
    say("Threads alive: " + std::to_string(alive) + ", and the main thread");
}
