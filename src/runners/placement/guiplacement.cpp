// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/guiplacement.h"

#include "runners/jobworker.h"

#include <QCoreApplication>

namespace thaw {

namespace {

class GuiRunner : public Runner
{
    Q_DECLARE_TR_FUNCTIONS(thaw::GuiRunner)
public:
    void start(JobWorker &worker) override { worker.work(); }
};

} // namespace

PlacementDescriptor guiPlacement()
{
    return {
            .id = QStringLiteral("gui"),
            .title = GuiRunner::tr("GUI thread"),
            .summary = GuiRunner::tr("The same worker object stays on the GUI thread, which can do "
                                     "nothing else until the job has ended."),
            .where = GuiRunner::tr("on the GUI thread"),
            .freezesWindow = true,
            .whyItFreezes = GuiRunner::tr("%1 runs on the GUI thread"),
            .isOnGuiThread = true,
            .make = [](const PlacementSettings &) { return std::make_unique<GuiRunner>(); },
    };
}

} // namespace thaw
