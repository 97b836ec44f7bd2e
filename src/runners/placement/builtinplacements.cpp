// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/builtinplacements.h"

#include "runners/placement/guiplacement.h"
#include "runners/placement/joinplacement.h"
#include "runners/placement/poolplacement.h"
#include "runners/placement/processplacement.h"
#include "runners/placement/slicesplacement.h"
#include "runners/placement/workerplacement.h"

namespace thaw {

PlacementCatalog builtInPlacements(const QString &program)
{
    PlacementCatalog catalog;
    catalog.add(workerPlacement());
    catalog.add(guiPlacement());
    catalog.add(joinPlacement());
    catalog.add(slicesPlacement());
    catalog.add(poolPlacement());
    catalog.add(processPlacement(program));
    return catalog;
}

} // namespace thaw
