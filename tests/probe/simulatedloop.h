// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <random>
#include <vector>

/// An event loop whose turns are known, so that the delay of each moment is: milliseconds, all of
/// it repeatable.
class SimulatedLoop
{
public:
    using Random = std::mt19937_64;

    /// In this time it is busy and handles nothing. Turns come in their order.
    void addTurn(double from, double to) { m_turns.push_back({from, to}); }
    [[nodiscard]] double busyUntil() const { return m_turns.empty() ? 0 : m_turns.back().to; }

    /// When an event that is posted at `time` is handled: when the turn ends, and out of rest as
    /// soon as the thread has woken up.
    [[nodiscard]] double handled(double time, Random &random) const
    {
        const auto after = std::upper_bound(m_turns.begin(), m_turns.end(), time,
                                            [](double t, const Turn &turn) { return t < turn.to; });
        return after != m_turns.end() && after->from <= time
                       ? after->to
                       : time + std::uniform_real_distribution(wakesAfter, wakesUntil)(random);
    }

    /// The delay that isn't exceeded in `percent` of the time between the two: exact.
    [[nodiscard]] double percentile(double percent, double from, double to) const
    {
        double low = 0;
        double high = to - from;
        for (const Turn &turn : m_turns) {
            high = std::max(high, turn.to - turn.from);
        }
        while (high - low > 1e-9) {
            const double middle = (low + high) / 2;
            (shareUpTo(middle, from, to) < percent / 100 ? low : high) = middle;
        }
        return high;
    }

    /// The share of the time between the two in which an event waits for `delay` at most: exact.
    [[nodiscard]] double shareUpTo(double delay, double from, double to) const
    {
        double longer = 0;
        double rest = to - from;
        for (const Turn &turn : m_turns) {
            const double begin = std::max(turn.from, from);
            const double end = std::min(turn.to, to);
            rest -= std::max(end - begin, 0.0);
            longer += std::max(std::min(turn.to - delay, to) - begin, 0.0);
        }
        const double slow = (wakesUntil - delay) / (wakesUntil - wakesAfter);
        return 1 - (longer + rest * std::clamp(slow, 0.0, 1.0)) / (to - from);
    }

private:
    struct Turn
    {
        double from;
        double to;
    };
    static constexpr double wakesAfter = 0.02;
    static constexpr double wakesUntil = 0.08;

    std::vector<Turn> m_turns;
};
