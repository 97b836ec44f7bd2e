// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "runners/placement/placementcatalog.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace thaw {

// Each error is one line that says what is wrong and what is allowed.

/// The ids, in the catalog's order.
template <typename Descriptors>
QStringList idsOf(const Descriptors &descriptors)
{
    QStringList ids;
    for (const auto &descriptor : descriptors) {
        ids.append(descriptor.id);
    }
    return ids;
}

/// Looks up what is called `id`. Returns the error, if any.
[[nodiscard]] std::optional<QString> findJob(const JobCatalog &jobs, const std::string &id,
                                             const JobDescriptor *&job);
[[nodiscard]] std::optional<QString> findPlacement(const PlacementCatalog &placements,
                                                   const std::string &id,
                                                   const PlacementDescriptor *&placement);

/// What the commands take that run a job: `JOB [--set NAME=VALUE]... [--slice MS] [--pool N]
/// [--priority P]`. It outlives the command that it was declared in.
class JobArguments
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JobArguments)
public:
    void declare(CLI::App &command);

    /// Fills in what was given, once the command line has been read. Returns the error, if any.
    [[nodiscard]] std::optional<QString> read(const JobCatalog &jobs, const JobDescriptor *&job,
                                              ParameterValues &values) const;
    [[nodiscard]] PlacementSettings placementSettings() const;

private:
    std::string m_job;
    std::vector<std::string> m_settings;
    int m_slice = static_cast<int>(PlacementSettings().slice.count());
    int m_poolSize = PlacementSettings().poolSize;
    std::string m_priority = jobPriorityWord(PlacementSettings().priority).toStdString();
};

} // namespace thaw
