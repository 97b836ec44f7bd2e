// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/progressrate.h"

#include <algorithm>

namespace thaw {

std::optional<double> fractionOf(const Progress &progress)
{
    return progress.total > 0 ? std::optional(std::clamp(
                   static_cast<double>(progress.done) / static_cast<double>(progress.total), 0.0,
                   1.0))
                              : std::nullopt;
}

std::optional<int> percentageOf(const Progress &progress)
{
    const auto fraction = fractionOf(progress);
    return fraction ? std::optional(static_cast<int>(*fraction * 100)) : std::nullopt;
}

namespace {

// Before that, figures would jump about.
constexpr double secondsForARate = 0.05;
constexpr double secondsForAnEnd = 0.2;
constexpr double partForAnEnd = 0.005;

} // namespace

void ProgressRate::add(const Progress &progress, std::chrono::nanoseconds elapsed)
{
    if (progress == Progress{}) {
        m_began = elapsed;
    }
    m_progress = progress;
    m_elapsed = elapsed;
}

double ProgressRate::seconds() const
{
    return std::chrono::duration<double>(m_elapsed - m_began).count();
}

std::optional<double> ProgressRate::perSecond() const
{
    if (m_progress.done <= 0 || seconds() <= secondsForARate) {
        return std::nullopt;
    }
    return static_cast<double>(m_progress.done) / seconds();
}

std::optional<std::chrono::nanoseconds> ProgressRate::timeLeft() const
{
    if (m_progress.total <= 0 || seconds() <= secondsForAnEnd) {
        return std::nullopt;
    }
    const double part =
            static_cast<double>(m_progress.done) / static_cast<double>(m_progress.total);
    if (part <= partForAnEnd || part > 1) {
        return std::nullopt;
    }
    const std::chrono::duration<double> left(seconds() / part - seconds());
    return std::chrono::duration_cast<std::chrono::nanoseconds>(left);
}

} // namespace thaw
