// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/awaitready.h"

#include "jobs/engine/runaccess.h"

#include <chrono>

#include <poll.h>

namespace thaw {

bool awaitReady(JobContext &context, int fd, short events)
{
    using namespace std::chrono_literals;
    pollfd asked = {fd, events, 0};
    while (context.passPoint()) {
        const auto atMost = RunAccess(context).turn().longestWait(20ms);
        if (poll(&asked, 1, static_cast<int>(atMost.count())) > 0) {
            return true;
        }
    }
    return false;
}

} // namespace thaw
