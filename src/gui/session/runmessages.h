// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/banner.h"
#include "gui/session/inputguard.h"
#include "report/runrecord.h"
#include "runners/run.h"

#include <QString>

#include <chrono>
#include <optional>

namespace thaw {

// What the banner says before and after a run, as plain functions.

/// Before a run that freezes the window: that it will, for how long if that is known, and what the
/// way out is.
[[nodiscard]] QString freezeAnnouncement(const RunRequest &request,
                                         std::optional<std::chrono::nanoseconds> expected,
                                         std::chrono::seconds freezeLimit);

/// After a run: how it ended (a lesson: first whether as expected), what it did to the window, and
/// what became of the input meanwhile. Where the first is in sight already, only the rest; but a
/// failure is always told.
enum class OutcomeIs { ToBeTold, InSight };
[[nodiscard]] QString endMessage(const RunRecord &record, const WaitingInput &input,
                                 OutcomeIs outcome = OutcomeIs::ToBeTold);
[[nodiscard]] Banner::Kind endKind(const RunRecord &record,
                                   OutcomeIs outcome = OutcomeIs::ToBeTold);

/// "3 clicks and a key press waited up to 4.2 s and started nothing." Empty if there was none.
[[nodiscard]] QString inputSentence(const WaitingInput &input);

} // namespace thaw
