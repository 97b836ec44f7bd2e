// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/threadpriorities.h"

#include "jobs/engine/jobthread.h"

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace thaw {

namespace {

#ifdef Q_OS_LINUX
int currentThreadNumber()
{
    return gettid();
}

int niceOf(int thread)
{
    return getpriority(PRIO_PROCESS, static_cast<id_t>(thread));
}

// What the program was started with: its first thread's, which nobody lowers.
int loweredNice()
{
    constexpr int lowest = 19;
    return std::min(niceOf(getpid()) + ThreadPriorities::step, lowest);
}

// Linux gives each thread a nice value of its own (setpriority(2), NOTES). Raising it can't fail
// for lack of rights, and if it did the run would only be less polite.
void lower(int thread)
{
    if (niceOf(thread) < loweredNice()) {
        static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(thread), loweredNice()));
    }
}
#else
int currentThreadNumber()
{
    return 0;
}
int loweredNice()
{
    return 0;
}
void lower(int) {}
#endif

} // namespace

QString jobPriorityWord(JobPriority priority)
{
    return priority == JobPriority::Gentle ? QStringLiteral("gentle") : QStringLiteral("normal");
}

std::optional<JobPriority> jobPriorityOf(const QString &word)
{
    const auto found = std::ranges::find(jobPriorities, word, jobPriorityWord);
    return found == jobPriorities.end() ? std::nullopt : std::optional(*found);
}

void ThreadPriorities::choose(JobPriority priority)
{
    const std::lock_guard lock(m_mutex);
    m_priority = priority;
}

JobPriority ThreadPriorities::chosen() const
{
    const std::lock_guard lock(m_mutex);
    return m_priority;
}

// With m_mutex held.
bool ThreadPriorities::areTooMany(int count) const
{
    return m_priority == JobPriority::Gentle && count > coreCount();
}

// All of them alike: which of them happened to begin first says nothing about what they do.
void ThreadPriorities::enter(ThreadPriority priority)
{
    const std::lock_guard lock(m_mutex);
    ++m_count;
    if (priority == ThreadPriority::Shared) {
        m_normal.push_back(currentThreadNumber());
    }
    if (areTooMany(m_count)) {
        std::ranges::for_each(m_normal, lower);
        m_normal.clear();
    }
}

void ThreadPriorities::leave()
{
    const std::lock_guard lock(m_mutex);
    --m_count;
    std::erase(m_normal, currentThreadNumber());
}

int ThreadPriorities::niceOfChild(int count) const
{
    const std::lock_guard lock(m_mutex);
    return areTooMany(count) ? loweredNice() : currentThreadNice();
}

int currentThreadNice()
{
#ifdef Q_OS_LINUX
    return niceOf(0);
#else
    return 0;
#endif
}

} // namespace thaw
