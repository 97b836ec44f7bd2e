// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/guiplacement.h"

#include "runners/jobworker.h"

#include <QCoreApplication>

namespace thaw {

namespace {

class GuiRunner : public Runner
{
public:
    void start(JobWorker &worker) override { worker.work(); }
};

} // namespace

PlacementDescriptor guiPlacement()
{
    return {
            .id = QStringLiteral("gui"),
            .title = QCoreApplication::translate("thaw::GuiRunner", "GUI thread"),
            .summary = QCoreApplication::translate("thaw::GuiRunner",
                                                   "The same worker object stays on the GUI "
                                                   "thread, which can do nothing else until "
                                                   "the job has ended."),
            .where = QCoreApplication::translate("thaw::GuiRunner", "on the GUI thread"),
            .freezesWindow = true,
            .whyItFreezes =
                    QCoreApplication::translate("thaw::GuiRunner", "%1 runs on the GUI thread"),
            .isOnGuiThread = true,
            .make = [](const PlacementSettings &) { return std::make_unique<GuiRunner>(); },
    };
}

} // namespace thaw
