// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"

#include <chrono>
#include <thread>

namespace thaw {

/// What a job has of its run, for tests of the traced primitives: the test's own thread is the
/// job's. Made afresh for every test.
struct TracedRun
{
    RunControl control;
    RunChannel channel{[] {}};
    JobContext context{control, channel};
    JobThreadScope scope{context, QStringLiteral("job"), ThreadPriority::Kept};

    /// Calls `wait`, and stops the run meanwhile: whether it left by Canceled.
    template <typename Wait>
    bool isCanceled(Wait wait)
    {
        std::jthread person([this] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            control.requestStop(StopReason::User);
        });
        try {
            wait();
        } catch (const Canceled &) {
            return true;
        }
        return false;
    }
};

} // namespace thaw
