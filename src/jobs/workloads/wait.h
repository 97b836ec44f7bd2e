// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// `wait`: waits, in steps, and says a number at each: it stands for waiting on something slow.
[[nodiscard]] JobDescriptor waitJob();

} // namespace thaw
