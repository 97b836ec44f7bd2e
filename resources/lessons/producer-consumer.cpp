// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>

constexpr std::size_t capacity = 1;
constexpr int items = 5;

std::mutex mutex;
std::condition_variable room;
std::condition_variable item;
std::deque<int> buffer;

void produce()
{
    for (int number = 1; number <= items; ++number) {
        std::unique_lock lock(mutex);
        room.wait(lock, [] { return buffer.size() < capacity; });
        std::cout << "Producing " << number << '\n';
        buffer.push_back(number);
        item.notify_one();
    }
}

void consume()
{
    for (int count = 0; count < items; ++count) {
        std::unique_lock lock(mutex);
        item.wait(lock, [] { return !buffer.empty(); });
        std::cout << "Consuming " << buffer.front() << '\n';
        buffer.pop_front();
        room.notify_one();
    }
}

int main()
{
    std::jthread consumer(consume);
    std::jthread producer(produce);
}
