// SPDX-License-Identifier: GPL-3.0-or-later
// The module that gui/chart/charts.h loads.
#include "charts/comparisonchart.h"
#include "charts/responsivenesschart.h"
#include "charts/resultchartview.h"
#include "charts/sparklinechart.h"
#include "gui/chart/charts.h"

namespace {

class QtCharts final : public thaw::Charts
{
public:
    [[nodiscard]] thaw::LineChart &makeLine(int capacity, QWidget &parent) const override
    {
        return *new thaw::SparklineChart(capacity, &parent);
    }
    [[nodiscard]] thaw::DelayChart &makeDelays(QWidget &parent) const override
    {
        return *new thaw::ResponsivenessChart(&parent);
    }
    [[nodiscard]] thaw::BarsChart &makeBars(QWidget &parent) const override
    {
        return *new thaw::ResultChartView(&parent);
    }
    [[nodiscard]] thaw::RangesChart &makeRanges(QWidget &parent) const override
    {
        return *new thaw::ComparisonChart(&parent);
    }
    [[nodiscard]] QImage rangesPicture(const thaw::ComparisonBars &bars,
                                       const QWidget &looks) const override
    {
        return thaw::ComparisonChart::picture(bars, looks);
    }
    [[nodiscard]] QByteArray rangesDrawing(const thaw::ComparisonBars &bars,
                                           const QWidget &looks) const override
    {
        return thaw::ComparisonChart::drawing(bars, looks);
    }
};

} // namespace

extern "C" Q_DECL_EXPORT const thaw::Charts *thawCharts()
{
    static const QtCharts charts;
    return &charts;
}
