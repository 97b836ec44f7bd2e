// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace thaw {

/// What Thaw does as a child process, of a lesson or of the placement `process`: `thaw child TASK
/// ARGUMENTS...`, a way to start it that is not for people. Runs in main(), before anything else is
/// set up; there is no application object. Returns the exit status, 2 for a task or arguments that
/// it doesn't know.
///
/// Such a process ends at once when its standard input closes, so that it can't outlive its parent.
[[nodiscard]] int runChildTask(const std::vector<QByteArray> &arguments);

} // namespace thaw
