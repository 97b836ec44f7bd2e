// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/timeline.h"

namespace thaw {

QString laneStateWord(LaneState state)
{
    switch (state) {
    case LaneState::Running:
        return QStringLiteral("running");
    case LaneState::Waiting:
        return QStringLiteral("waiting");
    case LaneState::Blocked:
        return QStringLiteral("blocked");
    case LaneState::Sleeping:
        return QStringLiteral("sleeping");
    case LaneState::Unknown:
        return QStringLiteral("not recorded");
    }
    Q_UNREACHABLE();
}

} // namespace thaw
