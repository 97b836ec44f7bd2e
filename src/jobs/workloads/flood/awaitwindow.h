// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runaccess.h"
#include "jobs/workloads/flood/floodtext.h"

#include <chrono>

namespace thaw {

/// Waits until `ready()`, which is the window's doing. False when the run is paused, must stop, or
/// its active time is `until`.
///
/// It asks once a millisecond rather than have itself woken up: waking it would take a lock that a
/// thread of lowered priority may hold, or a system call of the window's for every drain. A frame
/// has sixteen of them, and what is sent to has room for more than one. In slices it gives way.
template <typename Ready>
[[nodiscard]] bool awaitWindow(JobContext &context, std::chrono::nanoseconds until, Ready ready)
{
    constexpr std::chrono::milliseconds portion{1};
    if (ready()) {
        return true;
    }
    const LaneStateScope waiting(LaneState::Waiting, FloodText::tr("the window to take samples"));
    while (!context.paused() && context.activeTime() < until
           && RunAccess(context).sleepFor(portion)) {
        if (ready()) {
            return true;
        }
    }
    return false;
}

} // namespace thaw
