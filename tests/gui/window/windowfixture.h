// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/inputguard.h"
#include "gui/settings/settings.h"
#include "gui/window/mainwindow.h"
#include "jobs/job/jobcatalog.h"
#include "probe/probe.h"
#include "report/runrecord.h"
#include "runners/placement/placementcatalog.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

class QAction;

namespace thaw {

class Banner;
class Column;

/// A whole window, as a person has it, with the built-in jobs and some of the test's own; built
/// afresh for every test.
struct WindowFixture
{
    explicit WindowFixture(Settings settings = quickSettings());

    /// Columns that are quick to watch, and no greeting.
    static Settings quickSettings();

    static JobCatalog jobsForTests();

    /// A lesson that has results at once, three rows; or none until it is stopped.
    static JobDescriptor measured();

    static Outcome measure(JobContext &context, bool isEndless);

    template <typename Widget>
    Widget *named(const char *accessibleName) const
    {
        for (Widget *widget : window->findChildren<Widget *>()) {
            if (widget->accessibleName() == QLatin1StringView(accessibleName)) {
                return widget;
            }
        }
        return nullptr;
    }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const;
    /// Exports the last run to a file, with the dialog; `type` 1 is a trace.
    void exportTo(const QString &path, int type = 0) const;
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QAction *action(const char *name) const;
    [[nodiscard]] Banner &banner() const;
    [[nodiscard]] QList<Column *> columns() const;

    const JobCatalog jobs;
    const PlacementCatalog placements;
    Probe probe;
    std::unique_ptr<MainWindow> window;
    int runs = 0;
    std::optional<RunRecord> record; ///< of the last run
    std::optional<WaitingInput> input;
};

} // namespace thaw
