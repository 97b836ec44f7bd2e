// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinesample.h"

#include <QString>

namespace thaw {

TimelineSample::TimelineSample()
    : timeline(std::make_shared<Timeline>())
{
    timeline->start = begin;
    addLane("GUI thread");
}

int TimelineSample::addLane(const char *name)
{
    const int id = static_cast<int>(timeline->lanes.size());
    timeline->lanes.push_back({LaneId(id), QString::fromLatin1(name)});
    return id;
}

Span TimelineSample::span(int lane, LaneState state, std::chrono::nanoseconds from,
                          std::chrono::nanoseconds to, const char *object, const char *holder)
{
    return {.lane = LaneId(lane),
            .state = state,
            .start = begin + from,
            .end = begin + to,
            .line = 42,
            .object = QString::fromLatin1(object),
            .holder = QString::fromLatin1(holder)};
}

TimelineSample TimelineSample::contention(int lanes, int spans)
{
    using namespace std::chrono_literals;
    TimelineSample sample;
    for (int lane = 0; lane < lanes; ++lane) {
        sample.addLane(qPrintable(QStringLiteral("Worker-%1").arg(lane)));
    }
    const std::chrono::nanoseconds turn = lanes * 1us;
    for (int i = 0; i < spans / 2; ++i) {
        const int lane = i % lanes;
        const auto start = i / lanes * turn + lane * 1us;
        sample.add(lane + 1, LaneState::Running, start, start + 1us);
        sample.add(lane + 1, LaneState::Blocked, start + 1us, start + turn, "the lock", "Worker-0");
    }
    return sample;
}

} // namespace thaw
