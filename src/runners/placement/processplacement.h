// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

#include <QString>

namespace thaw {

/// `process`: a child process of this program does the job. Here, in place of the job, one runs on
/// a worker thread that talks to the child. `program` is the path of Thaw itself; empty: that of
/// the running process.
[[nodiscard]] PlacementDescriptor processPlacement(const QString &program);

} // namespace thaw
