// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timelinelanes.h"

#include <algorithm>
#include <utility>

namespace thaw {

using std::chrono::nanoseconds;

void TimelineLanes::show(std::shared_ptr<const Timeline> timeline)
{
    *this = {};
    m_timeline = std::move(timeline);
    update();
}

void TimelineLanes::update()
{
    if (!m_timeline) {
        return;
    }
    m_lanes.resize(m_timeline->lanes.size());
    for (; m_taken < m_timeline->spans.size(); ++m_taken) {
        const Span &span = m_timeline->spans[m_taken];
        LaneStretches &lane = m_lanes[static_cast<std::size_t>(span.lane)];
        // A clock that says that two overlap is put right here: all else relies on their order.
        const nanoseconds start = lane.all().empty()
                                          ? timeOf(span.start)
                                          : std::max(timeOf(span.start), lane.all().back().end);
        const nanoseconds end = std::max(timeOf(span.end), start);
        lane.append({start, end, span.state, m_taken});
        m_spansEnd = std::max(m_spansEnd, end);
    }
}

void TimelineLanes::setStalls(std::vector<Stall> stalls)
{
    m_stalls = std::move(stalls);
    std::erase_if(m_stalls, [this](const Stall &stall) {
        return !m_timeline || stall.start + stall.duration <= m_timeline->start;
    });
}

const Lane &TimelineLanes::lane(int index) const
{
    return m_timeline->lanes[static_cast<std::size_t>(index)];
}

const LaneStretches &TimelineLanes::stretches(int index) const
{
    return m_lanes[static_cast<std::size_t>(index)];
}

std::int64_t TimelineLanes::spansTooFast() const
{
    return m_timeline ? m_timeline->spansTooFast : 0;
}

std::int64_t TimelineLanes::spansBeyondCap() const
{
    return m_timeline ? m_timeline->spansBeyondCap : 0;
}

nanoseconds TimelineLanes::timeOf(Moment moment) const
{
    return m_timeline ? std::max<nanoseconds>(moment - m_timeline->start, nanoseconds(0))
                      : nanoseconds(0);
}

nanoseconds TimelineLanes::end() const
{
    nanoseconds end = m_spansEnd;
    for (const Stall &stall : m_stalls) {
        end = std::max(end, timeOf(stall.start + stall.duration));
    }
    return end;
}

const Span &TimelineLanes::span(const Stretch &stretch) const
{
    return m_timeline->spans[stretch.span];
}

const Span *TimelineLanes::openSpan(int lane) const
{
    const auto found = m_open.find(LaneId(lane));
    return found == m_open.end() ? nullptr : &found->second;
}

const Span *TimelineLanes::gap(int lane) const
{
    const auto found = m_timeline->gaps.find(LaneId(lane));
    return found == m_timeline->gaps.end() ? nullptr : &found->second;
}

const Span *TimelineLanes::spanAt(int lane, nanoseconds time, nanoseconds now) const
{
    if (const Stretch *stretch = stretches(lane).at(time)) {
        return &span(*stretch);
    }
    if (const Span *gap = this->gap(lane);
        gap && timeOf(gap->start) <= time && time < timeOf(gap->end)) {
        return gap;
    }
    const Span *open = openSpan(lane);
    return open && timeOf(open->start) <= time && time <= now ? open : nullptr;
}

const Stall *TimelineLanes::stallAt(nanoseconds time) const
{
    const auto found = std::ranges::find_if(m_stalls, [&](const Stall &stall) {
        return timeOf(stall.start) <= time && time <= timeOf(stall.start + stall.duration);
    });
    return found == m_stalls.end() ? nullptr : &*found;
}

StateTimes TimelineLanes::times(int lane, nanoseconds from, nanoseconds to, nanoseconds now) const
{
    StateTimes times = stretches(lane).times(from, to);
    const auto add = [&](const Span *span, nanoseconds end) {
        if (span) {
            const nanoseconds start = std::max(timeOf(span->start), from);
            times[static_cast<std::size_t>(span->state)] +=
                    std::max<nanoseconds>(std::min(to, end) - start, nanoseconds(0));
        }
    };
    const Span *gap = this->gap(lane);
    add(gap, gap ? timeOf(gap->end) : now);
    add(openSpan(lane), now);
    return times;
}

} // namespace thaw
