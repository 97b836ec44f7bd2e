// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thaw {

/// How much time had which delay: the delay that an event posted at a moment chosen at random would
/// have had. Time is gathered in buckets whose width grows with the delay, as HdrHistogram does.
///
/// Range 1 us to 1 h: what is shorter or longer is put at the end of the range, but min() and max()
/// stay exact. A percentile is off by less than 1 % (each bucket spans 1/64 of its octave or less
/// and is read at its middle: 0.8 %), and nothing is lost between the buckets: time is kept in
/// whole nanoseconds. Memory is fixed, about 16 kB inside the object, so that it is a plain value
/// to copy, and adding allocates nothing. Not thread-safe, like any value.
class DelayHistogram
{
public:
    using nanoseconds = std::chrono::nanoseconds;

    static constexpr nanoseconds shortest = std::chrono::microseconds{1};
    static constexpr nanoseconds longest = std::chrono::hours{1};

    /// Counts a ping that was late by `delay`, and has it stand for `time`. Without a time each
    /// ping weighs as much as any other; with none at all (0) it is counted, but weighs nothing. A
    /// negative delay counts as zero.
    void record(nanoseconds delay, nanoseconds time = nanoseconds{1});
    /// Adds a stretch of `time` in which the delay was the same.
    void addTime(nanoseconds delay, nanoseconds time);
    /// Adds the sawtooth of a freeze: the stretch in which the delay falls from `from` to `to`,
    /// since what is posted later waits for that much less. It takes from - to, evenly spread over
    /// the delays between the two. The cost is bounded by the number of buckets.
    void addSawtooth(nanoseconds from, nanoseconds to);

    /// How many pings were counted.
    [[nodiscard]] std::int64_t count() const { return m_count; }
    /// How much time has been added.
    [[nodiscard]] nanoseconds time() const { return nanoseconds{m_time}; }
    /// The delay that isn't exceeded in `percent` (0 to 100) of the time; zero if there is nothing.
    /// percentile(0) is min() and percentile(100) is max(), exactly.
    [[nodiscard]] nanoseconds percentile(double percent) const;
    /// Exact, zero if there is nothing.
    [[nodiscard]] nanoseconds min() const { return m_isEmpty ? nanoseconds{0} : m_min; }
    [[nodiscard]] nanoseconds max() const { return m_max; }
    /// The mean over the time; zero if there is none.
    [[nodiscard]] nanoseconds mean() const;

    /// Adds everything that `other` has gathered.
    void merge(const DelayHistogram &other);
    void reset() { *this = DelayHistogram{}; }

private:
    static constexpr std::size_t s_bucketCount = 2028; // 64 an octave, from 1 us to 1 h

    static std::size_t bucketOf(std::int64_t ns);
    static std::int64_t lowerEdge(std::size_t bucket);
    void include(nanoseconds delay);

    std::array<std::int64_t, s_bucketCount> m_times{}; // nanoseconds
    std::int64_t m_time = 0;                           // of all of them
    std::int64_t m_count = 0;
    bool m_isEmpty = true; // neither time nor a ping
    nanoseconds m_min{0};
    nanoseconds m_max{0};
    double m_sum = 0; // delay x time in square nanoseconds: a double, since hours overflow 64 bits
};

} // namespace thaw
