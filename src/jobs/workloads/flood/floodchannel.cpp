// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodchannel.h"

#include "jobs/workloads/flood/batchchannel.h"
#include "jobs/workloads/flood/ringchannel.h"
#include "jobs/workloads/flood/signalchannel.h"

namespace thaw {

QStringList floodChannelWords()
{
    return {QStringLiteral("signals"), QStringLiteral("batches"), QStringLiteral("ring")};
}

std::unique_ptr<FloodChannel> makeFloodChannel(FloodChannelKind kind, int threads,
                                               FloodCells &cells)
{
    switch (kind) {
    case FloodChannelKind::Signals:
        return std::make_unique<SignalChannel>(cells);
    case FloodChannelKind::Batches:
        return std::make_unique<BatchChannel>(threads, cells);
    case FloodChannelKind::Ring:
        return std::make_unique<RingChannel>(threads, cells);
    }
    Q_UNREACHABLE();
}

} // namespace thaw

#include "moc_floodchannel.cpp"
