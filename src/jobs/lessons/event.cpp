// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <mutex>
#include <numeric>
#include <vector>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Mutex;
using traced::MutexLocker;
using traced::Thread;
using traced::WaitCondition;

//! [lesson]
// A flag that threads can wait for: a lock protects it, and a condition says that it has changed.
class Event
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
//! [lesson]

class EventLesson : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::EventLesson)
public:
    explicit EventLesson(const ParameterValues &values)
        : Lesson(values)
        , m_waiters(values[QStringLiteral("waiters")].toInt())
    {}

private:
    //! [lesson]
    // All wait for the event; when it is set, all go on.
    void releaseAll(Event &event)
    {
        std::list<Thread> waiters;
        for (int number = 1; number <= m_waiters; ++number) {
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
    void releaseTwice()
    {
        Event event(context());
        releaseAll(event);
        event.clear();
        releaseAll(event);
    }
    //! [lesson]

    void teach() override
    {
        countLines(2 * (m_waiters + 1));
        releaseTwice();

        const std::lock_guard lock(m_mutex);
        const auto early = m_delays[0].size();
        const auto first = m_delays[1].size();
        const auto second = m_delays[2].size();
        setFact("released", static_cast<int>(first));
        setFact("released_second", static_cast<int>(second));
        setFact("released_early", static_cast<int>(early));
        setFact("delays_ms", milliseconds(m_delays[1]));
        setFact("delays_second_ms", milliseconds(m_delays[2]));
        const auto all = static_cast<std::size_t>(m_waiters);
        conclude(early == 0 && first == all && second == all,
                 tr("%1 threads were released by the first setting, %2 by the second, %3 before; "
                    "the slowest %4 ms after it.")
                         .arg(first)
                         .arg(second)
                         .arg(early)
                         .arg(slowest()));
    }

    // Just before the event is set.
    void noteSetting()
    {
        const std::lock_guard lock(m_mutex);
        m_setAt = context().activeTime();
        ++m_settings;
    }

    // Just after a thread was released. One that comes too early in the second round counts as one
    // too many in the first.
    void noteRelease()
    {
        const std::lock_guard lock(m_mutex);
        m_delays[m_settings].push_back(context().activeTime() - m_setAt);
    }

    [[nodiscard]] static double inMilliseconds(std::chrono::nanoseconds time)
    {
        return std::round(std::chrono::duration<double, std::micro>(time).count()) / 1000;
    }

    [[nodiscard]] static QJsonArray milliseconds(const std::vector<std::chrono::nanoseconds> &times)
    {
        QJsonArray array;
        for (const std::chrono::nanoseconds time : times) {
            array.append(inMilliseconds(time));
        }
        return array;
    }

    [[nodiscard]] double slowest() const
    {
        std::chrono::nanoseconds slowest{};
        for (const auto &round : {m_delays[1], m_delays[2]}) {
            slowest = std::accumulate(round.begin(), round.end(), slowest,
                                      [](auto one, auto other) { return std::max(one, other); });
        }
        return inMilliseconds(slowest);
    }

    const int m_waiters;

    std::mutex m_mutex; // protects all below
    std::size_t m_settings = 0;
    std::chrono::nanoseconds m_setAt{};
    std::array<std::vector<std::chrono::nanoseconds>, 3> m_delays; // by settings so far
};

QString expectedOf(const ParameterValues &values)
{
    return EventLesson::tr("All %1 threads are released when the event is set and none before, and "
                           "the same again when it is set the second time.")
            .arg(values[QStringLiteral("waiters")].toInt());
}

} // namespace

JobDescriptor eventLesson()
{
    return {
            .id = QStringLiteral("event"),
            .title = EventLesson::tr("Event"),
            .summary = EventLesson::tr("One signal releases all that wait for it."),
            .icon = QStringLiteral("job-event"),
            .chapter = chapterName(Chapter::HandingOver),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("waiters"),
                     .type = ParameterType::Integer,
                     .label = EventLesson::tr("Threads"),
                     .help = EventLesson::tr("How many wait for the event"),
                     .initial = qlonglong{4},
                     .least = 1,
                     .most = 32},
            }),
            .duration = [](const ParameterValues &values) { return pacedDuration(values, 2); },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<EventLesson>(values);
                    },
            .lesson = LessonTexts{.goal = EventLesson::tr(
                                          "An event is a flag with a waiting room: setting it "
                                          "releases all who wait, and whoever comes later, until "
                                          "it is cleared."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
