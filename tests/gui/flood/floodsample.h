// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "jobs/workloads/flood/producers.h"

#include <memory>

namespace thaw {

/// A flood without a run: a feed, and its producers on the test's own thread.
class FloodSample
{
public:
    explicit FloodSample(int producers);

    /// Each of them sends so many samples.
    void sendOnly(int each);
    /// The same, and the feed takes them.
    void send(int each);

    const std::shared_ptr<FloodFeed> feed;

private:
    RunControl m_control;
    RunChannel m_channel{[] {}};
    JobContext m_context{m_control, m_channel};
    Producers m_producers;
    std::unique_ptr<FloodSender> m_sender;
};

} // namespace thaw
