// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>
#include <vector>

namespace thaw {

/// How long the calling thread has been ready to run since it began, and had no core. From
/// /proc/thread-self/schedstat (the kernel's Documentation/scheduler/sched-stats.rst); empty where
/// the system doesn't tell.
[[nodiscard]] std::optional<std::chrono::nanoseconds> currentThreadWithoutCore();

/// What a thread or a process has had of the cores, and how long it was ready and had none.
struct CoreTimes
{
    std::chrono::nanoseconds cpu{};
    std::chrono::nanoseconds withoutCore{};
};
/// Of the first thread of a child that has not been waited for yet. Empty as above.
[[nodiscard]] std::optional<CoreTimes> timesOfProcess(qint64 process);

/// Who else had the cores that this process may use, over a time.
struct CoreUse
{
    std::chrono::nanoseconds others{}; ///< processor time of other programs
    std::chrono::nanoseconds stolen{}; ///< in which the hypervisor gave a core to other machines
    /// In which a limit of its control group stopped this process; up to so much.
    std::chrono::nanoseconds throttled{};

    [[nodiscard]] std::chrono::nanoseconds all() const { return others + stolen + throttled; }
    friend bool operator==(const CoreUse &, const CoreUse &) = default;
};

/// Watches it from when it is made. Any thread.
class CoreWatch
{
public:
    CoreWatch();
    /// Since then. What the cores did is known to a hundredth of a second. Zero where the system
    /// doesn't tell. Children of this process count as its own once they have been waited for.
    [[nodiscard]] CoreUse use() const;

    /// Ticks of some cores: what they were busy, and what was stolen.
    struct Ticks
    {
        qint64 busy = 0;
        qint64 stolen = 0;
        friend bool operator==(const Ticks &, const Ticks &) = default;
    };
    /// From the contents of /proc/stat (see proc(5)), of the cores with these numbers.
    [[nodiscard]] static Ticks ticksFrom(const QByteArray &stat, const std::vector<int> &cores);

private:
    Ticks m_ticks;
    std::chrono::nanoseconds m_own; // processor time of this process and its children
    std::chrono::nanoseconds m_throttled;
};

} // namespace thaw
