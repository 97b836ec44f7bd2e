// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisonnotes.h"

#include "jobs/job/verdict.h"
#include "report/comparison/comparisonresults.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace thaw {

namespace {

struct ComparisonNotes
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ComparisonNotes)
};

QString joined(const QStringList &parts)
{
    return parts.join(ComparisonNotes::tr(", "));
}

// What the run's threads with lowered priority waited for other programs, if that was a tenth of
// what they computed.
std::chrono::nanoseconds takenFromLowered(const RunRecord &run)
{
    const int normal = run.threads.empty() ? 0 : run.threads.front().nice; // the GUI thread's
    CoreFigures figures{.use = {.others = run.otherUse.others}};
    for (const ThreadCost &cost : run.threads) {
        if (cost.nice > normal) {
            figures.cpu += cost.cpu;
            figures.withoutCore += cost.withoutCore;
        }
    }
    return figures.isBusy() ? figures.taken() : std::chrono::nanoseconds();
}

class Notes
{
public:
    Notes(const Comparison &comparison, Watched watched)
        : m_comparison(comparison)
        , m_watched(watched)
        , m_results(resultsOf(comparison))
        , m_parted(m_results)
    {}

    QStringList all()
    {
        tellEnd();
        tellOthers();
        tellFastest();
        for (const ComparedPlacement &placement : m_comparison.placements) {
            tellOutcomes(placement);
        }
        for (const Comparison::Refusal &refusal : m_comparison.refused) {
            tellRefusal(refusal);
        }
        tellPriority();
        tellProcess();
        if (m_results.size() > 1 && m_comparison.repeats == 1) {
            add(ComparisonNotes::tr(
                    "Each ran once: only repeats would tell how much of a difference is chance."));
        }
        return m_notes + m_comparison.remarks;
    }

private:
    void add(const QString &note) { m_notes.append(note); }

    void tellEnd()
    {
        if (m_comparison.state == Comparison::State::Canceled && !m_results.empty()) {
            add(ComparisonNotes::tr("The comparison was canceled in run %1 of %2; the figures are "
                                    "of those that had finished.")
                        .arg(std::min(m_comparison.counts().finished + m_comparison.counts().failed
                                              + m_comparison.counts().limited + 1,
                                      m_comparison.planned()))
                        .arg(m_comparison.planned()));
        }
    }

    // Where it stood still, too, beside the two that the sentence is about.
    void tellOthers()
    {
        if (m_parted.frozen.size() < 2) {
            return;
        }
        const StillExtremes extremes(m_parted.frozen);
        const bool areBothTold = m_parted.alive.empty();
        QStringList others;
        for (const ComparisonResult *result : m_parted.frozen) {
            const bool isTold = areBothTold ? result == extremes.most || result == extremes.least
                                            : result == &stillest(m_parted.frozen);
            if (!isTold) {
                others.append(ComparisonNotes::tr("%1 for %2")
                                      .arg(result->placement->where, stillText(*result)));
            }
        }
        if (!others.isEmpty()) {
            add(ComparisonNotes::tr("%1 also stood still %2.")
                        .arg(capitalized(watchedText(m_watched)), joined(others)));
        }
    }

    void tellFastest()
    {
        if (m_results.size() < 3 || m_parted.alive.empty() || m_parted.frozen.empty()) {
            return;
        }
        const ComparisonResult &told = liveliest(m_parted.alive);
        const ComparisonResult &fastest = *std::ranges::min_element(
                m_results, {}, [](const ComparisonResult &one) { return one.elapsed.median; });
        if (!tookTheSame(told, fastest)) {
            add(ComparisonNotes::tr("The shortest time was %1 %2.")
                        .arg(msText(fastest.elapsed.median), fastest.placement->where));
        }
    }

    void tellOutcomes(const ComparedPlacement &placement)
    {
        const RunCounts counts = m_comparison.counts(placement);
        const auto share = [&](int count) {
            return ComparisonNotes::tr("%1 of %2").arg(count).arg(counts.all());
        };
        if (counts.failed > 0) {
            add(ComparisonNotes::tr("%1, failed and left out: %2. %3")
                        .arg(capitalized(placement.where), share(counts.failed),
                             m_comparison.failure(placement)));
        }
        if (counts.limited > 0) {
            add(ComparisonNotes::tr("%1, stopped by the freeze limit and left out: %2.")
                        .arg(capitalized(placement.where), share(counts.limited)));
        }
    }

    void tellRefusal(const Comparison::Refusal &refusal)
    {
        QString reason = refusal.reason;
        if (reason.endsWith(QLatin1Char('.'))) {
            reason.chop(1);
        }
        add(ComparisonNotes::tr("%1 can't run %2: %3.")
                    .arg(m_comparison.title, refusal.placement.where, reason));
    }

    // Only where it mattered: it is the same in all placements.
    void tellPriority()
    {
        std::chrono::nanoseconds waited{};
        for (const RunRecord &run : m_comparison.runs) {
            waited += takenFromLowered(run);
        }
        if (waited.count() > 0) {
            add(ComparisonNotes::tr("The job had more threads than there are cores, so they were a "
                                    "little lower in priority than other programs, which kept them "
                                    "waiting for up to %1; priority normal runs them without that.")
                        .arg(timeText(waited)));
        }
    }

    void tellProcess()
    {
        for (const ComparisonResult &result : m_results) {
            if (result.placement->hasOwnProcess) {
                add(ComparisonNotes::tr(
                            "%1, the time includes starting the process, and the memory is all of "
                            "that process's, beside what this one took.")
                            .arg(capitalized(result.placement->where)));
            }
        }
    }

    const Comparison &m_comparison;
    const Watched m_watched;
    const std::vector<ComparisonResult> m_results;
    const PartedResults m_parted;
    QStringList m_notes;
};

} // namespace

QStringList comparisonNotes(const Comparison &comparison, Watched watched)
{
    return Notes(comparison, watched).all();
}

} // namespace thaw
