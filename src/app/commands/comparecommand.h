// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"

namespace thaw {

class SignalWatcher;

/// Runs the job in each placement, as runJob() does it once, keeps each run in the history's
/// database at that path, and prints what the command asks for: of a comparison that was canceled,
/// what there is. Returns the exit status.
[[nodiscard]] int compareJob(const CompareCommand &command, const QString &history,
                             SignalWatcher &signals);

} // namespace thaw
