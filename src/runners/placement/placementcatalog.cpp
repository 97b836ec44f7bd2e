// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/placementcatalog.h"

#include <algorithm>
#include <utility>

namespace thaw {

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

} // namespace thaw
