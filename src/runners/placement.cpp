// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement.h"

#include "runners/guiplacement.h"
#include "runners/joinplacement.h"
#include "runners/poolplacement.h"
#include "runners/processplacement.h"
#include "runners/slicesplacement.h"
#include "runners/workerplacement.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace thaw {

QString noThread()
{
    return QCoreApplication::translate("thaw::Runner",
                                       "The system refused a thread for the job; close other "
                                       "programs or raise the limits of processes and memory.");
}

void PlacementCatalog::add(PlacementDescriptor descriptor)
{
    Q_ASSERT_X(!find(descriptor.id), "PlacementCatalog::add", "two placements with one id");
    m_placements.push_back(std::move(descriptor));
}

const PlacementDescriptor *PlacementCatalog::find(const QString &id) const
{
    const auto found = std::ranges::find(m_placements, id, &PlacementDescriptor::id);
    return found == m_placements.end() ? nullptr : &*found;
}

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
