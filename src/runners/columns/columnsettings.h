// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace thaw {

/// What a column does to get its numbers: wait, as on a slow source, or compute.
enum class ColumnWork { Waiting, Computing };

/// How a column is made. The ranges are enforced by clamped().
struct ColumnSettings
{
    int count = 5;                          ///< how many numbers, 1 to 20
    int lowest = 1;                         ///< both ends included; -9,999 to 9,999
    int highest = 100;                      ///< at least `lowest`
    std::chrono::milliseconds period{1000}; ///< 100 ms to 60 s
    std::chrono::milliseconds work{250};    ///< work per refresh, 0 to 2,000 ms
    ColumnWork workKind = ColumnWork::Waiting;
    std::optional<std::uint64_t> seed = {}; ///< the same seed gives the same numbers; for tests

    [[nodiscard]] ColumnSettings clamped() const;
    friend bool operator==(const ColumnSettings &, const ColumnSettings &) = default;
};

/// One refresh of a column.
struct ColumnRefresh
{
    std::vector<int> numbers;
    std::chrono::steady_clock::time_point at; ///< when the numbers were ready
    std::int64_t refreshes = 0;               ///< with this one, since the column was started
    std::int64_t skipped = 0;                 ///< ticks that a refresh or a freeze was too long for
    QString thread;                           ///< the name of the thread that made them

    [[nodiscard]] double mean() const;
};

} // namespace thaw
