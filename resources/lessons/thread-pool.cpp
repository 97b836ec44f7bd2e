// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

// The standard library has futures, but no pool: this is a small one.
class ThreadPool
{
public:
    explicit ThreadPool(int workers)
    {
        for (int index = 0; index < workers; ++index) {
            m_threads.emplace_back([this](const std::stop_token &stop) { work(stop); });
        }
    }

    std::future<int> submit(std::packaged_task<int()> task)
    {
        std::future<int> future = task.get_future();
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
        m_hasTask.notify_one();
        return future;
    }

private:
    void work(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_hasTask.wait(lock, stop, [this] { return !m_tasks.empty(); })) {
            std::packaged_task<int()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task(); // a result or an exception: either goes to its future
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_hasTask;
    std::deque<std::packaged_task<int()>> m_tasks;
    std::vector<std::jthread> m_threads; // the last: they stop before what they use goes
};

std::mutex threadsMutex;
std::set<std::thread::id> threads;

int square(int number)
{
    std::this_thread::sleep_for(200ms);
    {
        const std::lock_guard lock(threadsMutex);
        threads.insert(std::this_thread::get_id());
    }
    if (number == 7) {
        throw std::runtime_error("task " + std::to_string(number) + " has no result");
    }
    return number * number;
}

int main()
{
    {
        ThreadPool pool(4);
        std::vector<std::future<int>> futures;
        for (int number = 1; number <= 20; ++number) {
            futures.push_back(
                    pool.submit(std::packaged_task<int()>([number] { return square(number); })));
        }
        for (std::future<int> &future : futures) {
            try {
                std::cout << future.get() << '\n';
            } catch (const std::runtime_error &failure) {
                std::cout << "Failed: " << failure.what() << '\n';
            }
        }
    }
    std::cout << "Threads: " << threads.size() << '\n';
}
