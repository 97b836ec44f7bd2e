// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedrequest.h"

#include "runners/placement/builtinplacements.h"

#include <utility>

namespace thaw {

PlacementCatalog placementsForScripts()
{
    PlacementCatalog placements;
    const PlacementCatalog all = builtInPlacements();
    for (const PlacementDescriptor &placement : all.all()) {
        if (!placement.makeJob) {
            placements.add(placement);
        }
    }
    return placements;
}

ScriptedRequest::ScriptedRequest(ScriptedJob::Script script)
    : job(scripted(std::move(script)))
{}

RunRequest ScriptedRequest::on(const QString &placement) const
{
    return {&job, placements.find(placement), job.parameters.defaults()};
}

} // namespace thaw
