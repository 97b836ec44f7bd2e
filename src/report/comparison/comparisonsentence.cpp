// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisonsentence.h"

#include "report/comparison/comparisonresults.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cstdlib>

namespace thaw {

namespace {

struct ComparisonSentence
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ComparisonSentence)
};

// What `one` cost against `than`, as the end of a sentence.
QString costText(const ComparisonResult &one, const ComparisonResult &than)
{
    const long percent = percentMore(one, than);
    if (percent == 0) {
        return ComparisonSentence::tr("in the same time");
    }
    if (isWithinSpread(one, than)) {
        return ComparisonSentence::tr("in about the same time (the repeats differ by more)");
    }
    if (percent >= 100) {
        return ComparisonSentence::tr("for %1 times the time")
                .arg(QLocale().toString(one.elapsed.median / than.elapsed.median, 'f', 1));
    }
    const QString amount = QLocale().toString(qlonglong{std::abs(percent)});
    return percent > 0 ? ComparisonSentence::tr("for %1 % more time").arg(amount)
                       : ComparisonSentence::tr("for %1 % less time").arg(amount);
}

QString sentenceOfNone(const Comparison &comparison)
{
    if (comparison.runs.empty() || comparison.counts().canceled == comparison.counts().all()) {
        return comparison.state == Comparison::State::Running
                       ? QString()
                       : ComparisonSentence::tr(
                               "The comparison was canceled before a run had finished.");
    }
    return ComparisonSentence::tr("No run of %1 finished, so that there is nothing to compare.")
            .arg(comparison.title);
}

QString sentenceOfOne(const ComparisonResult &result, bool isOnly, Watched watched)
{
    const QString where = capitalized(result.placement->where);
    if (result.stoodStill) {
        return (isOnly ? ComparisonSentence::tr("%1 %2 stood still for %3.")
                       : ComparisonSentence::tr(
                               "%1 %2 stood still for %3; nowhere else did a run finish."))
                .arg(where, watchedText(watched), stillText(result));
    }
    return (isOnly ? ComparisonSentence::tr("%1 the worst delay of %2 was %3, in a run of %4.")
                   : ComparisonSentence::tr("%1 the worst delay of %2 was %3, in a run of %4; "
                                            "nowhere else did a run finish."))
            .arg(where, watchedText(watched), delayText(result), msText(result.elapsed.median));
}

// `isOfAll`: every placement has a result.
QString sentenceOfFrozen(const ComparisonResults &frozen, bool isOfAll, Watched watched)
{
    const QString everywhere = isOfAll ? ComparisonSentence::tr("in every placement")
                                       : ComparisonSentence::tr("wherever a run finished");
    const StillExtremes extremes(frozen);
    const ComparisonResult &worst = *extremes.most;
    const ComparisonResult &best = *extremes.least;
    const bool isAlike = std::ranges::all_of(frozen, [&](const ComparisonResult *one) {
        return msText(one->still.median) == msText(worst.still.median) && tookTheSame(*one, worst);
    });
    if (isAlike) {
        return ComparisonSentence::tr("%1 stood still %2, for %3.")
                .arg(capitalized(watchedText(watched)), everywhere, stillText(worst));
    }
    return ComparisonSentence::tr("%1 stood still %2: %3 for %4, %5 for %6, %7.")
            .arg(capitalized(watchedText(watched)), everywhere, worst.placement->where,
                 stillText(worst), best.placement->where, stillText(best), costText(best, worst));
}

// The best and the worst delay, and where. Where the placements' medians are alike but single runs
// are not, or the window stood still in one of these, the worst runs say which they are.
QString delaysText(const ComparisonResults &alive, bool stoodStillOnce)
{
    const auto text = [](const ComparisonResult *one) { return delayText(*one); };
    if (std::ranges::all_of(alive, [&](const auto *one) { return text(one) == text(alive[0]); })) {
        return ComparisonSentence::tr("its worst delay was %1 in each placement")
                .arg(text(alive[0]));
    }
    auto ends = std::ranges::minmax_element(
            alive, {}, [](const ComparisonResult *one) { return one->delay.median; });
    if (stoodStillOnce || text(*ends.min) == text(*ends.max)) {
        ends = std::ranges::minmax_element(
                alive, {}, [](const ComparisonResult *one) { return one->delay.most; });
    }
    return ComparisonSentence::tr("its worst delay was %1 %2 and %3 %4")
            .arg(text(*ends.min), (*ends.min)->placement->where, text(*ends.max),
                 (*ends.max)->placement->where);
}

QString sentenceOfAlive(const ComparisonResults &alive, bool isOfAll, Watched watched)
{
    // In none of the placements it did in most of the runs, but one that did is not passed over.
    int runs = 0;
    int stillRuns = 0;
    for (const ComparisonResult *one : alive) {
        runs += one->runs;
        stillRuns += one->stillRuns;
    }
    const QString delays = delaysText(alive, stillRuns > 0);
    const auto [fastest, slowest] = std::ranges::minmax_element(
            alive, {}, [](const ComparisonResult *one) { return one->elapsed.median; });
    const QString times =
            tookTheSame(**slowest, **fastest)
                    ? ComparisonSentence::tr("the time was about the same, %1")
                              .arg(msText((*fastest)->elapsed.median))
                    : ComparisonSentence::tr("the shortest time was %1 %2, the longest %3 %4")
                              .arg(msText((*fastest)->elapsed.median), (*fastest)->placement->where,
                                   msText((*slowest)->elapsed.median),
                                   (*slowest)->placement->where);
    if (stillRuns > 0) {
        return ComparisonSentence::tr("%1 stood still in %2 of the %3 runs that finished: %4; %5.")
                .arg(capitalized(watchedText(watched)))
                .arg(stillRuns)
                .arg(runs)
                .arg(delays, times);
    }
    return isOfAll ? ComparisonSentence::tr("%1 never stood still: %2; %3.")
                             .arg(capitalized(watchedText(watched)), delays, times)
                   : ComparisonSentence::tr(
                             "In the runs that finished %1 never stood still: %2; %3.")
                             .arg(watchedText(watched), delays, times);
}

bool isLimited(const RunRecord &run)
{
    return run.outcome.kind == OutcomeKind::Canceled && run.stopReason == StopReason::FreezeLimit;
}

// It would have stood still for longer.
QString sentenceOfLimited(const Comparison &comparison, const RunRecord &limited,
                          const ComparisonResult &best, Watched watched)
{
    const auto placement =
            std::ranges::find(comparison.placements, limited.placement, &ComparedPlacement::id);
    return ComparisonSentence::
            tr("%1 %2 stood still until the freeze limit stopped the job after %3; %4 its worst "
               "delay was %5, in a run of %6.")
                    .arg(capitalized(placement->where), watchedText(watched),
                         timeText(limited.elapsed), best.placement->where, delayText(best),
                         msText(best.elapsed.median));
}

} // namespace

QString comparisonSentence(const Comparison &comparison, Watched watched)
{
    const std::vector<ComparisonResult> results = resultsOf(comparison);
    const bool isOfAll = comparison.counts().finished == comparison.counts().all()
                         && results.size() == comparison.placements.size();
    if (results.empty()) {
        return sentenceOfNone(comparison);
    }
    const PartedResults parted(results);
    if (parted.frozen.empty()) {
        const ComparisonResult &best = liveliest(parted.alive);
        const auto limited = std::ranges::find_if(comparison.runs, [&](const RunRecord &run) {
            return isLimited(run) && run.placement != best.placement->id;
        });
        if (limited != comparison.runs.end()) {
            return sentenceOfLimited(comparison, *limited, best, watched);
        }
    }
    if (results.size() == 1) {
        return sentenceOfOne(results.front(), comparison.placements.size() == 1, watched);
    }
    if (parted.alive.empty()) {
        return sentenceOfFrozen(parted.frozen, isOfAll, watched);
    }
    if (parted.frozen.empty()) {
        return sentenceOfAlive(parted.alive, isOfAll, watched);
    }
    const ComparisonResult &worst = stillest(parted.frozen);
    const ComparisonResult &best = liveliest(parted.alive);
    return ComparisonSentence::tr("%1 %2 stood still for %3; %4 its worst delay was %5, %6.")
            .arg(capitalized(worst.placement->where), watchedText(watched), stillText(worst),
                 best.placement->where, delayText(best), costText(best, worst));
}

} // namespace thaw
