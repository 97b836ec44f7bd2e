// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"
#include "report/wording.h"

#include <QString>

#include <vector>

namespace thaw {

// What a comparison's sentence and its notes are put together from.

/// A placement with the figures of its finished runs, in milliseconds.
struct ComparisonResult
{
    const ComparedPlacement *placement = nullptr; ///< the comparison's
    Spread elapsed;
    Spread delay;            ///< the worst
    Spread still;            ///< how long the window stood still
    bool stoodStill = false; ///< in most of the runs
    int runs = 0;            ///< that finished
    int stillRuns = 0;       ///< of these, in how many it stood still
};

/// Of the placements in which a run finished, in the comparison's order. They point into it.
[[nodiscard]] std::vector<ComparisonResult> resultsOf(const Comparison &comparison);

using ComparisonResults = std::vector<const ComparisonResult *>;

/// The results in which the window stood still, and the others. They point into what it is made
/// from.
struct PartedResults
{
    explicit PartedResults(const std::vector<ComparisonResult> &results);
    ComparisonResults frozen;
    ComparisonResults alive;
};

// Of some, at least one: the first of those that are nearly as good as the best of them.

/// In which the window stood still for most of the run.
[[nodiscard]] const ComparisonResult &stillest(const ComparisonResults &results);
/// In which the window answered best, or within a frame.
[[nodiscard]] const ComparisonResult &liveliest(const ComparisonResults &results);

/// The two of them that tell how long the window stood still in all. They are the same one only
/// where that was equally long in each.
struct StillExtremes
{
    explicit StillExtremes(const ComparisonResults &results);
    const ComparisonResult *most;  ///< stillest(), unless no other was shorter: then the longest
    const ComparisonResult *least; ///< the shortest: exactly that one
};

/// How much more time one took than the other, in percent.
[[nodiscard]] long percentMore(const ComparisonResult &one, const ComparisonResult &than);
/// Whether the repeats of one and the same placement differ by more than these two do.
[[nodiscard]] bool isWithinSpread(const ComparisonResult &one, const ComparisonResult &other);
/// Whether there is nothing to tell between their times.
[[nodiscard]] bool tookTheSame(const ComparisonResult &one, const ComparisonResult &other);

/// A time in milliseconds for a person.
[[nodiscard]] QString msText(double milliseconds);
/// "2.1 s of 2.1 s": how long the window stood still.
[[nodiscard]] QString stillText(const ComparisonResult &result);
/// The worst delay; with that of the worst run where it is something else.
[[nodiscard]] QString delayText(const ComparisonResult &result);
/// "the window", within a sentence.
[[nodiscard]] QString watchedText(Watched watched);
/// As the beginning of a sentence.
[[nodiscard]] QString capitalized(QString text);

} // namespace thaw
