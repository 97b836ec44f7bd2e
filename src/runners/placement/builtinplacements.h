// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placementcatalog.h"

#include <QString>

namespace thaw {

/// Every placement of Thaw. To add one, write its file and add its line in builtinplacements.cpp.
/// `program` is the path of Thaw itself, which one of them starts as a child process; empty: that
/// of the running process.
[[nodiscard]] PlacementCatalog builtInPlacements(const QString &program = {});

} // namespace thaw
