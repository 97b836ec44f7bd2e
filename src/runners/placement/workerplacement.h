// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

namespace thaw {

/// `worker`: the worker is moved to a QThread of its own, and its slot is called there by a queued
/// call.
[[nodiscard]] PlacementDescriptor workerPlacement();

/// What runs it, on a thread of that name.
[[nodiscard]] std::unique_ptr<Runner> workerRunner(const QString &threadName);

} // namespace thaw
