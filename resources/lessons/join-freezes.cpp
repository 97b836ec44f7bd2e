// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>

using namespace std::chrono_literals;

// Of the window: functions that its loop calls.
class EventQueue
{
public:
    void put(std::function<void()> event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push(std::move(event));
        m_added.notify_one();
    }
    std::optional<std::function<void()>> get(std::chrono::milliseconds limit)
    {
        std::unique_lock lock(m_mutex);
        if (!m_added.wait_for(lock, limit, [this] { return !m_events.empty(); })) {
            return std::nullopt;
        }
        std::function<void()> event = std::move(m_events.front());
        m_events.pop();
        return event;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_added;
    std::queue<std::function<void()>> m_events;
};

EventQueue events;
std::atomic<bool> refreshing = false;
std::jthread refresher;

void refresh()
{
    refreshing = true;
    std::this_thread::sleep_for(1s);
    refreshing = false;
}

void show()
{
    events.put({}); // the window closes
}

void refreshAndJoin()
{
    refresher = std::jthread(refresh);
    refresher.join();
    show();
}

void refreshAndReturn()
{
    refresher = std::jthread([] {
        refresh();
        events.put(show);
    });
}

const char *runWindow(const std::function<void()> &click)
{
    int ticks = 0;
    events.put(click);
    for (;;) {
        const auto event = events.get(20ms);
        if (!event) {
            ticks += refreshing ? 1 : 0;
        } else if (!*event) {
            return ticks == 0 ? "frozen" : "alive";
        } else {
            (*event)();
        }
    }
}

int main()
{
    std::cout << "Joined at once: the window was " << runWindow(refreshAndJoin) << '\n';
    std::cout << "With a signal: the window was " << runWindow(refreshAndReturn) << '\n';
}
