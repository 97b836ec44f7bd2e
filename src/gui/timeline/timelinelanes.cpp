// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinelanes.h"

#include "jobs/engine/pause.h"

#include <algorithm>
#include <utility>

namespace thaw {

using std::chrono::nanoseconds;

void TimelineLanes::show(std::shared_ptr<const Timeline> timeline)
{
    *this = {};
    m_timeline = std::move(timeline);
    m_clock = TimelineClock(m_timeline ? m_timeline->start : Moment());
    update();
}

void TimelineLanes::update(Moment now)
{
    if (m_timeline) {
        m_lanes.resize(m_timeline->lanes.size());
        takePauses(now);
        takeSpans(Moment::max());
    }
}

// What moves in a pause has its place only when all of it is known, so while a pause goes on (and
// a little longer, for what comes late) all that ended since it began is laid out anew.
void TimelineLanes::takePauses(Moment now)
{
    const std::vector<Pause> &pauses = m_timeline->pauses;
    if (m_pausesSettled == pauses.size()) {
        return;
    }
    if (!m_mark) {
        takeSpans(pauses[m_pausesSettled].begin); // these stay
        m_mark = Mark{m_taken, {}, m_spansEnd};
        for (const LaneStretches &lane : m_lanes) {
            m_mark->stretches.push_back(lane.all().size());
        }
    }
    m_taken = m_mark->taken;
    m_spansEnd = m_mark->spansEnd;
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        m_lanes[lane].cut(lane < m_mark->stretches.size() ? m_mark->stretches[lane] : 0);
    }
    m_clock.keep(m_pausesSettled);
    const auto fresh = std::span(m_timeline->spans).subspan(m_taken);
    for (std::size_t i = m_pausesSettled; i < pauses.size(); ++i) {
        m_clock.add(pauses[i], movingIn(pauses[i], fresh, m_open, now), now);
    }
    m_pausesSettled = m_pausesOver;
    m_pausesOver = pauses.size() - (pauses.back().end ? 0 : 1);
    if (m_pausesSettled == pauses.size()) {
        m_mark.reset();
    }
}

// Those that ended by then, as far as they come first.
void TimelineLanes::takeSpans(Moment until)
{
    const std::vector<Span> &spans = m_timeline->spans;
    for (; m_taken < spans.size() && spans[m_taken].end <= until; ++m_taken) {
        const Span &span = spans[m_taken];
        LaneStretches &lane = m_lanes[static_cast<std::size_t>(span.lane)];
        // A clock that says that two overlap is put right here: all else relies on their order.
        const nanoseconds start = lane.all().empty()
                                          ? placeOf(span.start)
                                          : std::max(placeOf(span.start), lane.all().back().end);
        const nanoseconds end = std::max(placeOf(span.end), start);
        if (start == end && span.length() > nanoseconds(0)) {
            continue; // a wait that a pause has cut out
        }
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

bool TimelineLanes::rests() const
{
    return m_timeline && !m_timeline->pauses.empty() && !m_timeline->pauses.back().end
           && std::ranges::none_of(m_open, [](const auto &open) {
                  return open.second.state == LaneState::Running
                         || open.second.state == LaneState::Sleeping;
              });
}

bool TimelineLanes::hasUnknown() const
{
    return spansTooFast() > 0 || spansBeyondCap() > 0;
}

nanoseconds TimelineLanes::end() const
{
    nanoseconds end = m_spansEnd;
    for (const Stall &stall : m_stalls) {
        end = std::max(end, placeOf(stall.start + stall.duration));
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
        gap && placeOf(gap->start) <= time && time < placeOf(gap->end)) {
        return gap;
    }
    const Span *open = openSpan(lane);
    return open && placeOf(open->start) <= time && time <= now ? open : nullptr;
}

const Stall *TimelineLanes::stallAt(nanoseconds time) const
{
    const auto found = std::ranges::find_if(m_stalls, [&](const Stall &stall) {
        return placeOf(stall.start) <= time && time <= placeOf(stall.start + stall.duration);
    });
    return found == m_stalls.end() ? nullptr : &*found;
}

StateTimes TimelineLanes::times(int lane, nanoseconds from, nanoseconds to, nanoseconds now) const
{
    StateTimes times = timesWithPauses(lane, from, to, now);
    for (const TimelineClock::Break &pause : m_clock.breaks()) {
        const nanoseconds left = std::max(pause.left, from);
        const nanoseconds right = std::min(pause.right, to);
        if (left < right) {
            const StateTimes paused = timesWithPauses(lane, left, right, now);
            for (std::size_t state = 0; state < laneStateCount; ++state) {
                times[state] -= paused[state];
            }
        }
    }
    return times;
}

StateTimes TimelineLanes::timesWithPauses(int lane, nanoseconds from, nanoseconds to,
                                          nanoseconds now) const
{
    StateTimes times = stretches(lane).times(from, to);
    const auto add = [&](const Span *span, nanoseconds end) {
        if (span) {
            const nanoseconds start = std::max(placeOf(span->start), from);
            times[static_cast<std::size_t>(span->state)] +=
                    std::max<nanoseconds>(std::min(to, end) - start, nanoseconds(0));
        }
    };
    const Span *gap = this->gap(lane);
    add(gap, gap ? placeOf(gap->end) : now);
    add(openSpan(lane), now);
    return times;
}

} // namespace thaw
