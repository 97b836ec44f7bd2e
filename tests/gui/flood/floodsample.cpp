// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodsample.h"

#include <QTest>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thaw {

FloodSample::FloodSample(int producers)
    : feed(std::make_shared<FloodFeed>(FloodChannelKind::Ring, producers, 1))
    , m_producers(0, producers)
    , m_sender(feed->channel().makeSender(0))
{
    feed->begin();
}

void FloodSample::sendOnly(int each)
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

void FloodSample::send(int each)
{
    sendOnly(each);
    QTRY_COMPARE(feed->handled(), feed->produced());
}

} // namespace thaw
