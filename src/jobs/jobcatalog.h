// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "jobs/parameter.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace thaw {

enum class JobKind { Lesson, Workload };

/// "lesson" or "workload", as in JSON and on the command line.
[[nodiscard]] QString jobKindWord(JobKind kind);

/// All that is known of a job before it runs. Each job's file makes its own.
struct JobDescriptor
{
    QString id; ///< as on the command line: "hash"
    JobKind kind = JobKind::Workload;
    QString title;   ///< "Hash a folder"
    QString summary; ///< one sentence, with its full stop
    QString icon;    ///< name of an icon of resources/icons
    /// What progress counts: "bytes", "numbers", "steps". In JSON, and the window's rate is per
    /// this.
    QString unit;
    ParameterSet parameters;
    /// Placements that the job can't run in, by id, each with the reason as one sentence.
    QMap<QString, QString> refusedPlacements = {};
    /// How long a run with these values takes, where that is known beforehand. May be empty.
    std::function<std::optional<std::chrono::milliseconds>(const ParameterValues &)> duration = {};
    /// Makes a job for one run. `values` have been checked.
    std::function<std::unique_ptr<Job>(const ParameterValues &values)> make;
};

/// The jobs that there are, in the order in which a person meets them.
class JobCatalog
{
public:
    void add(JobDescriptor descriptor);
    [[nodiscard]] const std::vector<JobDescriptor> &all() const { return m_jobs; }
    /// Null if there is no such job.
    [[nodiscard]] const JobDescriptor *find(const QString &id) const;

private:
    std::vector<JobDescriptor> m_jobs;
};

/// Every job of Thaw. To add a job, write its file and add its line here.
[[nodiscard]] JobCatalog builtInJobs();

} // namespace thaw
