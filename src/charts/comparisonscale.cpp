// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonscale.h"

#include "charts/resultchartview.h"

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

constexpr double logarithmicDecades = 2; // from so many on the axis is logarithmic

double leastOf(const std::vector<ComparisonBars::Bar> &bars)
{
    double least = 0;
    for (const ComparisonBars::Bar &bar : bars) {
        if (bar.spread && bar.spread->median > 0) {
            const double value = bar.spread->least > 0 ? bar.spread->least : bar.spread->median;
            least = least > 0 ? std::min(least, value) : value;
        }
    }
    return least;
}

double mostOf(const std::vector<ComparisonBars::Bar> &bars)
{
    double most = 0;
    for (const ComparisonBars::Bar &bar : bars) {
        most = bar.spread ? std::max(most, bar.spread->most) : most;
    }
    return most;
}

} // namespace

ComparisonScale ComparisonScale::of(const ComparisonBars &bars, int most)
{
    const double least = leastOf(bars.bars);
    const double largest = mostOf(bars.bars);
    ComparisonScale scale;
    scale.isLogarithmic = least > 0 && std::log10(largest / least) >= logarithmicDecades;
    scale.ticks.clear();
    if (scale.isLogarithmic) {
        // The shortest bar is to be seen, too.
        const auto first = static_cast<int>(std::floor(std::log10(least) - 0.2));
        const auto last = static_cast<int>(std::ceil(std::log10(largest)));
        for (int power = first; power <= last; ++power) {
            scale.ticks.push_back(std::pow(10.0, power));
        }
    } else {
        const ResultScale linear = ResultScale::upTo(largest, most);
        const long steps = std::lround(linear.top / linear.step);
        for (long tick = 0; tick <= steps; ++tick) {
            scale.ticks.push_back(static_cast<double>(tick) * linear.step);
        }
    }
    return scale;
}

double ComparisonScale::at(double value) const
{
    if (!isLogarithmic) {
        return std::clamp(value / ticks.back(), 0.0, 1.0);
    }
    if (value <= ticks.front()) {
        return 0;
    }
    return std::min(std::log10(value / ticks.front()) / std::log10(ticks.back() / ticks.front()),
                    1.0);
}

} // namespace thaw
