// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/threadpool.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"
#include "jobs/traced/happensbefore.h"
#include "jobs/traced/waiting.h"

#include <QCoreApplication>

#include <exception>
#include <latch>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace thaw::traced {

namespace {

// QThreadPool doesn't notice when the system refuses it a thread: it would wait for ever for the
// task that it gave it. So as many are asked for beforehand.
void tryThreads(const QString &pool, int count)
{
    std::latch end(1);
    std::vector<std::jthread> threads;
    try {
        for (int number = 0; number < count; ++number) {
            threads.emplace_back([&end] { end.wait(); });
        }
    } catch (const std::system_error &) {
        end.count_down();
        throw std::runtime_error(
                ThreadPool::tr("The system refused a thread of %1; ask for fewer "
                               "workers, close other programs or raise the limits of "
                               "processes and memory.")
                        .arg(pool)
                        .toStdString());
    }
    end.count_down();
}

} // namespace

ThreadPool::ThreadPool(JobContext &context, QString name, int workers)
    : m_context(context)
    , m_name(std::move(name))
    , m_unwinding(std::uncaught_exceptions())
{
    tryThreads(m_name, workers);
    m_native.setMaxThreadCount(workers);
    m_native.setExpiryTimeout(-1); // a thread that went and came again would be another
}

ThreadPool::~ThreadPool()
{
    if (std::uncaught_exceptions() > m_unwinding) {
        RunAccess(m_context).stopAll();
    }
    if (m_context.stopRequested()) {
        m_native.clear();
    }
    waitToTheEnd(m_context, [this](QDeadlineTimer deadline) {
        return m_native.waitForDone(static_cast<int>(deadline.remainingTime()));
    });
    learnFrom(this);
}

void ThreadPool::runNext() noexcept
{
    try {
        const std::function<void()> task = takeTask();
        const JobThreadScope scope(m_context, nameOfThread(), ThreadPriority::Shared);
        m_context.throwIfStopped();
        task();
    } catch (const Canceled &) { // NOLINT(bugprone-empty-catch): the run ends as canceled
    } catch (...) {
        RunAccess(m_context).fail(std::current_exception());
    }
    publishTo(this);
}

std::function<void()> ThreadPool::takeTask()
{
    const std::lock_guard lock(m_mutex);
    std::function<void()> task = std::move(m_tasks.front());
    m_tasks.pop_front();
    return task;
}

QString ThreadPool::nameOfThread()
{
    const std::lock_guard lock(m_mutex);
    QString &name = m_names[std::this_thread::get_id()];
    if (name.isEmpty()) {
        name = QStringLiteral("%1-%2").arg(m_name).arg(m_names.size());
    }
    return name;
}

void ThreadPool::start(std::function<void()> task, SourceLine where)
{
    m_context.point(where);
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_native.start(&m_worker);
}

void ThreadPool::waitForDone(SourceLine where)
{
    m_context.point(where);
    waitInPortions(m_context, LaneState::Waiting, tr("the end of all tasks of %1").arg(m_name), {},
                   std::nullopt, [this](std::chrono::milliseconds time) {
                       return m_native.waitForDone(static_cast<int>(time.count()));
                   });
    learnFrom(this);
    m_context.throwIfStopped(); // the tasks may have ended because of that, and not be done
}

int ThreadPool::threadsUsed() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_names.size());
}

} // namespace thaw::traced
