// SPDX-License-Identifier: MIT
#include "probe/delayhistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace thaw {

namespace {

constexpr int subBucketBits = 6;
constexpr std::size_t perOctave = 1U << subBucketBits;

/// The number of a value's bucket, counted from one nanosecond. `ns` is at least 64.
constexpr std::size_t rawIndex(std::int64_t ns)
{
    const auto value = static_cast<std::uint64_t>(ns);
    const auto octave = static_cast<std::size_t>(std::bit_width(value)) - 1;
    return octave * perOctave + (value >> (octave - subBucketBits)) % perOctave;
}

constexpr std::size_t firstRaw = rawIndex(DelayHistogram::shortest.count());
constexpr std::size_t lastRaw = rawIndex(DelayHistogram::longest.count());

} // namespace

void DelayHistogram::record(nanoseconds delay, nanoseconds time)
{
    ++m_count;
    include(std::max(delay, nanoseconds{0}));
    addTime(delay, time);
}

void DelayHistogram::addTime(nanoseconds delay, nanoseconds time)
{
    if (time <= nanoseconds{0}) {
        return;
    }
    delay = std::max(delay, nanoseconds{0});
    include(delay);
    m_sum += static_cast<double>(delay.count()) * static_cast<double>(time.count());
    m_time += time.count();
    m_times[bucketOf(delay.count())] += time.count();
}

void DelayHistogram::addSawtooth(nanoseconds from, nanoseconds to)
{
    to = std::max(to, nanoseconds{0});
    if (from <= to) {
        return;
    }
    include(from);
    include(to);
    const auto high = static_cast<double>(from.count());
    const auto low = static_cast<double>(to.count());
    m_sum += (high - low) * (high + low) / 2;
    m_time += (from - to).count();

    // A nanosecond of delay took a nanosecond of time, so a bucket gets as much as lies within it.
    const std::size_t lowest = bucketOf(to.count());
    std::int64_t upTo = from.count();
    for (std::size_t bucket = bucketOf(upTo); bucket > lowest; --bucket) {
        const std::int64_t edge = lowerEdge(bucket);
        m_times[bucket] += upTo - edge;
        upTo = edge;
    }
    m_times[lowest] += upTo - to.count();
}

DelayHistogram::nanoseconds DelayHistogram::percentile(double percent) const
{
    if (percent >= 100) {
        return m_max;
    }
    if (m_time == 0 || percent <= 0) {
        return min();
    }
    // One step towards zero keeps a product such as 0.07 * 100 from being rounded up to the next
    // rank.
    const double exact = std::nextafter(percent, 0.0) / 100 * static_cast<double>(m_time);
    const auto rank = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(exact)), 1);
    std::int64_t seen = 0;
    for (std::size_t bucket = 0; bucket < s_bucketCount; ++bucket) {
        seen += m_times[bucket];
        if (seen >= rank) {
            const nanoseconds middle{(lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2};
            return std::clamp(middle, m_min, m_max);
        }
    }
    return m_max;
}

DelayHistogram::nanoseconds DelayHistogram::mean() const
{
    if (m_time == 0) {
        return nanoseconds{0};
    }
    return nanoseconds{std::llround(m_sum / static_cast<double>(m_time))};
}

void DelayHistogram::merge(const DelayHistogram &other)
{
    if (other.m_isEmpty) {
        return;
    }
    include(other.m_min);
    include(other.m_max);
    m_sum += other.m_sum;
    m_time += other.m_time;
    m_count += other.m_count;
    std::transform(m_times.begin(), m_times.end(), other.m_times.begin(), m_times.begin(),
                   std::plus<>{});
}

void DelayHistogram::include(nanoseconds delay)
{
    m_min = m_isEmpty ? delay : std::min(m_min, delay);
    m_max = std::max(m_max, delay);
    m_isEmpty = false;
}

std::size_t DelayHistogram::bucketOf(std::int64_t ns)
{
    static_assert(s_bucketCount == lastRaw - firstRaw + 1);
    return rawIndex(std::clamp(ns, shortest.count(), longest.count())) - firstRaw;
}

std::int64_t DelayHistogram::lowerEdge(std::size_t bucket)
{
    const std::size_t raw = bucket + firstRaw;
    const auto mantissa = static_cast<std::int64_t>(perOctave + raw % perOctave);
    return mantissa << (raw / perOctave - subBucketBits);
}

} // namespace thaw
