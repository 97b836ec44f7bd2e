// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"

namespace thaw {

/// Prints the jobs. Returns the exit status.
[[nodiscard]] int listJobs(const ListCommand &command, const JobCatalog &jobs);

} // namespace thaw
