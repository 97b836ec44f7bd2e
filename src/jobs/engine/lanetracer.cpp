// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/lanetracer.h"

#include "jobs/engine/runchannel.h"

#include <utility>

namespace thaw {

LaneTracer::LaneTracer(RunChannel &channel, const Lane &lane)
    : m_channel(channel)
    , m_line(std::const_pointer_cast<std::atomic<int>>(lane.line)) // this thread's to write
    , m_span{.lane = lane.id, .start = Span::Clock::now(), .end = {}}
    , m_outer(std::exchange(s_current, this))
{
    m_channel.changeSpan(nullptr, &m_span);
}

LaneTracer::~LaneTracer()
{
    s_current = m_outer;
    m_line->store(0, std::memory_order_relaxed);
    m_span.end = Span::Clock::now();
    m_channel.changeSpan(&m_span, nullptr);
    m_channel.leaveLane(m_span.lane);
}

void LaneTracer::enter(LaneState state, const QString &object, const QString &holder)
{
    if (!m_channel.isTracing()) {
        return;
    }
    const auto now = Span::Clock::now();
    m_span.end = now;
    const Span next{.lane = m_span.lane,
                    .state = state,
                    .start = now,
                    .end = now,
                    .line = m_line->load(std::memory_order_relaxed),
                    .object = object,
                    .holder = holder};
    m_channel.changeSpan(&m_span, &next);
    m_span = next;
}

} // namespace thaw
