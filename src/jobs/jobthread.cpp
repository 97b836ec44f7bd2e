// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobthread.h"

#include "jobs/jobcontext.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#ifdef Q_OS_LINUX
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif
#include <ctime>

namespace thaw {

namespace {

thread_local QString t_name; // set by the scope that the thread is in

void nameInSystem(const QString &name)
{
#ifdef Q_OS_LINUX
    // The name of the process's first thread is the name of the process in ps and top: leave it.
    if (gettid() != getpid()) {
        pthread_setname_np(pthread_self(), name.toUtf8().left(15).constData());
    }
#else
    Q_UNUSED(name)
#endif
}

void lowerPriority()
{
#ifdef Q_OS_LINUX
    // Linux gives each thread a nice value of its own (setpriority(2), NOTES). Raising it can't
    // fail for lack of rights, and if it did the run would only be less polite.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19));
#endif
}

} // namespace

QString currentThreadName()
{
    if (!t_name.isEmpty()) {
        return t_name;
    }
    const QThread *thread = QThread::currentThread();
    if (qApp && thread == qApp->thread()) {
        return QStringLiteral("main");
    }
    const QString name = thread->objectName();
    return name.isEmpty() ? QStringLiteral("thread") : name;
}

std::chrono::nanoseconds currentThreadCpu()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

int coreCount()
{
#ifdef Q_OS_LINUX
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return std::max(1, CPU_COUNT(&set));
    }
#endif
    return std::max(1, QThread::idealThreadCount());
}

JobThreadScope::JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority)
    : JobThreadScope(context, name, priority, context.channel().laneForThread(name))
{}

JobThreadScope::JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority,
                               const Lane &lane)
    : m_context(context)
    , m_name(name)
    , m_previousName(std::exchange(t_name, name))
    , m_cpuBefore(currentThreadCpu())
    , m_recorder(context.channel(), lane)
{
    context.control().threadBegins();
    nameInSystem(name);
    if (priority == ThreadPriority::Lowered) {
        lowerPriority();
    }
}

JobThreadScope::~JobThreadScope()
{
    t_name = m_previousName;
    m_context.addThread({m_name, currentThreadCpu() - m_cpuBefore, m_recorder.lane()});
}

void runOnThreads(JobContext &context, int threads, const QString &name,
                  const std::function<void(int index)> &body)
{
    std::mutex mutex; // protects failure
    std::exception_ptr failure;
    const auto guarded = [&](int index) {
        try {
            body(index);
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = failure ? failure : std::current_exception();
        }
    };

    std::atomic<int> running = 0;
    std::vector<std::jthread> started;
    started.reserve(static_cast<std::size_t>(threads)); // no surprise once threads run
    int refusedFrom = threads;
    for (int index = 1; index < threads; ++index) {
        ++running;
        try {
            started.emplace_back([&, index] {
                const JobThreadScope scope(context, name + QString::number(index),
                                           ThreadPriority::Lowered);
                guarded(index);
                --running;
            });
        } catch (const std::system_error &) {
            --running;
            refusedFrom = index;
            break;
        }
    }
    guarded(0);
    for (int index = refusedFrom; index < threads; ++index) {
        guarded(index);
    }
    {
        const LaneStateScope waiting(
                LaneState::Waiting,
                QCoreApplication::translate("thaw::JobThread", "the other threads"));
        // Those that are paused still wait for a person, who is to be answered.
        while (running > 0 && context.control().runsInSlicesHere()) {
            context.control().giveWay(std::chrono::milliseconds(2));
        }
        started.clear(); // joins
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace thaw
