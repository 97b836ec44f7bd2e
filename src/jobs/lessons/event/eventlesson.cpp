// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/event/event.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace thaw {

void EventLesson::teach()
{
    countLines(2 * (values().waiters + 1));
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
    const auto all = static_cast<std::size_t>(values().waiters);
    conclude(early == 0 && first == all && second == all,
             tr("%1 threads were released by the first setting, %2 by the second, %3 before; "
                "the slowest %4 ms after it.")
                     .arg(first)
                     .arg(second)
                     .arg(early)
                     .arg(slowest()));
}

// Just before the event is set.
void EventLesson::noteSetting()
{
    const std::lock_guard lock(m_mutex);
    m_setAt = context().activeTime();
    ++m_settings;
}

// Just after a thread was released. One that comes too early in the second round counts as one
// too many in the first.
void EventLesson::noteRelease()
{
    const std::lock_guard lock(m_mutex);
    m_delays[m_settings].push_back(context().activeTime() - m_setAt);
}

double EventLesson::inMilliseconds(std::chrono::nanoseconds time)
{
    return std::round(std::chrono::duration<double, std::micro>(time).count()) / 1000;
}

QJsonArray EventLesson::milliseconds(const std::vector<std::chrono::nanoseconds> &times)
{
    QJsonArray array;
    for (const std::chrono::nanoseconds time : times) {
        array.append(inMilliseconds(time));
    }
    return array;
}

double EventLesson::slowest() const
{
    std::chrono::nanoseconds slowest{};
    for (const auto &round : {m_delays[1], m_delays[2]}) {
        slowest = std::accumulate(round.begin(), round.end(), slowest,
                                  [](auto one, auto other) { return std::max(one, other); });
    }
    return inMilliseconds(slowest);
}

void EventValues::declare(ParameterFields &fields)
{
    fields.add("waiters", waiters,
               {.label = EventLesson::tr("Threads"),
                .help = EventLesson::tr("How many wait for the event"),
                .least = 1,
                .most = 32});
}

namespace {

QString expectedOf(const EventValues &values)
{
    return EventLesson::tr("All %1 threads are released when the event is set and none before, and "
                           "the same again when it is set the second time.")
            .arg(values.waiters);
}

} // namespace

JobDescriptor eventLesson()
{
    return describeLesson<EventLesson>({
            .id = QStringLiteral("event"),
            .title = EventLesson::tr("Event"),
            .summary = EventLesson::tr("One signal releases all that wait for it."),
            .chapter = Chapter::HandingOver,
            .unit = QStringLiteral("lines"),
            .goal = EventLesson::tr("An event is a flag with a waiting room: setting it "
                                    "releases all who wait, and whoever comes later, until "
                                    "it is cleared."),
            .expected = expectedOf,
            .seconds = [](const EventValues & /*values*/) { return 2.0; },
    });
}

} // namespace thaw
