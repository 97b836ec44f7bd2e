// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QDeadlineTimer>
#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>

namespace thaw::recorded {

using std::chrono::nanoseconds;

/// How long one of the waits below lasts before it looks whether the run must stop.
inline constexpr std::chrono::milliseconds slice{20};

/// Has `tryFor(milliseconds)` called, which waits for that long at most and says whether what it
/// waits for has come, until it has. The thread's lane is in `state` meanwhile. False when `limit`
/// has passed, in which pauses don't count unless a step lets this wait go on. Throws Canceled when
/// the run must stop.
template <typename TryFor>
bool waitInSlices(JobContext &context, LaneState state, const QString &object,
                  const QString &holder, std::optional<nanoseconds> limit, TryFor tryFor)
{
    const LaneStateScope scope(state, object, holder);
    RunControl &control = context.control();
    const std::chrono::milliseconds longest = control.longestWait(slice);
    if (!limit) {
        while (!tryFor(longest)) {
            control.giveWayIfDue();
            context.throwIfStopped();
        }
        return true;
    }
    nanoseconds left = *limit;
    bool stepping = false;
    for (;;) {
        const auto began = Span::Clock::now();
        const nanoseconds activeBefore = context.activeTime();
        if (tryFor(std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left),
                              std::chrono::milliseconds(0), longest))) {
            return true;
        }
        control.giveWayIfDue();
        context.throwIfStopped();
        stepping = context.paused() && (stepping || control.tryStep());
        left -= stepping ? Span::Clock::now() - began : context.activeTime() - activeBefore;
        if (left.count() <= 0) {
            return false;
        }
    }
}

/// For destructors: has `tryFor(deadline)` called until it says that what it waits for has come,
/// whatever else happens.
template <typename TryFor>
void waitToTheEnd(JobContext &context, TryFor tryFor)
{
    RunControl &control = context.control();
    if (!control.runsInSlicesHere()) {
        tryFor(QDeadlineTimer(QDeadlineTimer::Forever));
        return;
    }
    // What it waits for may be paused, by a person who is to be answered.
    while (!tryFor(QDeadlineTimer(control.longestWait(slice), Qt::PreciseTimer))) {
        control.giveWay();
    }
}

} // namespace thaw::recorded
