// SPDX-License-Identifier: MIT
#include "probe/recording.h"

#include <algorithm>
#include <iterator>

namespace thaw {

std::chrono::nanoseconds Recording::longestStall() const
{
    std::chrono::nanoseconds longest{0};
    for (const Stall &stall : stalls) {
        longest = std::max(longest, stall.duration);
    }
    return longest;
}

std::vector<Stall> Recording::allStalls() const
{
    std::vector<Stall> all;
    std::ranges::merge(stalls, stallsApart, std::back_inserter(all), {}, &Stall::start,
                       &Stall::start);
    return all;
}

} // namespace thaw
