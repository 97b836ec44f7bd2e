// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/jobdescriptor.h"

#include <QCoreApplication>

namespace thaw {

namespace {

struct JobChapters
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JobChapters)
};

} // namespace

QString jobKindWord(const JobDescriptor &job)
{
    return job.isLesson() ? QStringLiteral("lesson") : QStringLiteral("workload");
}

QString workloadsChapter()
{
    return JobChapters::tr("Workloads");
}

} // namespace thaw
