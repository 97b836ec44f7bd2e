// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/jobdescriptor.h"

#include <QCoreApplication>

namespace thaw {

QString jobKindWord(const JobDescriptor &job)
{
    return job.isLesson() ? QStringLiteral("lesson") : QStringLiteral("workload");
}

QString workloadsChapter()
{
    return QCoreApplication::translate("thaw::JobCatalog", "Workloads");
}

} // namespace thaw
