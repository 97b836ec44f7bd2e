// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

#include <QString>

#include <vector>

namespace thaw {

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

} // namespace thaw
