// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// Downloads files over HTTP and HTTPS, at once or one after the other: waiting on the network. It
/// is meant to be safe to point at real addresses, and no download manager.
[[nodiscard]] JobDescriptor downloadJob();

} // namespace thaw
