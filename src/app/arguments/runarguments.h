// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"
#include "app/arguments/jobarguments.h"
#include "runners/placement/placementcatalog.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace thaw {

/// What `thaw run` takes. It is destroyed before the application that it was declared in.
class RunArguments
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunArguments)
public:
    RunArguments(CLI::App &application, const JobCatalog &jobs, const PlacementCatalog &placements);
    RunArguments(const RunArguments &) = delete;
    RunArguments &operator=(const RunArguments &) = delete;

    [[nodiscard]] CLI::App &command() const { return m_command; }
    /// Fills in what was given. Returns the error, if any: one line.
    [[nodiscard]] std::optional<QString> read(RunCommand &command) const;

private:
    const JobCatalog &m_jobs;
    const PlacementCatalog &m_placements;
    CLI::App &m_command;
    JobArguments m_job;
    std::string m_placement = "worker";
    std::string m_trace;
    bool m_json = false;
    bool m_quiet = false;
};

} // namespace thaw
