// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

class BlockingQueue
{
public:
    void put(int item)
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [this] { return m_items.size() < 4; });
        m_items.push_back(item);
        m_item.notify_one();
    }

    std::optional<int> take()
    {
        std::unique_lock lock(m_mutex);
        m_item.wait(lock, [this] { return !m_items.empty() || m_isClosed; });
        if (m_items.empty()) {
            return std::nullopt;
        }
        const int item = m_items.front();
        m_items.pop_front();
        m_room.notify_one();
        return item;
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        m_item.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_item;
    std::deque<int> m_items;
    bool m_isClosed = false;
};

int main()
{
    BlockingQueue queue;
    std::array<std::vector<int>, 2> taken;
    {
        std::vector<std::jthread> consumers;
        for (std::vector<int> &mine : taken) {
            consumers.emplace_back([&] {
                while (const auto item = queue.take()) {
                    mine.push_back(*item);
                    std::this_thread::sleep_for(100ms);
                }
            });
        }
        std::vector<std::jthread> producers;
        for (int first = 1; first <= 11; first += 5) {
            producers.emplace_back([&queue, first] {
                for (int item = first; item < first + 5; ++item) {
                    std::this_thread::sleep_for(100ms);
                    queue.put(item);
                }
            });
        }
        producers.clear(); // joins them
        queue.close();
    } // joins the consumers

    std::vector<int> all = taken[0];
    all.insert(all.end(), taken[1].begin(), taken[1].end());
    std::sort(all.begin(), all.end());
    std::cout << "Taken:";
    for (const int item : all) {
        std::cout << ' ' << item;
    }
    std::cout << "\nAll consumers have ended\n";
}
