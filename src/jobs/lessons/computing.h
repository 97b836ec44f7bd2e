// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <cstdint>

namespace thaw {

/// Something that needs a core and nothing else: every step needs the result of the one before,
/// and takes about a nanosecond. Returns the last result.
[[nodiscard]] std::uint64_t computeSteps(std::uint64_t start, qint64 steps);

/// So many are computed between two looks at whether to pause or stop: about a quarter of a
/// millisecond, a few in a program that is instrumented.
inline constexpr qint64 stepsAtOnce = 250'000;

/// Computes on any number of threads, and counts what has been computed.
class Computing
{
public:
    void addSteps(qint64 steps)
    {
        m_result.store(computeSteps(m_result, steps), std::memory_order_relaxed);
        m_steps += steps;
    }
    /// Those of another process.
    void noteSteps(qint64 steps) { m_steps += steps; }
    [[nodiscard]] qint64 steps() const { return m_steps; }
    void reset() { m_steps = 0; }

private:
    std::atomic<std::uint64_t> m_result = 1; // so that nothing is left out as useless
    std::atomic<qint64> m_steps = 0;
};

} // namespace thaw
