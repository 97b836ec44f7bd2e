// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisonresults.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace thaw {

namespace {

using std::chrono::nanoseconds;

constexpr double oneFrame = 1000.0 / 60; // ms

struct ResultWords
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ResultWords)
};

// What lies behind the job's end is none of the run's.
double timeStoodStill(const RunRecord &run)
{
    const nanoseconds sum = std::accumulate(
            run.gui.stalls.begin(), run.gui.stalls.end(), nanoseconds(),
            [](nanoseconds before, const Stall &stall) { return before + stall.duration; });
    return std::chrono::duration<double, std::milli>(std::min(sum, run.elapsed)).count();
}

bool stoodStill(const RunRecord *run)
{
    return !run->gui.stalls.empty();
}

// The first, in the placements' order, of those that are nearly as good as the best.
const ComparisonResult &firstOf(const ComparisonResults &results,
                                const std::function<bool(const ComparisonResult &)> &isGoodEnough)
{
    return **std::ranges::find_if(
            results, [&](const ComparisonResult *result) { return isGoodEnough(*result); });
}

} // namespace

std::vector<ComparisonResult> resultsOf(const Comparison &comparison)
{
    std::vector<ComparisonResult> results;
    for (const ComparedPlacement &placement : comparison.placements) {
        const std::vector<const RunRecord *> finished = comparison.finished(placement);
        std::vector<double> still;
        still.reserve(finished.size());
        for (const RunRecord *run : finished) {
            still.push_back(timeStoodStill(*run));
        }
        if (still.empty()) {
            continue;
        }
        const auto runs = static_cast<int>(still.size());
        const auto stillRuns = static_cast<int>(std::ranges::count_if(finished, &stoodStill));
        results.push_back({.placement = &placement,
                           .elapsed = *comparison.spread(placement, Measure::Elapsed),
                           .delay = *comparison.spread(placement, Measure::WorstDelay),
                           .still = *Spread::of(std::move(still)),
                           .stoodStill = comparison.stoodStill(placement),
                           .runs = runs,
                           .stillRuns = stillRuns});
    }
    return results;
}

PartedResults::PartedResults(const std::vector<ComparisonResult> &results)
{
    for (const ComparisonResult &result : results) {
        (result.stoodStill ? frozen : alive).push_back(&result);
    }
}

const ComparisonResult &stillest(const ComparisonResults &results)
{
    // By the share of the run: how long the same job takes is another matter.
    const auto share = [](const ComparisonResult &one) {
        return one.still.median > 0 ? one.still.median / one.elapsed.median : 0;
    };
    double most = 0;
    for (const ComparisonResult *result : results) {
        most = std::max(most, share(*result));
    }
    return firstOf(results, [&](const ComparisonResult &one) { return share(one) >= 0.9 * most; });
}

const ComparisonResult &liveliest(const ComparisonResults &results)
{
    double least = results.front()->delay.median;
    for (const ComparisonResult *result : results) {
        least = std::min(least, result->delay.median);
    }
    const double limit = std::max(1.1 * least, oneFrame);
    return firstOf(results, [&](const ComparisonResult &one) { return one.delay.median <= limit; });
}

StillExtremes::StillExtremes(const ComparisonResults &results)
{
    const auto [shortest, longest] = std::ranges::minmax_element(
            results, {}, [](const ComparisonResult *one) { return one->still.median; });
    least = *shortest;
    most = &stillest(results);
    if (most == least) { // the whole of a short run, beside a part of longer ones
        most = *longest;
    }
}

long percentMore(const ComparisonResult &one, const ComparisonResult &than)
{
    return than.elapsed.median > 0
                   ? std::lround(100 * (one.elapsed.median / than.elapsed.median - 1))
                   : 0;
}

bool isWithinSpread(const ComparisonResult &one, const ComparisonResult &other)
{
    const bool overlap =
            one.elapsed.least <= other.elapsed.most && other.elapsed.least <= one.elapsed.most;
    return overlap
           && std::abs(one.elapsed.median - other.elapsed.median)
                      < std::max(one.elapsed.most - one.elapsed.least,
                                 other.elapsed.most - other.elapsed.least);
}

bool tookTheSame(const ComparisonResult &one, const ComparisonResult &other)
{
    return percentMore(one, other) == 0 || isWithinSpread(one, other)
           || msText(one.elapsed.median) == msText(other.elapsed.median);
}

QString msText(double milliseconds)
{
    return timeText(nanoseconds(std::llround(milliseconds * 1e6)));
}

QString capitalized(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text[0].toUpper();
    }
    return text;
}

QString watchedText(Watched watched)
{
    return watched == Watched::Window ? ResultWords::tr("the window")
                                      : ResultWords::tr("the main thread's event loop");
}

QString stillText(const ComparisonResult &result)
{
    return ResultWords::tr("%1 of %2")
            .arg(msText(result.still.median), msText(result.elapsed.median));
}

QString delayText(const ComparisonResult &result)
{
    const QString median = msText(result.delay.median);
    return result.delay.most >= 1.5 * result.delay.median && result.delay.most > oneFrame
                   ? ResultWords::tr("%1 (%2 in the worst run)")
                             .arg(median, msText(result.delay.most))
                   : median;
}

} // namespace thaw
