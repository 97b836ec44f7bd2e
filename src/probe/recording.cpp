// SPDX-License-Identifier: MIT
#include "probe/recording.h"

#include <algorithm>

namespace thaw {

std::chrono::nanoseconds Recording::longestStall() const
{
    std::chrono::nanoseconds longest{0};
    for (const Stall &stall : stalls)
        longest = std::max(longest, stall.duration);
    return longest;
}

} // namespace thaw
