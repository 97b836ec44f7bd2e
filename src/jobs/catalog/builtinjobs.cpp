// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"

#include "jobs/lessons/lesson.h"
#include "jobs/workloads/download.h"
#include "jobs/workloads/flood.h"
#include "jobs/workloads/hash.h"
#include "jobs/workloads/primes.h"
#include "jobs/workloads/wait.h"

#include <utility>

namespace thaw {

// To add a workload, write its file and add its line here; a lesson's line is in lessons.cmake.
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
