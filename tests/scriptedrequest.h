// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/placement/placementcatalog.h"
#include "runners/run.h"
#include "scriptedjob.h"

#include <QString>

namespace thaw {

/// The built-in placements that run the very job: a child process knows none of a test's own.
[[nodiscard]] PlacementCatalog placementsForScripts();

/// The catalogs of a test: the built-in placements, and a request for a job of its own.
struct ScriptedRequest
{
    explicit ScriptedRequest(ScriptedJob::Script script);
    [[nodiscard]] RunRequest on(const QString &placement) const;
    const JobDescriptor job;
    const PlacementCatalog placements = placementsForScripts();
};

} // namespace thaw
