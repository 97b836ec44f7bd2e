// SPDX-License-Identifier: MIT
#include "probe/responsivenesslog.h"

#include <algorithm>
#include <iterator>

namespace thaw {

using std::chrono::nanoseconds;

namespace {
constexpr int maxBuckets = 10'000;

Stall reckonedAt(Stall stall, std::chrono::steady_clock::time_point now)
{
    stall.duration = std::max(nanoseconds{now - stall.start}, nanoseconds{0});
    return stall;
}
} // namespace

ResponsivenessLog::ResponsivenessLog()
{
    m_delays.reserve(maxDelays);
}

std::shared_ptr<const ResponsivenessSnapshot> ResponsivenessLog::snapshot(Clock::time_point now,
                                                                          nanoseconds span,
                                                                          int buckets) const
{
    auto snapshot = std::make_shared<ResponsivenessSnapshot>();
    const auto count = std::clamp(buckets, 1, maxBuckets);
    const auto width = std::max(std::min<nanoseconds>(span, reach) / count, nanoseconds{1});
    const auto endBucket = now.time_since_epoch() / width + 1;
    snapshot->now = now;
    snapshot->bucketWidth = width;
    snapshot->start = Clock::time_point{width * (endBucket - count)};
    snapshot->worstDelays.assign(static_cast<std::size_t>(count), ResponsivenessSnapshot::noData);

    std::vector<DelaySample> delays;
    {
        // Only copying is done under the lock: the watched thread's next ping may wait for it.
        const std::lock_guard lock(m_mutex);
        delays = delaysSince(snapshot->start);
        snapshot->stalls = endedSince(snapshot->start);
        // What the loop did since the probe last heard of it isn't known, unless it lies in a
        // stall.
        snapshot->frames =
                m_frames.count(snapshot->start, m_lasting ? now : std::min(now, m_framesKnown));
        snapshot->stallsSinceStart = m_stalls.count();
        snapshot->stallsApartSinceStart = m_stallsApart.count();
        snapshot->worstSinceStart = m_worst;
        if (m_lasting) {
            const Stall lasting = reckonedAt(*m_lasting, now);
            snapshot->stalls.push_back(lasting);
            delays.push_back({lasting.start, lasting.duration, m_lastingInterval});
            ++snapshot->stallsSinceStart;
            snapshot->worstSinceStart = std::max(m_worst, lasting.duration);
        }
    }
    fillSnapshot(*snapshot, delays);
    return snapshot;
}

std::vector<Stall> ResponsivenessLog::stalls(Clock::time_point now) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Stall> stalls = endedSince(Clock::time_point::min());
    if (m_lasting) {
        stalls.push_back(reckonedAt(*m_lasting, now));
    }
    return stalls;
}

std::int64_t ResponsivenessLog::stallsDropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_stalls.dropped;
}

void ResponsivenessLog::addDelay(const DelaySample &sample, const std::optional<Stall> &ended)
{
    addDelay(sample, ended ? std::vector<Stall>{*ended} : std::vector<Stall>{});
}

void ResponsivenessLog::addDelay(const DelaySample &sample, const std::vector<Stall> &ended)
{
    const std::lock_guard lock(m_mutex);
    m_worst = std::max(m_worst, sample.delay);
    m_framesKnown = std::max(m_framesKnown, sample.handled());
    if (m_delays.size() < maxDelays) {
        m_delays.push_back(sample);
    } else {
        m_delays[m_oldest] = sample;
        m_oldest = (m_oldest + 1) % maxDelays;
    }
    for (const Stall &stall : ended) {
        m_lasting.reset();
        (stall.isApart ? m_stallsApart : m_stalls).add(stall);
    }
}

void ResponsivenessLog::noteLastingStall(const Stall &stall, nanoseconds interval)
{
    const std::lock_guard lock(m_mutex);
    m_lasting = stall;
    m_lastingInterval = interval;
}

void ResponsivenessLog::beginFrames(Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    m_frames.begin(now);
}

void ResponsivenessLog::endFrames(Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    m_frames.end(now);
}

void ResponsivenessLog::markFrame(Clock::time_point turn)
{
    const std::lock_guard lock(m_mutex);
    m_frames.mark(turn);
    m_framesKnown = std::max(m_framesKnown, turn);
}

void ResponsivenessLog::markFrames(Clock::time_point from, Clock::time_point to)
{
    const std::lock_guard lock(m_mutex);
    m_frames.markAll(from, to);
    m_framesKnown = std::max(m_framesKnown, to);
}

void ResponsivenessLog::excuseFrames(Clock::time_point from, Clock::time_point to)
{
    const std::lock_guard lock(m_mutex);
    m_frames.excuse(from, to);
    m_framesKnown = std::max(m_framesKnown, to);
}

void ResponsivenessLog::Ended::add(const Stall &stall)
{
    newest.push_back(stall);
    if (newest.size() > maxStalls) {
        newest.pop_front();
        ++dropped;
    }
}

std::int64_t ResponsivenessLog::Ended::count() const
{
    return dropped + static_cast<std::int64_t>(newest.size());
}

// Of both kinds, in the order of time.
std::vector<Stall> ResponsivenessLog::endedSince(Clock::time_point start) const
{
    const auto firstSince = [&](const std::deque<Stall> &kind) {
        return std::ranges::find_if(
                kind, [&](const Stall &stall) { return stall.start + stall.duration > start; });
    };
    const std::deque<Stall> &all = m_stalls.newest;
    const std::deque<Stall> &apart = m_stallsApart.newest;
    std::vector<Stall> stalls;
    std::ranges::merge(firstSince(all), all.end(), firstSince(apart), apart.end(),
                       std::back_inserter(stalls), {}, &Stall::start, &Stall::start);
    return stalls;
}

std::vector<DelaySample> ResponsivenessLog::delaysSince(Clock::time_point start) const
{
    std::vector<DelaySample> delays;
    const std::size_t count = m_delays.size();
    // From the newest back; pings are handled one after the other, so the first too old ends it.
    std::size_t wanted = 0;
    while (wanted < count && m_delays[(m_oldest + count - 1 - wanted) % count].handled() >= start) {
        ++wanted;
    }
    delays.reserve(wanted + 1);
    for (std::size_t i = count - wanted; i < count; ++i) {
        delays.push_back(m_delays[(m_oldest + i) % count]);
    }
    return delays;
}

} // namespace thaw
