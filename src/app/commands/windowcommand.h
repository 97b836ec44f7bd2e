// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"
#include "runners/placement/placementcatalog.h"

#include <QString>

namespace thaw {

class SignalWatcher;

/// Opens the window, and returns the exit status when it was closed. Makes the QApplication itself,
/// of these arguments: without a usable display it prints one line that says so, and returns 1.
[[nodiscard]] int showWindow(int &argc, char **argv, const WindowCommand &command,
                             const QString &dataFolder, const JobCatalog &jobs,
                             const PlacementCatalog &placements, SignalWatcher &signals);

} // namespace thaw
