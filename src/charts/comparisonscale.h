// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chart/comparisonbars.h"

#include <vector>

namespace thaw {

/// The axis of a chart of bars: from 0, or logarithmic where the bars span decades.
struct ComparisonScale
{
    bool isLogarithmic = false;
    std::vector<double> ticks{0, 1}; ///< of equal distance on the axis

    /// No more than `most` ticks beyond the first on an axis that is not logarithmic.
    [[nodiscard]] static ComparisonScale of(const ComparisonBars &bars, int most);
    /// Where a value is, 0 to 1.
    [[nodiscard]] double at(double value) const;
};

} // namespace thaw
