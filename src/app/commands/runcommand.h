// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"

namespace thaw {

class SignalWatcher;

/// Runs the job under a QCoreApplication's event loop, records it in the history's database at that
/// path, and prints what the command asks for. Returns the exit status.
[[nodiscard]] int runJob(const RunCommand &command, const QString &history, SignalWatcher &signals);

} // namespace thaw
