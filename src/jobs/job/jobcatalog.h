// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/catalog.h"
#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// The jobs that there are, in the order in which a person meets them.
class JobCatalog : public Catalog<JobDescriptor>
{};

} // namespace thaw
