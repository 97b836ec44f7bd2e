// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/banner.h"
#include "gui/session/inputguard.h"
#include "gui/session/runmessages.h"
#include "report/comparison/comparison.h"
#include "runners/placement/placement.h"

#include <QString>

#include <chrono>
#include <optional>

namespace thaw {

// What the window says of a comparison, as plain functions.

/// Before it: how many runs, how long they take if a run's length is known, in how many of them the
/// window will be frozen and for how long at most, and which placements are left out, and why.
[[nodiscard]] QString comparisonForecast(const ComparisonPlan &plan,
                                         std::optional<std::chrono::nanoseconds> runLength,
                                         std::chrono::seconds freezeLimit);

/// While a run of it goes on: which one it is, of how many, and where, unless it freezes the
/// window, which is announced with that. `run` is from 1 on.
[[nodiscard]] QString comparisonProgress(const Comparison &comparison, int run,
                                         const PlacementDescriptor &placement);

/// When it is over: what it came to, unless that is in sight, how many runs didn't finish, and what
/// became of the input that waited in its freezes. Empty if that is nothing.
[[nodiscard]] QString comparisonEndMessage(const Comparison &comparison, const WaitingInput &input,
                                           OutcomeIs outcome = OutcomeIs::ToBeTold);
[[nodiscard]] Banner::Kind comparisonEndKind(const Comparison &comparison);

} // namespace thaw
