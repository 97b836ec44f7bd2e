// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/catalog.h"
#include "runners/placement/placement.h"

namespace thaw {

/// The placements that there are, best first.
class PlacementCatalog : public Catalog<PlacementDescriptor>
{};

} // namespace thaw
