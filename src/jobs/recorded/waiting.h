// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcontext.h"

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
/// has passed, in which pauses don't count. Throws Canceled when the run must stop.
template <typename TryFor>
bool waitInSlices(JobContext &context, LaneState state, const QString &object,
                  const QString &holder, std::optional<nanoseconds> limit, TryFor tryFor)
{
    const LaneStateScope scope(state, object, holder);
    const nanoseconds began = limit ? context.activeTime() : nanoseconds();
    for (;;) {
        std::chrono::milliseconds time = slice;
        if (limit) {
            const auto left = *limit - (context.activeTime() - began);
            time = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left),
                              std::chrono::milliseconds(0), slice);
        }
        if (tryFor(time)) {
            return true;
        }
        context.throwIfStopped();
        if (limit && context.activeTime() - began >= *limit) {
            return false;
        }
    }
}

} // namespace thaw::recorded
