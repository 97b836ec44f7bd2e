// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/outcome.h"

namespace thaw {

QString outcomeWord(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Finished:
        return QStringLiteral("finished");
    case OutcomeKind::Canceled:
        return QStringLiteral("canceled");
    case OutcomeKind::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

} // namespace thaw
