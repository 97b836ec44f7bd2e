// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QString>

namespace thaw {

/// Every job of Thaw: the lessons in teaching order, then the workloads. `program` is the path of
/// Thaw itself, which some lessons start as a child process; empty: that of the running process.
[[nodiscard]] JobCatalog builtInJobs(const QString &program = {});

} // namespace thaw
