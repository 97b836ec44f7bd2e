// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace thaw {

/// What the parts of a RunControl share: one word of flags, which is all that a point reads,
/// and the lock and the condition of whatever changes them.
struct ControlState
{
    enum Flag : unsigned { Stopping = 1, Pausing = 2, InSlices = 4 };

    /// Any thread. Relaxed, since what a flag stands for is read under the lock, or (of slices) was
    /// set before the other threads began.
    [[nodiscard]] bool has(unsigned some) const noexcept
    {
        return (flags.load(std::memory_order_relaxed) & some) != 0;
    }
    void set(Flag flag) noexcept { flags.fetch_or(flag, std::memory_order_relaxed); }
    void clear(Flag flag) noexcept { flags.fetch_and(~unsigned{flag}, std::memory_order_relaxed); }

    std::atomic<unsigned> flags = 0;
    std::mutex mutex; ///< protects what the parts say that it does
    std::condition_variable changed;
};

} // namespace thaw
