// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodplan.h"

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

using std::chrono::nanoseconds;

// A frame has four of them, so the window's cells are never older than they need be.
constexpr std::chrono::milliseconds tick{4};
// What a double's rounding may take from a whole number.
constexpr double rounding = 1e-6;

} // namespace

std::int64_t FloodPlan::due(std::size_t of, nanoseconds since) const
{
    const double seconds = std::chrono::duration<double>(std::min(since, time)).count();
    return static_cast<std::int64_t>(
            std::floor(seconds * rate * static_cast<double>(of) + rounding));
}

nanoseconds FloodPlan::rest(std::size_t of, nanoseconds since) const
{
    const double perSecond = rate * static_cast<double>(of);
    const double next = static_cast<double>(due(of, since) + 1) / perSecond;
    const std::chrono::duration<double> toNext(next - std::chrono::duration<double>(since).count());
    const auto toEnd = std::max(time - since, nanoseconds(1));
    return std::min<nanoseconds>(
            toEnd,
            std::max<nanoseconds>(tick, std::chrono::ceil<nanoseconds>(std::min(
                                                toNext, std::chrono::duration<double>(toEnd)))));
}

int FloodPlan::firstOf(int thread, int threads) const
{
    return static_cast<int>(std::int64_t{producers} * thread / threads);
}

} // namespace thaw
