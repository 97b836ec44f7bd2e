// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/comparearguments.h"

#include "app/arguments/numberbetween.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>
#include <vector>

#include <CLI/App.hpp>

namespace thaw {

CompareArguments::CompareArguments(CLI::App &application, const JobCatalog &jobs,
                                   const PlacementCatalog &placements)
    : m_jobs(jobs)
    , m_placements(placements)
    , m_command(*application.add_subcommand(
              "compare", tr("Run a job in several placements, one after the other, and compare "
                            "what each does to the main thread's event loop")
                                 .toStdString()))
{
    m_job.declare(m_command);
    m_command
            .add_option("--on", m_on,
                        tr("Where it runs, with commas between: %1 (default: all that the job "
                           "allows)")
                                .arg(idsOf(placements.all()).join(QStringLiteral(", ")))
                                .toStdString())
            ->type_name("P1,P2,...");
    m_command
            .add_option("--repeats", m_repeats,
                        tr("How often it runs in each, 1 to %1 (default: %2)")
                                .arg(ComparisonPlan::mostRepeats)
                                .arg(m_repeats)
                                .toStdString())
            ->check(numberBetween(1, ComparisonPlan::mostRepeats))
            ->type_name("N");
    auto *json = m_command.add_flag(
            "--json", m_json, tr("Print the figures and all runs' records as JSON").toStdString());
    m_command.add_flag("--csv", m_csv, tr("Print the table as CSV").toStdString())->excludes(json);
    m_command.add_flag(
            "--quiet", m_quiet,
            tr("No progress and no table for a person; JSON, CSV and errors stay").toStdString());
}

std::optional<QString> CompareArguments::read(CompareCommand &command) const
{
    command.format = m_json  ? CompareCommand::Format::Json
                     : m_csv ? CompareCommand::Format::Csv
                             : CompareCommand::Format::Table;
    command.quiet = m_quiet;
    const JobDescriptor *job = nullptr;
    ParameterValues values;
    if (auto error = m_job.read(m_jobs, job, values)) {
        return error;
    }
    ComparisonPlan &plan = command.plan;
    plan = planForAll(*job, m_placements);
    plan.values = values;
    plan.settings = m_job.placementSettings();
    plan.repeats = m_repeats;
    if (m_command.count("--on") > 0) {
        if (auto error = readPlacements(plan)) {
            return error;
        }
    }
    if (plan.placements.empty()) {
        return tr("%1 runs in no placement").arg(job->id);
    }
    if (auto problem = plan.request(0).problem()) {
        return tr("%1: %2").arg(job->id, *problem);
    }
    return std::nullopt;
}

// Those that were named, in that order, in place of all.
std::optional<QString> CompareArguments::readPlacements(ComparisonPlan &plan) const
{
    const std::vector<const PlacementDescriptor *> allowed = std::exchange(plan.placements, {});
    plan.refused.clear();
    for (const QByteArray &id : QByteArray::fromStdString(m_on).split(',')) {
        const PlacementDescriptor *placement = nullptr;
        if (auto error = findPlacement(m_placements, id.trimmed().toStdString(), placement)) {
            return error;
        }
        if (std::ranges::find(allowed, placement) == allowed.end()) {
            QStringList ids;
            for (const PlacementDescriptor *other : allowed) {
                ids.append(other->id);
            }
            return tr("%1 can't run on %2: %3; allowed: %4")
                    .arg(plan.job->id, placement->id,
                         plan.job->refusedPlacements.value(placement->id),
                         ids.join(QStringLiteral(", ")));
        }
        if (std::ranges::find(plan.placements, placement) != plan.placements.end()) {
            return tr("--on names %1 twice; each placement is compared once").arg(placement->id);
        }
        plan.placements.push_back(placement);
    }
    return std::nullopt;
}

} // namespace thaw
