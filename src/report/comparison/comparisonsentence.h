// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"
#include "report/wording.h"

#include <QString>

namespace thaw {

/// What a comparison came to, in one sentence that is put together from its figures: where the
/// window stood still and for how long, where it didn't, and what that cost. "On the GUI thread the
/// window stood still for 2.1 s of 2.1 s; on a worker thread its worst delay was 1.2 ms, for 3 %
/// more time." All figures are medians.
[[nodiscard]] QString comparisonSentence(const Comparison &comparison,
                                         Watched watched = Watched::Window);

} // namespace thaw
