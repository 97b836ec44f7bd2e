// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>

namespace thaw {

/// What the waits of a lesson are multiplied by, 1 unless set. Any thread.
class Pace
{
public:
    static constexpr double least = 0.05;
    static constexpr double most = 10;

    /// A value outside of the range is brought into it.
    void set(double pace) noexcept
    {
        m_isSet = true;
        m_value.store(std::clamp(pace, least, most), std::memory_order_relaxed);
    }
    [[nodiscard]] double value() const noexcept { return m_value.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isSet() const noexcept { return m_isSet; }

private:
    std::atomic<double> m_value = 1;
    std::atomic<bool> m_isSet = false;
};

} // namespace thaw
