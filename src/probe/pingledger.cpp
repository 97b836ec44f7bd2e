// SPDX-License-Identifier: MIT
#include "probe/pingledger.h"

#include <QtGlobal>

#include <algorithm>

namespace thaw {

PingLedger::PingLedger(TimePoint now, nanoseconds interval, nanoseconds threshold)
    : m_interval(interval)
    , m_threshold(threshold)
    , m_due(now)
    , m_lastPosted(now)
    , m_lastHandled(now)
{}

void PingLedger::setInterval(TimePoint now, nanoseconds interval)
{
    m_interval = interval;
    m_due = std::max<TimePoint>(m_lastPosted + interval, now);
}

void PingLedger::pingPosted(TimePoint now)
{
    Q_ASSERT(!isInFlight());
    m_due = now < m_due ? now + m_interval : nextOnGrid(now);
    m_posted = m_lastPosted = now;
    m_stallNoted = false;
}

std::optional<PingLedger::Handled> PingLedger::pingHandled(TimePoint now)
{
    if (!isInFlight()) {
        return {};
    }
    Handled handled{{*m_posted, now - *m_posted, m_interval}, lastingStall(now)};
    if (handled.ended) {
        handled.ended->lasting = false;
    }
    if (now > m_due) {
        m_due = nextOnGrid(now);
    }
    m_lastHandled = now;
    m_posted.reset();
    m_stallNoted = false;
    return handled;
}

std::optional<Stall> PingLedger::lastingStall(TimePoint now) const
{
    if (!isInFlight() || (!m_stallNoted && now - *m_posted <= m_threshold)) {
        return {};
    }
    return Stall{*m_posted, *m_posted - m_lastHandled, now - *m_posted, true};
}

std::optional<Stall> PingLedger::noteLastingStall(TimePoint now)
{
    if (m_stallNoted) {
        return {};
    }
    const auto stall = lastingStall(now);
    m_stallNoted = stall.has_value();
    return stall;
}

std::optional<PingLedger::TimePoint> PingLedger::stallReaches(nanoseconds limit) const
{
    if (!isInFlight()) {
        return {};
    }
    // A stall is longer than the threshold, and the smallest step of time is a nanosecond.
    return *m_posted + std::max(limit, m_threshold + nanoseconds{1});
}

PingLedger::TimePoint PingLedger::nextLook(TimePoint now) const
{
    if (!isInFlight()) {
        return m_due;
    }
    const TimePoint stalls = *stallReaches(nanoseconds{0});
    if (now < m_due && now < stalls) {
        return std::min(m_due, stalls);
    }
    return now < stalls ? std::min(now + tick, stalls) : now + tick;
}

std::optional<PingLedger::Gap> PingLedger::noticeGap(TimePoint now)
{
    if (!m_promised || now - *m_promised <= suspendedAfter) {
        return {};
    }
    const Gap gap{*m_promised, now};
    const nanoseconds length = gap.to - gap.from;
    m_promised = now;
    m_lastHandled += length;
    if (m_posted) {
        *m_posted += length;
    }
    return gap;
}

PingLedger::TimePoint PingLedger::nextOnGrid(TimePoint now) const
{
    return m_due + ((now - m_due) / m_interval + 1) * m_interval;
}

} // namespace thaw
