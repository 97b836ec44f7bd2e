// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runchannel.h"

#include <chrono>
#include <optional>

namespace thaw {

/// How much of it is done, 0 to 1; empty while the total isn't known.
[[nodiscard]] std::optional<double> fractionOf(const Progress &progress);
/// The same, 0 to 100.
[[nodiscard]] std::optional<int> percentageOf(const Progress &progress);

/// How fast a run gets on and how long the rest of it takes. Its clock begins when the run knows
/// how much there is to do: a walk that looks for files first doesn't count.
///
/// One thread's; made afresh for every run.
class ProgressRate
{
public:
    /// Takes what the run has come to after this time (without pauses). Call it often.
    void add(const Progress &progress, std::chrono::nanoseconds elapsed);

    /// In the run's unit; empty until there is something to tell.
    [[nodiscard]] std::optional<double> perSecond() const;
    /// If it goes on as it has so far; empty while it is too early to say, or no total is known.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> timeLeft() const;

private:
    [[nodiscard]] double seconds() const;

    Progress m_progress;
    std::chrono::nanoseconds m_began{};
    std::chrono::nanoseconds m_elapsed{};
};

} // namespace thaw
