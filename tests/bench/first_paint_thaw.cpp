// SPDX-License-Identifier: GPL-3.0-or-later
// What Thaw's window costs until it is painted, put together as src/app does; see firstpaint.h.
#include "bench/firstpaint.h"
#include "gui/window/mainwindow.h"
#include "jobs/catalog/builtinjobs.h"
#include "probe/probe.h"
#include "runners/placement/builtinplacements.h"

int main(int argc, char **argv)
{
    const thaw::JobCatalog jobs = thaw::builtInJobs();
    const thaw::PlacementCatalog placements = thaw::builtInPlacements();
    FirstPaintApplication application(argc, argv);
    const thaw::Settings settings;
    thaw::applyTheme(application, settings.theme);
    thaw::Probe probe;
    thaw::MainWindow window(jobs, placements, probe, settings);
    window.show();
    probe.start();
    return FirstPaintApplication::exec();
}
