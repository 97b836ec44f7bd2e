// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

namespace thaw {

/// The child process of placement `process`, `thaw child run`: runs the job of `jobs` that its
/// parent names by standard input, as in placement `worker`, and reports by standard output. It
/// ends the process itself, at once when its standard input closes, so that it can't outlive its
/// parent.
[[noreturn]] void runRemoteChild(JobCatalog (*jobs)());

} // namespace thaw
