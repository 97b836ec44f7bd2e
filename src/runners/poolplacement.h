// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement.h"

namespace thaw {

/// `pool`: a thread of a QThreadPool of Thaw's own, which lasts as long as the descriptor. The job
/// only borrows the thread, so it keeps its priority: an ordinary user couldn't give it back.
[[nodiscard]] PlacementDescriptor poolPlacement();

} // namespace thaw
