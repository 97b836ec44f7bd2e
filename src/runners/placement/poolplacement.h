// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

namespace thaw {

/// `pool`: a thread of a QThreadPool of Thaw's own, which lasts as long as the descriptor. The job
/// only borrows the thread.
[[nodiscard]] PlacementDescriptor poolPlacement();

} // namespace thaw
