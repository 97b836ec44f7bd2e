// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QCoreApplication>
#include <QRunnable>
#include <QString>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace thaw::traced {

/// A QThreadPool with threads of its own, which have a name (Pool-1, ...; in the operating system,
/// too) and a lane each on the timeline, and with a wait that can be canceled. If a task throws,
/// the run fails with that, and the other threads of the job are stopped.
///
/// Destroyed with tasks left it waits until they have ended; if that is because an exception
/// unwinds the lesson, the run is stopped first, and those that haven't begun are dropped.
///
/// Made, waited for and destroyed by one thread; any thread of the job may start a task.
class ThreadPool
{
    Q_DECLARE_TR_FUNCTIONS(thaw::traced::ThreadPool)
public:
    /// Throws std::runtime_error if the system refuses so many threads.
    ThreadPool(JobContext &context, QString name, int workers);
    ~ThreadPool();
    ThreadPool(const ThreadPool &) = delete;
    ThreadPool &operator=(const ThreadPool &) = delete;

    /// Has `task` called on one of the threads, as soon as one is free.
    void start(std::function<void()> task, SourceLine where = SourceLine::current());
    /// Waits until no task is left. Throws Canceled when the run must stop.
    void waitForDone(SourceLine where = SourceLine::current());

    /// How many threads have had a task so far.
    [[nodiscard]] int threadsUsed() const;

private:
    // Started once for each task, by whichever thread is free. It takes the task from a queue here,
    // since ThreadSanitizer doesn't see how one comes through Qt's.
    class Worker : public QRunnable
    {
    public:
        explicit Worker(ThreadPool &pool)
            : m_pool(pool)
        {
            setAutoDelete(false);
        }
        void run() override { m_pool.runNext(); }

    private:
        ThreadPool &m_pool;
    };

    void runNext() noexcept;
    [[nodiscard]] std::function<void()> takeTask();
    [[nodiscard]] QString nameOfThread();

    JobContext &m_context;
    const QString m_name;
    const int m_unwinding;      // exceptions under way when it was made
    mutable std::mutex m_mutex; // protects the next two
    std::deque<std::function<void()>> m_tasks;
    std::map<std::thread::id, QString> m_names;
    Worker m_worker{*this};
    QThreadPool m_native;
};

} // namespace thaw::traced
