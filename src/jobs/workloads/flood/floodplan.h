// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thaw {

/// How many samples are due, and when. Plain reckoning.
struct FloodPlan
{
    int producers = 1;
    double rate = 0; ///< of each, a second; 0: as many as go through
    std::chrono::nanoseconds time{};

    [[nodiscard]] bool isPaced() const { return rate > 0; }
    /// What `of` of them owe by this moment since the start, `time` at the latest; only of
    /// paced ones.
    [[nodiscard]] std::int64_t due(std::size_t of, std::chrono::nanoseconds since) const;
    /// How long a paced thread sleeps after it has produced all that was due: a few milliseconds,
    /// or until the next sample if that takes longer.
    [[nodiscard]] std::chrono::nanoseconds rest(std::size_t of,
                                                std::chrono::nanoseconds since) const;
    /// Of `threads` that share the producers, the first one of `thread`; at `threads`, their count.
    [[nodiscard]] int firstOf(int thread, int threads) const;
};

} // namespace thaw
