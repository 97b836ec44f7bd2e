// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/columnsettings.h"

#include <algorithm>
#include <numeric>

namespace thaw {

using namespace std::chrono_literals;

ColumnSettings ColumnSettings::clamped() const
{
    ColumnSettings result = *this;
    result.count = std::clamp(count, 1, 20);
    result.lowest = std::clamp(lowest, -9'999, 9'999);
    result.highest = std::clamp(highest, result.lowest, 9'999);
    result.period = std::clamp<std::chrono::milliseconds>(period, 100ms, 60s);
    result.work = std::clamp<std::chrono::milliseconds>(work, 0ms, 2s);
    return result;
}

double ColumnRefresh::mean() const
{
    return numbers.empty() ? 0
                           : std::accumulate(numbers.begin(), numbers.end(), 0.0)
                                     / static_cast<double>(numbers.size());
}

} // namespace thaw
