// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace thaw {

struct FloodCell;

/// How recently the cells of a flood changed, as a view has seen it: at the drain at which the
/// change was there. A value; the GUI thread's.
class CellAges
{
public:
    using Clock = std::chrono::steady_clock;
    enum class Freshness : std::uint8_t {
        Never,  ///< nothing has come yet
        Old,    ///< longer ago than all below
        Lately, ///< within `lately`
        Recent, ///< within `recent`
        Now,    ///< within some two frames
    };
    static constexpr int freshnessCount = 5;
    static constexpr std::chrono::milliseconds now{40};
    static constexpr std::chrono::milliseconds recent{250};
    static constexpr std::chrono::milliseconds lately{1000};

    /// So many cells, to which nothing has come.
    void reset(std::size_t cells);
    /// Notes which of the cells have changed since the last call.
    void update(const std::vector<FloodCell> &cells, Clock::time_point at);

    [[nodiscard]] std::size_t count() const { return m_cells.size(); }
    [[nodiscard]] Freshness freshness(std::size_t cell, Clock::time_point at) const;
    /// Since its last change; empty if there was none.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> age(std::size_t cell,
                                                              Clock::time_point at) const;
    /// Whether a cell's freshness will still change by itself.
    [[nodiscard]] bool isFading(Clock::time_point at) const;

private:
    struct Seen
    {
        std::uint64_t count = 0;
        Clock::time_point changed;
    };
    std::vector<Seen> m_cells;
    std::optional<Clock::time_point> m_lastChange; // of any
};

} // namespace thaw
