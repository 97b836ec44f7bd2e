// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/jobcatalog.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace thaw {

QString jobKindWord(const JobDescriptor &job)
{
    return job.isLesson() ? QStringLiteral("lesson") : QStringLiteral("workload");
}

QString workloadsChapter()
{
    return QCoreApplication::translate("thaw::JobCatalog", "Workloads");
}

void JobCatalog::add(JobDescriptor descriptor)
{
    Q_ASSERT_X(!find(descriptor.id), "JobCatalog::add", "two jobs with one id");
    m_jobs.push_back(std::move(descriptor));
}

const JobDescriptor *JobCatalog::find(const QString &id) const
{
    const auto found = std::ranges::find(m_jobs, id, &JobDescriptor::id);
    return found == m_jobs.end() ? nullptr : &*found;
}

} // namespace thaw
