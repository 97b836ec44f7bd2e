// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/runarguments.h"

#include <QCoreApplication>
#include <QFile>

#include <CLI/App.hpp>

namespace thaw {

RunArguments::RunArguments(CLI::App &application, const JobCatalog &jobs,
                           const PlacementCatalog &placements)
    : m_jobs(jobs)
    , m_placements(placements)
    , m_command(*application.add_subcommand(
              "run", tr("Run a job here, without a window, and measure what it does to the main "
                        "thread's event loop")
                             .toStdString()))
{
    m_job.declare(m_command);
    m_command
            .add_option("--on", m_placement,
                        tr("Where it runs: %1 (default: worker)")
                                .arg(idsOf(placements.all()).join(QStringLiteral(", ")))
                                .toStdString())
            ->type_name("PLACEMENT");
    m_command
            .add_option("--trace", m_trace,
                        tr("Write the timeline to FILE, as a trace that ui.perfetto.dev opens")
                                .toStdString())
            ->type_name("FILE");
    m_command.add_flag("--json", m_json, tr("Print the run's record as JSON").toStdString());
    m_command.add_flag(
            "--quiet", m_quiet,
            tr("No progress and no summary; JSON, warnings and errors stay").toStdString());
}

std::optional<QString> RunArguments::read(RunCommand &command) const
{
    command.json = m_json;
    command.quiet = m_quiet;
    if (m_command.count("--trace") > 0) {
        const QByteArray path = QByteArray::fromStdString(m_trace);
        command.trace = QFile::decodeName(path);
        if (path.isEmpty() || QFile::encodeName(command.trace) != path) {
            return tr("--trace needs the path of a file, in UTF-8");
        }
    }
    RunRequest &request = command.request;
    request.settings = m_job.placementSettings();
    if (auto error = m_job.read(m_jobs, request.job, request.values)) {
        return error;
    }
    if (auto error = findPlacement(m_placements, m_placement, request.placement)) {
        return error;
    }
    if (auto problem = request.problem()) {
        return tr("%1: %2").arg(request.job->id, *problem);
    }
    return std::nullopt;
}

} // namespace thaw
