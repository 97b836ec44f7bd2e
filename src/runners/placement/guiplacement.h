// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

namespace thaw {

/// `gui`: the worker stays on the GUI thread and its slot is called directly. The window freezes
/// until the job has ended; nothing pumps events meanwhile.
[[nodiscard]] PlacementDescriptor guiPlacement();

} // namespace thaw
