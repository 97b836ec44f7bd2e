// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <syncstream>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

class Event
{
public:
    void set()
    {
        const std::lock_guard lock(m_mutex);
        m_flag = true;
        m_isSet.notify_all();
    }

    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_flag = false;
    }

    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_isSet.wait(lock, [this] { return m_flag; });
    }

private:
    std::mutex m_mutex; // protects m_flag
    std::condition_variable m_isSet;
    bool m_flag = false;
};

int main()
{
    Event event;
    for (int round = 1; round <= 2; ++round) {
        std::vector<std::jthread> waiters;
        for (int number = 1; number <= 4; ++number) {
            waiters.emplace_back([&event, number] {
                event.wait();
                std::osyncstream(std::cout) << "Waiter " << number << " is released" << std::endl;
            });
        }
        std::this_thread::sleep_for(1s);
        std::osyncstream(std::cout) << "Round " << round << ": the event is set" << std::endl;
        event.set();
        waiters.clear(); // joins them
        event.clear();   // not before all have been released
    }
}
