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

void DelayHistogram::record(nanoseconds delay)
{
    delay = std::max(delay, nanoseconds{0});
    m_min = m_count == 0 ? delay : std::min(m_min, delay);
    m_max = std::max(m_max, delay);
    m_sum += static_cast<double>(delay.count());
    ++m_count;
    ++m_counts[bucketOf(delay.count())];
}

void DelayHistogram::recordCorrected(nanoseconds delay, nanoseconds expectedInterval)
{
    record(delay);
    const std::int64_t interval = expectedInterval.count();
    if (interval <= 0 || delay.count() / 2 < interval)
        return;
    const std::int64_t omitted = delay.count() / interval - 1;
    if (omitted < static_cast<std::int64_t>(s_bucketCount))
        addOmittedOneByOne(delay.count(), interval, omitted);
    else
        addOmittedByBucket(delay.count(), interval, omitted);

    const auto times = static_cast<double>(omitted);
    m_sum += times * static_cast<double>(delay.count())
             - static_cast<double>(interval) * times * (times + 1) / 2;
    m_min = std::min(m_min, delay - expectedInterval * omitted);
    m_count += omitted;
}

void DelayHistogram::addOmittedOneByOne(std::int64_t delay, std::int64_t interval,
                                        std::int64_t omitted)
{
    for (std::int64_t i = 1; i <= omitted; ++i)
        ++m_counts[bucketOf(delay - i * interval)];
}

void DelayHistogram::addOmittedByBucket(std::int64_t delay, std::int64_t interval,
                                        std::int64_t omitted)
{
    // How many omitted delays reach up to a bucket's lower edge, less those of the buckets above.
    const std::size_t lowest = bucketOf(interval);
    std::int64_t above = 0;
    for (std::size_t bucket = bucketOf(delay); bucket > lowest; --bucket) {
        const std::int64_t upToHere = std::min((delay - lowerEdge(bucket)) / interval, omitted);
        m_counts[bucket] += upToHere - above;
        above = upToHere;
    }
    m_counts[lowest] += omitted - above;
}

DelayHistogram::nanoseconds DelayHistogram::percentile(double percent) const
{
    if (m_count == 0 || percent <= 0)
        return min();
    if (percent >= 100)
        return m_max;
    // One step towards zero keeps a product such as 0.07 * 100 from being rounded up to the next
    // rank.
    const double exact = std::nextafter(percent, 0.0) / 100 * static_cast<double>(m_count);
    const auto rank = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(exact)), 1);
    std::int64_t seen = 0;
    for (std::size_t bucket = 0; bucket < s_bucketCount; ++bucket) {
        seen += m_counts[bucket];
        if (seen >= rank) {
            const nanoseconds middle{(lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2};
            return std::clamp(middle, m_min, m_max);
        }
    }
    return m_max;
}

DelayHistogram::nanoseconds DelayHistogram::mean() const
{
    if (m_count == 0)
        return nanoseconds{0};
    return nanoseconds{std::llround(m_sum / static_cast<double>(m_count))};
}

void DelayHistogram::merge(const DelayHistogram &other)
{
    if (other.m_count == 0)
        return;
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_sum += other.m_sum;
    m_count += other.m_count;
    std::transform(m_counts.begin(), m_counts.end(), other.m_counts.begin(), m_counts.begin(),
                   std::plus<>{});
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
