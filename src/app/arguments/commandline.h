// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"
#include "jobs/job/jobcatalog.h"
#include "report/comparison/comparison.h"
#include "runners/placement/placementcatalog.h"
#include "runners/run.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

namespace thaw {

/// `thaw [--job JOB] [--on PLACEMENT] [Qt's options]`
struct WindowCommand
{
    const JobDescriptor *job = nullptr;             ///< null: the one chosen last
    const PlacementDescriptor *placement = nullptr; ///< null: the one chosen last
    std::vector<QByteArray> qtOptions;              ///< Qt's own, as QApplication takes them
};

/// `thaw list [--json]`
struct ListCommand
{
    bool json = false;
};

/// `thaw run JOB ...`
struct RunCommand
{
    RunRequest request;
    QString trace; ///< the file to write it to; empty: none
    bool json = false;
    bool quiet = false;
};

/// `thaw compare JOB ...`
struct CompareCommand
{
    enum class Format { Table, Json, Csv };
    ComparisonPlan plan;
    Format format = Format::Table;
    bool quiet = false;
};

/// `thaw history [--json|--csv]`
struct HistoryCommand
{
    enum class Format { Table, Json, Csv };
    Format format = Format::Table;
    HistoryQuery query;
};

/// Nothing to do but to print `text`: the help or the version on standard output (status 0), or a
/// usage error on standard error (status 2).
struct PrintCommand
{
    QString text;
    int status = 0;
};

struct CommandLine
{
    std::variant<WindowCommand, ListCommand, RunCommand, CompareCommand, HistoryCommand,
                 PrintCommand>
            command;
    QByteArray dataFolder; ///< of --data; empty: the user's standard folders
};

/// Reads the arguments of main(), as the system's own bytes. Never exits. The catalogs outlive what
/// is returned.
[[nodiscard]] CommandLine parseCommandLine(int argc, const char *const *argv,
                                           const JobCatalog &jobs,
                                           const PlacementCatalog &placements);

} // namespace thaw
