// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobcatalog.h"

#include "jobs/lessons/lesson.h"
#include "jobs/workloads/download.h"
#include "jobs/workloads/flood.h"
#include "jobs/workloads/hash.h"
#include "jobs/workloads/primes.h"
#include "jobs/workloads/wait.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace thaw {

QString jobKindWord(JobKind kind)
{
    return kind == JobKind::Lesson ? QStringLiteral("lesson") : QStringLiteral("workload");
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

// To add a workload, write its file and add its line here; a lesson's line is in CMakeLists.txt.
JobCatalog builtInJobs(const QString &program)
{
    JobCatalog catalog;
    for (JobDescriptor &lesson : builtInLessons(program)) {
        catalog.add(std::move(lesson));
    }
    catalog.add(primesJob());
    catalog.add(hashJob());
    catalog.add(downloadJob());
    catalog.add(waitJob());
    catalog.add(floodJob());
    return catalog;
}

} // namespace thaw
