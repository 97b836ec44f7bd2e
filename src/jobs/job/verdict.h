// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/corewatch.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace thaw {

/// Whether a lesson has shown what it teaches. NotToBeTold: its figures can't tell, since other
/// programs took the cores or a person paused it.
enum class Verdict : std::uint8_t { AsExpected, NotAsExpected, NotToBeTold };

/// The fact `as_expected`: true, false or null.
[[nodiscard]] QJsonValue asExpected(Verdict verdict);
/// From a run's facts. Empty for a workload, and for a lesson that came to no conclusion. The only
/// place that reads `as_expected`.
[[nodiscard]] std::optional<Verdict> verdictOf(const QJsonObject &facts);
/// "as expected", "not as expected", "not to be told".
[[nodiscard]] QString verdictWords(Verdict verdict);

/// What the cores did while a lesson ran, for it and for others.
struct CoreFigures
{
    std::chrono::nanoseconds cpu{};         ///< that its threads and processes computed
    std::chrono::nanoseconds withoutCore{}; ///< that they were ready to, and had no core
    CoreUse use = {};                       ///< by others, meanwhile
    std::chrono::nanoseconds elapsed{};     ///< by the clock

    /// How long they wanted a core.
    [[nodiscard]] std::chrono::nanoseconds wanted() const { return cpu + withoutCore; }
    /// What others took from it: not more than they had, nor more than it went without. A lesson
    /// that has more threads than there are cores lets them wait for each other: that is its own
    /// affair. What is stolen shows in neither.
    [[nodiscard]] std::chrono::nanoseconds taken() const;
    /// That, of what it would have had without others: 0 to 1.
    [[nodiscard]] double takenShare() const;
    /// So much that it can be why times are not as they should be: a good part of what it computed
    /// and, for a lesson that mostly waits, of the time that it took; and more than the ticks that
    /// all this is measured with.
    [[nodiscard]] bool isBusy() const;
    /// "other programs", "other machines" (of the same hypervisor), "a limit of its control group",
    /// or several of them: who took it, as far as that weighs.
    [[nodiscard]] QString takers() const;
    /// So much that times of computing tell nothing, whatever they are.
    [[nodiscard]] bool isOverrun() const { return takenShare() > 1.0 / 3; }
};

/// What a lesson found, to judge by.
struct Findings
{
    bool isRight = false;       ///< by order, counts and overlap: no machine is an excuse
    bool isShown = true;        ///< by times, which a busy machine spoils
    bool isOfComputing = false; ///< those are times of computing
    bool wasPaused = false;     ///< a pause spoils them, too: in steps, no time counts
    bool isSpoiled = false;     ///< so does a machine that was busy during one measurement only
};
[[nodiscard]] Verdict judge(const Findings &findings, const CoreFigures &cores);

} // namespace thaw
