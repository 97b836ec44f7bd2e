// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace thaw {

/// A pause of a run, by the clock. What a step lets go on in it counts in no time of the run
/// either.
struct Pause
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point begin;
    std::optional<Clock::time_point> end = {}; ///< none while it goes on
};

} // namespace thaw
