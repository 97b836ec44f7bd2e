// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcontext.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "jobs/workloads/flood/producers.h"

#include <QTest>

#include <chrono>
#include <memory>

namespace thaw {

/// A flood without a run: a feed, and its producers on the test's own thread.
class FloodSample
{
public:
    explicit FloodSample(int producers)
        : feed(std::make_shared<FloodFeed>(FloodChannelKind::Ring, producers, 1))
        , m_producers(0, producers)
        , m_sender(feed->channel().makeSender(0))
    {
        feed->begin();
    }

    /// Each of them sends so many samples.
    void sendOnly(int each)
    {
        std::size_t left = m_producers.count() * static_cast<std::size_t>(each);
        while (left > 0) {
            const auto room = m_sender->room(m_context, left, std::chrono::hours(1));
            m_producers.produce(room);
            feed->noteProduced(static_cast<std::int64_t>(room.size()));
            m_sender->send(room.size());
            left -= room.size();
        }
    }
    /// The same, and the feed takes them.
    void send(int each)
    {
        sendOnly(each);
        QTRY_COMPARE(feed->handled(), feed->produced());
    }

    const std::shared_ptr<FloodFeed> feed;

private:
    RunControl m_control;
    RunChannel m_channel{[] {}};
    JobContext m_context{m_control, m_channel};
    Producers m_producers;
    std::unique_ptr<FloodSender> m_sender;
};

} // namespace thaw
