// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/toomanythreads/toomanythreads.h"

#include <algorithm>
#include <atomic>

namespace thaw {

//! [lesson]
// A share of the computing: one of so many.
void TooManyThreads::computeShare(int share, int shares)
{
    qint64 left = m_steps * (share + 1) / shares - m_steps * share / shares;
    for (; left > 0; left -= stepsAtOnce) {
        m_computing.addSteps(std::min(left, stepsAtOnce));
        context().point();
    }
}

// A thread for each share, however many there are.
void TooManyThreads::onThreadsOfTheirOwn(int shares)
{
    onThreads(shares, [&](int index) { computeShare(index, shares); });
}

// A pool: as many threads as there are cores. Each takes one share after the other, until none
// is left.
void TooManyThreads::onPool(int cores, int shares)
{
    std::atomic<int> next = 0;
    onThreads(cores, [&](int) {
        for (int share = next++; share < shares; share = next++) {
            computeShare(share, shares);
        }
    });
}
//! [lesson]

} // namespace thaw
