// SPDX-License-Identifier: MIT
#pragma once

#include "probe/recording.h"

#include <QString>

#include <chrono>
#include <vector>

namespace thaw {

/// What a thread was at for a while.
struct ActivityStretch
{
    std::chrono::steady_clock::time_point from;
    std::chrono::steady_clock::time_point to;
    QString what;
    bool isApart = false; ///< its stalls are counted apart
};

/// The stalls that `whole` is made of: it is cut where what is counted apart meets what is not, and
/// each part that is longer than `threshold` is a stall with its own length, named by what took
/// most of it. If no part is long enough, all of it is one, of the kind that took more of it.
/// There is always at least one; only the last is `lasting`, if `whole` is.
///
/// `stretches` are in the order of time and don't overlap; what none covers has no name.
[[nodiscard]] std::vector<Stall> stallParts(const Stall &whole,
                                            const std::vector<ActivityStretch> &stretches,
                                            std::chrono::nanoseconds threshold);

} // namespace thaw
