// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

namespace thaw {

/// `join`, the classic mistake: the GUI thread starts a QThread for the job and at once waits for
/// it. It freezes as `gui` does.
[[nodiscard]] PlacementDescriptor joinPlacement();

} // namespace thaw
