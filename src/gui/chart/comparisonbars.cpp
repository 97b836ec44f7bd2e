// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/chart/comparisonbars.h"

#include <QCoreApplication>

namespace thaw {

namespace {

// Nothing while its first run is still to come.
QString whyEmpty(const RunCounts &counts)
{
    return counts.all() == 0      ? QString()
           : counts.finished == 0 ? ComparisonBars::tr("none finished")
                                  : ComparisonBars::tr("not known");
}

} // namespace

ComparisonBars ComparisonBars::of(const Comparison &comparison, Measure measure)
{
    ComparisonBars bars{.measure = measure,
                        .title = tr("%1: %2").arg(comparison.title, measureTitle(measure)),
                        .bars = {}};
    for (const ComparedPlacement &placement : comparison.placements) {
        bars.bars.push_back({placement.title, comparison.spread(placement, measure),
                             comparison.stoodStill(placement),
                             whyEmpty(comparison.counts(placement))});
    }
    return bars;
}

} // namespace thaw
