// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"
#include "report/wording.h"

#include <QStringList>

namespace thaw {

/// What else there is to be known, a sentence each: the other placements, runs that failed or were
/// stopped, placements that were refused, and where placements differ in more than the thread.
[[nodiscard]] QStringList comparisonNotes(const Comparison &comparison,
                                          Watched watched = Watched::Window);

} // namespace thaw
