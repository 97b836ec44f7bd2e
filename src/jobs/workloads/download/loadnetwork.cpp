// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/loadnetwork.h"

#include "jobs/system/module.h"
#include "jobs/workloads/download/downloadtext.h"

namespace thaw {

const Network *loadNetwork(QString &problem)
{
    using Entry = const Network *(*)();
    const auto entry = reinterpret_cast<Entry>(
            resolveInModule(QStringLiteral("network"), "thawNetwork", problem));
    if (!entry) {
        problem = DownloadText::tr("The network's part of Thaw could not be loaded: %1.")
                          .arg(problem);
        return nullptr;
    }
    return entry();
}

} // namespace thaw
