// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/event/event.h"

#include <list>

namespace thaw {

using namespace std::chrono_literals;
using traced::MutexLocker;

//! [lesson]
// A flag that threads can wait for: a lock protects it, and a condition says that it has changed.
class EventLesson::Event
{
public:
    explicit Event(JobContext &context)
        : m_lock(context, QStringLiteral("the event's lock"))
        , m_isSet(context, QStringLiteral("the event"))
    {}

    void set()
    {
        const MutexLocker locker(&m_lock);
        m_flag = true;
        m_isSet.wakeAll();
    }

    void clear()
    {
        const MutexLocker locker(&m_lock);
        m_flag = false;
    }

    // Who comes after set() doesn't wait at all.
    void wait()
    {
        const MutexLocker locker(&m_lock);
        while (!m_flag) {
            m_isSet.wait(&m_lock);
        }
    }

private:
    Mutex m_lock;
    WaitCondition m_isSet;
    bool m_flag = false;
};

// All wait for the event; when it is set, all go on.
void EventLesson::releaseAll(Event &event)
{
    std::list<Thread> waiters;
    for (int number = 1; number <= values().waiters; ++number) {
        waiters.emplace_back(context(), QStringLiteral("Waiter-%1").arg(number), [&] {
            event.wait();
            noteRelease();
            say(tr("Released"));
        });
        waiters.back().start();
    }
    sleep(1s);
    say(tr("Sets the event"));
    noteSetting();
    event.set();
    for (Thread &waiter : waiters) {
        waiter.wait();
    }
}

// The same event again. It is cleared when all have been released: earlier, it could catch one
// that has been woken but not yet looked at the flag.
void EventLesson::releaseTwice()
{
    Event event(context());
    releaseAll(event);
    event.clear();
    releaseAll(event);
}
//! [lesson]

} // namespace thaw
