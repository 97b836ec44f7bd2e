// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"

#include "jobs/engine/runaccess.h"
#include "jobs/system/coregroup.h"
#include "jobs/system/corewatch.h"

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
#include <unistd.h>
#endif
#include <cmath>
#include <ctime>

namespace thaw {

namespace {

struct JobThread
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JobThread)
};

thread_local QString t_name; // set by the scope that the thread is in, as the next
thread_local JobContext *t_context = nullptr;

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

// For as long as it lives, the calling thread counts among those that work for the run.
class WorkingThread
{
public:
    WorkingThread(JobContext &context, ThreadPriority priority)
        : m_priorities(RunAccess(context).priorities())
    {
        m_priorities.enter(priority);
    }
    ~WorkingThread() { m_priorities.leave(); }
    WorkingThread(const WorkingThread &) = delete;
    WorkingThread &operator=(const WorkingThread &) = delete;

private:
    ThreadPriorities &m_priorities;
};

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

JobContext *currentJobContext()
{
    return t_context;
}

JobContext *setCurrentJobContext(JobContext *context)
{
    return std::exchange(t_context, context);
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
    static const auto limit = CoreGroup::own().cores();
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        const int count = std::max(1, CPU_COUNT(&set));
        return limit ? std::min(count, static_cast<int>(std::ceil(*limit))) : count;
    }
#endif
    return std::max(1, QThread::idealThreadCount());
}

JobThreadScope::JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority)
    : JobThreadScope(context, name, priority, RunAccess(context).channel().laneForThread(name))
{}

JobThreadScope::JobThreadScope(JobContext &context, const QString &name, ThreadPriority priority,
                               const Lane &lane)
    : m_context(context)
    , m_name(name)
    , m_previousName(std::exchange(t_name, name))
    , m_previousContext(setCurrentJobContext(&context))
    , m_cpuBefore(currentThreadCpu())
    , m_withoutCoreBefore(currentThreadWithoutCore().value_or(std::chrono::nanoseconds()))
    , m_priority(priority)
    , m_tracer(RunAccess(context).channel(), lane)
{
    RunAccess(context).threadBegins();
    nameInSystem(name);
    if (m_priority == ThreadPriority::Shared) {
        RunAccess(context).priorities().enter(m_priority);
    }
}

JobThreadScope::~JobThreadScope()
{
    t_name = m_previousName;
    setCurrentJobContext(m_previousContext);
    if (m_priority == ThreadPriority::Shared) {
        RunAccess(m_context).priorities().leave();
    }
    RunAccess(m_context).addThread(
            {.name = m_name,
             .cpu = currentThreadCpu() - m_cpuBefore,
             .lane = m_tracer.lane(),
             .nice = currentThreadNice(),
             .withoutCore = currentThreadWithoutCore().value_or(m_withoutCoreBefore)
                            - m_withoutCoreBefore});
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
                                           ThreadPriority::Shared);
                guarded(index);
                --running;
            });
        } catch (const std::system_error &) {
            --running;
            refusedFrom = index;
            break;
        }
    }
    {
        const WorkingThread caller(context, ThreadPriority::Kept);
        guarded(0);
    }
    for (int index = refusedFrom; index < threads; ++index) {
        guarded(index);
    }
    {
        const LaneStateScope waiting(LaneState::Waiting, JobThread::tr("the other threads"));
        // Those that are paused still wait for a person, who is to be answered.
        while (running > 0 && RunAccess(context).turn().isHere()) {
            RunAccess(context).turn().giveWay(std::chrono::milliseconds(2));
        }
        started.clear(); // joins
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace thaw
