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

/// What `thaw compare` takes. It is destroyed before the application that it was declared in.
class CompareArguments
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CompareArguments)
public:
    CompareArguments(CLI::App &application, const JobCatalog &jobs,
                     const PlacementCatalog &placements);
    CompareArguments(const CompareArguments &) = delete;
    CompareArguments &operator=(const CompareArguments &) = delete;

    [[nodiscard]] CLI::App &command() const { return m_command; }
    /// Fills in what was given. Returns the error, if any: one line.
    [[nodiscard]] std::optional<QString> read(CompareCommand &command) const;

private:
    [[nodiscard]] std::optional<QString> readPlacements(ComparisonPlan &plan) const;

    const JobCatalog &m_jobs;
    const PlacementCatalog &m_placements;
    CLI::App &m_command;
    JobArguments m_job;
    std::string m_on;
    int m_repeats = ComparisonPlan().repeats;
    bool m_json = false;
    bool m_csv = false;
    bool m_quiet = false;
};

} // namespace thaw
