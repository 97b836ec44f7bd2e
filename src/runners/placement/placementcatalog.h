// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placement.h"

#include <QString>

#include <vector>

namespace thaw {

/// The placements that there are, best first.
class PlacementCatalog
{
public:
    void add(PlacementDescriptor descriptor);
    [[nodiscard]] const std::vector<PlacementDescriptor> &all() const { return m_placements; }
    /// Null if there is no such placement.
    [[nodiscard]] const PlacementDescriptor *find(const QString &id) const;

private:
    std::vector<PlacementDescriptor> m_placements;
};

} // namespace thaw
