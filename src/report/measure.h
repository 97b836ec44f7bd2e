// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace thaw {

/// What placements are compared by. Less is better in each.
enum class Measure { Elapsed, CpuTime, WorstDelay, DelayP99, FramesMissed, Stalls, Memory };

inline constexpr std::array measures{Measure::Elapsed,  Measure::CpuTime,      Measure::WorstDelay,
                                     Measure::DelayP99, Measure::FramesMissed, Measure::Stalls,
                                     Measure::Memory};

/// Of one run: times in milliseconds, memory in bytes, else a count. Empty where it isn't known.
[[nodiscard]] std::optional<double> measured(const RunRecord &record, Measure measure);

/// The key in JSON and in CSV, with the unit in it: "elapsed_ms", "frames_missed".
[[nodiscard]] QString measureKey(Measure measure);
/// For a heading: "Worst delay".
[[nodiscard]] QString measureTitle(Measure measure);
/// What it is, in one or two sentences.
[[nodiscard]] QString measureHelp(Measure measure);
/// A value for a person, with its unit: "2.1 s", "12".
[[nodiscard]] QString measureText(Measure measure, double value);

/// What several runs came to.
struct Spread
{
    double median = 0; ///< of an even number the middle of the two
    double least = 0;
    double most = 0;

    /// Empty for no values.
    [[nodiscard]] static std::optional<Spread> of(std::vector<double> values);
};

/// The range for a person, with its unit once: "2.0–2.2 s". Empty where both ends read the same.
[[nodiscard]] QString rangeText(Measure measure, const Spread &spread);

} // namespace thaw
