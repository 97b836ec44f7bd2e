// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/computing.h"

namespace thaw {

std::uint64_t computeSteps(std::uint64_t start, qint64 steps)
{
    // Knuth's linear congruential generator for 64 bits (MMIX).
    std::uint64_t value = start;
    for (qint64 step = 0; step < steps; ++step) {
        value = value * 6364136223846793005U + 1442695040888963407U;
    }
    return value;
}

} // namespace thaw
