// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/comparisonmessages.h"

#include "report/comparison/comparisonsentence.h"
#include "report/comparison/comparisonsequence.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace thaw {

namespace {

using std::chrono::nanoseconds;

struct ComparisonMessages
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ComparisonMessages)
};

QString runsText(int runs)
{
    return runs == 1 ? ComparisonMessages::tr("1 run")
                     : ComparisonMessages::tr("%1 runs, one after the other").arg(runs);
}

nanoseconds lengthOfAll(const ComparisonPlan &plan, nanoseconds runLength,
                        std::chrono::seconds freezeLimit)
{
    nanoseconds turn{};
    for (const PlacementDescriptor *placement : plan.placements) {
        const bool isLimited = placement->freezesWindow && freezeLimit.count() > 0;
        turn += isLimited ? std::min<nanoseconds>(runLength, freezeLimit) : runLength;
        turn += ComparisonSequence::breather;
    }
    return plan.repeats * turn;
}

// For each freeze.
QString freezeLength(std::optional<nanoseconds> runLength, std::chrono::seconds freezeLimit)
{
    if (runLength && (freezeLimit.count() == 0 || *runLength <= freezeLimit)) {
        return ComparisonMessages::tr("for about %1").arg(timeText(*runLength));
    }
    return freezeLimit.count() == 0
                   ? ComparisonMessages::tr("until the job has ended")
                   : ComparisonMessages::tr("until the job has ended, for %1 at most")
                             .arg(timeText(freezeLimit));
}

} // namespace

QString comparisonForecast(const ComparisonPlan &plan, std::optional<nanoseconds> runLength,
                           std::chrono::seconds freezeLimit)
{
    QStringList sentences;
    if (plan.placements.empty()) {
        sentences.append(ComparisonMessages::tr("Choose at least one placement."));
    } else if (runLength) {
        sentences.append(ComparisonMessages::tr("%1, about %2.")
                                 .arg(runsText(plan.runCount()),
                                      timeText(lengthOfAll(plan, *runLength, freezeLimit))));
    } else {
        sentences.append(runsText(plan.runCount()) + QLatin1Char('.'));
    }
    const auto freezing = static_cast<int>(std::ranges::count_if(
            plan.placements, [](const auto *placement) { return placement->freezesWindow; }));
    if (freezing > 0) {
        const QString length = freezeLength(runLength, freezeLimit);
        const int freezes = freezing * plan.repeats;
        sentences.append(
                freezes == 1
                        ? ComparisonMessages::tr("The window will be frozen once, %1.").arg(length)
                        : ComparisonMessages::tr(
                                  "The window will be frozen %1 times, %2 each time.")
                                  .arg(freezes)
                                  .arg(length));
    }
    for (const PlacementDescriptor *placement : plan.refused) {
        QString reason = plan.job->refusedPlacements.value(placement->id);
        if (reason.endsWith(QLatin1Char('.'))) {
            reason.chop(1);
        }
        sentences.append(ComparisonMessages::tr("Not %1: %2.").arg(placement->where, reason));
    }
    return (sentences + plan.remarks).join(QChar::Space);
}

QString comparisonProgress(const Comparison &comparison, int run,
                           const PlacementDescriptor &placement)
{
    // What is said of a freeze says where, too.
    return placement.freezesWindow ? ComparisonMessages::tr("Comparing, run %1 of %2.")
                                             .arg(run)
                                             .arg(comparison.planned())
                                   : ComparisonMessages::tr("Comparing, run %1 of %2: %3 %4.")
                                             .arg(run)
                                             .arg(comparison.planned())
                                             .arg(comparison.title, placement.where);
}

QString comparisonEndMessage(const Comparison &comparison, const WaitingInput &input,
                             OutcomeIs outcome)
{
    QStringList sentences;
    if (outcome == OutcomeIs::ToBeTold) {
        sentences.append(comparisonSentence(comparison));
    }
    const RunCounts counts = comparison.counts();
    if (const int others = counts.failed + counts.limited; others > 0) {
        sentences.append(
                others == 1
                        ? ComparisonMessages::tr("1 of %1 runs did not finish.").arg(counts.all())
                        : ComparisonMessages::tr("%1 of %2 runs did not finish.")
                                  .arg(others)
                                  .arg(counts.all()));
    }
    if (comparison.state == Comparison::State::Canceled && counts.finished > 0) {
        sentences.append(ComparisonMessages::tr("The comparison was canceled before its end."));
    }
    if (const QString waited = inputSentence(input); !waited.isEmpty()) {
        sentences.append(waited);
    }
    return sentences.join(QChar::Space);
}

Banner::Kind comparisonEndKind(const Comparison &comparison)
{
    const RunCounts counts = comparison.counts();
    if (counts.failed > 0) {
        return Banner::Kind::Bad;
    }
    if (counts.limited > 0) {
        return Banner::Kind::Warning;
    }
    return comparison.state == Comparison::State::Canceled ? Banner::Kind::Info
                                                           : Banner::Kind::Good;
}

} // namespace thaw
