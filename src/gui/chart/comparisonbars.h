// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"
#include "report/measure.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <vector>

namespace thaw {

/// What a chart of one measure draws: a bar for each placement, from the top.
struct ComparisonBars
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ComparisonBars)
public:
    struct Bar
    {
        QString name;
        std::optional<Spread> spread; ///< empty if no run finished, or it isn't known
        bool stoodStill = false;      ///< the window did, in most of its runs
        QString whyEmpty = {};        ///< what stands in place of a value
    };

    Measure measure = Measure::WorstDelay;
    QString title; ///< "Count primes: worst delay"
    std::vector<Bar> bars;

    [[nodiscard]] static ComparisonBars of(const Comparison &comparison, Measure measure);
};

} // namespace thaw
