// SPDX-License-Identifier: MIT
#include "probe/delayestimate.h"

#include "probe/pingledger.h"

#include <algorithm>

namespace thaw {

DelayEstimate::DelayEstimate(TimePoint start, TimePoint end)
    : m_start(start)
    , m_end(end)
    , m_known(start)
{}

void DelayEstimate::addPing(const DelaySample &ping)
{
    const TimePoint handled = ping.handled();
    if (handled < m_start) {
        return;
    }
    // Of one posted before the start, what was left of it then: as if it had been posted there.
    const TimePoint posted = std::max(ping.posted, m_start);
    const nanoseconds delay = handled - posted;
    const nanoseconds interval = std::max(ping.interval, nanoseconds{1});
    meet(posted, interval);
    m_delays.record(delay, nanoseconds{0});

    const std::int64_t samples = delay < interval ? 0 : delay / interval; // after the first
    const bool isBeginningKnown = m_known >= posted;
    const TimePoint last = posted + samples * interval;
    if (isBeginningKnown || samples >= manyIntervals) {
        keep(delay, posted);
        fall(last, handled);
    } else {
        for (std::int64_t i = 0; i < samples; ++i) {
            keep(delay - i * interval, posted + i * interval + interval / 2);
        }
    }
    m_last = Sample{last, handled, interval};
}

DelayHistogram DelayEstimate::delaysUntil(TimePoint end) const
{
    if (!m_last) {
        return m_delays;
    }
    DelayEstimate closed = *this;
    const auto [at, handled, interval] = *m_last;
    if (end <= handled) {
        closed.keep(handled - at, at);
        closed.fall(end, handled);
    } else {
        closed.keep(handled - at, std::min(end, at + interval / 2));
    }
    return closed.m_delays;
}

/// Shares the time from the last sample to the next, a ping posted at `posted`, between the two, in
/// proportion to their intervals: at the edge of a recording the loop changes with the interval.
/// What is the next one's is left to be added with what follows it.
void DelayEstimate::meet(TimePoint posted, nanoseconds interval)
{
    if (!m_last) {
        m_known = std::max(m_start, posted - interval / 2);
        return;
    }
    const auto &[at, handled, lastInterval] = *m_last;
    const nanoseconds apart = posted - at;
    if (posted <= handled) { // at once, as a fence: nothing is unknown between the two
        keep(handled - at, at);
        fall(posted, handled);
    } else if (apart <= std::max(lastInterval, interval) + PingLedger::suspendedAfter) {
        const std::chrono::duration<double> ours = lastInterval;
        keep(handled - at,
             at + std::chrono::round<nanoseconds>(apart * (ours / (ours + interval))));
    } else { // the process was suspended, or the probe stopped
        keep(handled - at, at + lastInterval / 2);
        m_known = posted - interval / 2;
    }
}

/// Up to `to` the delay was the same.
void DelayEstimate::keep(nanoseconds delay, TimePoint to)
{
    to = std::min(to, m_end);
    if (to <= m_known) {
        return;
    }
    m_delays.addTime(delay, to - m_known);
    m_known = to;
}

/// Up to `to` whatever was posted waited until `handled`, which isn't before `to`.
void DelayEstimate::fall(TimePoint to, TimePoint handled)
{
    to = std::min(to, m_end);
    if (to <= m_known) {
        return;
    }
    m_delays.addSawtooth(handled - m_known, handled - to);
    m_known = to;
}

} // namespace thaw
