// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

namespace thaw {

/// `slices`: the worker stays on the GUI thread, whose event loop calls it. At its points the
/// job gives way: as soon as a slice's time is over, what waits for the GUI thread is handled by a
/// nested event loop. A job that reaches no point stalls the window.
///
/// A run may be destroyed by what is handled there: its job then stops at the point that it is
/// in, and goes when it has returned.
[[nodiscard]] PlacementDescriptor slicesPlacement();

} // namespace thaw
