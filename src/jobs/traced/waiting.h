// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runaccess.h"

#include <QDeadlineTimer>
#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>

namespace thaw::traced {

using std::chrono::nanoseconds;

/// How long one of the waits below lasts before it looks whether the run must stop.
inline constexpr std::chrono::milliseconds portion{20};

/// Has `tryFor(milliseconds)` called, which waits for that long at most and says whether what it
/// waits for has come, until it has. The thread's lane is in `state` meanwhile. False when `limit`
/// has passed, in which pauses don't count unless a step lets this wait go on. Throws Canceled when
/// the run must stop.
template <typename TryFor>
bool waitInPortions(JobContext &context, LaneState state, const QString &object,
                    const QString &holder, std::optional<nanoseconds> limit, TryFor tryFor)
{
    const LaneStateScope scope(state, object, holder);
    const RunAccess run(context);
    const std::chrono::milliseconds longest = run.turn().longestWait(portion);
    if (!limit) {
        while (!tryFor(longest)) {
            run.turn().giveWayIfDue();
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
        run.turn().giveWayIfDue();
        context.throwIfStopped();
        stepping = context.paused() && (stepping || run.tryStep());
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
    const RunAccess run(context);
    if (!run.turn().isHere()) {
        tryFor(QDeadlineTimer(QDeadlineTimer::Forever));
        return;
    }
    // What it waits for may be paused, by a person who is to be answered.
    while (!tryFor(QDeadlineTimer(run.turn().longestWait(portion), Qt::PreciseTimer))) {
        run.turn().giveWay();
    }
}

} // namespace thaw::traced
