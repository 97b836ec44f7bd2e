// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thaw {

/// Counts delays in buckets whose width grows with the delay, as HdrHistogram does.
///
/// Range 1 us to 1 h: what is shorter or longer is counted at the end of the range, but min() and
/// max() stay exact. A percentile is off by less than 1 % (each bucket spans 1/64 of its octave or
/// less and is read at its middle: 0.8 %). Memory is fixed, about 16 kB inside the object, so that
/// it is a plain value to copy, and recording allocates nothing. Not thread-safe, like any value.
class DelayHistogram
{
public:
    using nanoseconds = std::chrono::nanoseconds;

    static constexpr nanoseconds shortest = std::chrono::microseconds{1};
    static constexpr nanoseconds longest = std::chrono::hours{1};

    /// Counts one delay. A negative one counts as zero.
    void record(nanoseconds delay);

    /// Counts `delay`, and also the delays of the probes that could not be sent while it lasted:
    /// delay - interval, delay - 2 * interval, ... down to one interval (coordinated omission, see
    /// http://hdrhistogram.github.io/HdrHistogram). A zero interval corrects nothing. The cost is
    /// bounded by the number of buckets, not by delay / interval.
    void recordCorrected(nanoseconds delay, nanoseconds expectedInterval);

    /// How many delays were counted, those added by the correction included.
    [[nodiscard]] std::int64_t count() const { return m_count; }
    /// The delay that `percent` (0 to 100) of all delays don't exceed; zero if there are none.
    /// percentile(0) is min() and percentile(100) is max(), exactly.
    [[nodiscard]] nanoseconds percentile(double percent) const;
    /// Exact, zero if there are none.
    [[nodiscard]] nanoseconds min() const { return m_count == 0 ? nanoseconds{0} : m_min; }
    [[nodiscard]] nanoseconds max() const { return m_max; }
    /// Of all delays, those added by the correction included; zero if there are none.
    [[nodiscard]] nanoseconds mean() const;

    /// Adds everything that `other` has counted.
    void merge(const DelayHistogram &other);
    void reset() { *this = DelayHistogram{}; }

private:
    static constexpr std::size_t s_bucketCount = 2028; // 64 an octave, from 1 us to 1 h

    static std::size_t bucketOf(std::int64_t ns);
    static std::int64_t lowerEdge(std::size_t bucket);
    void addOmittedOneByOne(std::int64_t delay, std::int64_t interval, std::int64_t omitted);
    void addOmittedByBucket(std::int64_t delay, std::int64_t interval, std::int64_t omitted);

    std::array<std::int64_t, s_bucketCount> m_counts{};
    std::int64_t m_count = 0;
    nanoseconds m_min{0};
    nanoseconds m_max{0};
    double m_sum = 0; // nanoseconds; a double, since hours of them overflow 64 bits
};

} // namespace thaw
