// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>

#include <sys/resource.h>

namespace thaw {

/// What the threads of one measurement cost together.
struct ThreadCosts
{
    std::chrono::nanoseconds wall{}; // from the first thread's start to the last one's end
    std::chrono::nanoseconds cpu{};  // of all threads
    qint64 voluntary = 0;            // context switches at which a thread had to wait,
    qint64 involuntary = 0;          // or had used up its turn
    qint64 residentBytes = 0;        // memory that was added when all threads were there
    qint64 stackBytes = 0;           // address space that their stacks have reserved
    int startedThreads = 0;          // those that were a Part
    qint64 steps = 0;                // computed
};

/// Adds up what the threads of one measurement cost, from when it is made.
class ThreadCostSum
{
public:
    ThreadCostSum();

    /// The calling thread is one of them for as long as this lives: its stack counts, its context
    /// switches meanwhile, and at the end all the processor time of the thread.
    class Part
    {
    public:
        explicit Part(ThreadCostSum &sum);
        ~Part();
        Part(const Part &) = delete;
        Part &operator=(const Part &) = delete;

    private:
        ThreadCostSum &m_sum;
        const rusage m_before;
    };

    /// All threads are there now: what memory has been added?
    void noteMemory();

    /// So far; `wall` and `steps` are the caller's to fill in.
    [[nodiscard]] ThreadCosts costs() const;

private:
    std::atomic<qint64> m_cpu = 0; // nanoseconds
    std::atomic<qint64> m_voluntary = 0;
    std::atomic<qint64> m_involuntary = 0;
    std::atomic<qint64> m_stackBytes = 0;
    std::atomic<int> m_threads = 0;
    const qint64 m_residentBefore; // these two are the maker's
    qint64 m_residentAdded = 0;
};

} // namespace thaw
