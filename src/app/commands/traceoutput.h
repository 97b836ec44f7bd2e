// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"
#include "report/stream.h"

#include <QString>

namespace thaw {

/// Writes the trace of a run to what --trace names: a file whole or not at all, a pipe or a device
/// as it comes, for whose reader no longer is waited than `patience` lasts. What goes wrong is told
/// as for standard output: in one line, and not at all if there is no reader any more. Returns
/// whether all is written.
[[nodiscard]] bool writeTraceTo(const QString &path, const RunRecord &record, Patience patience);

} // namespace thaw
