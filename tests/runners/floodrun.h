// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace thaw {

/// A run of the flood, made afresh for every test. On the test's thread, whose loop is the window.
class FloodRun
{
public:
    explicit FloodRun(const char *channel, const QString &placement = QStringLiteral("worker"));

    FloodRun &set(const char *name, const QByteArray &text);

    void start();
    /// Runs it to its end, however long that takes: ctest has a time limit.
    void finish();
    void destroy() { m_run.reset(); }

    [[nodiscard]] Run &run() { return *m_run; }
    [[nodiscard]] FloodFeed &feed() { return *m_feed; }
    [[nodiscard]] OutcomeKind outcome() const { return m_run->outcome()->kind; }
    [[nodiscard]] qint64 fact(const char *name) const
    {
        return m_run->facts().value(QLatin1StringView(name)).toInteger(-1);
    }
    [[nodiscard]] double figure(const char *name) const
    {
        return m_run->facts().value(QLatin1StringView(name)).toDouble(-1);
    }

    /// What has to hold of every run that has finished; the first that doesn't.
    [[nodiscard]] QString problem() const;

    /// Waits, as a window that is frozen; gives up after a minute.
    static void awaitWithoutLoop(const std::function<bool()> &condition);

    /// The threads of this process.
    [[nodiscard]] static int threads();

private:
    const JobDescriptor m_job = floodJob();
    const PlacementCatalog m_placements = builtInPlacements();
    const QString m_placement;
    ParameterValues m_values;
    std::shared_ptr<FloodFeed> m_feed; // outlives the run, as a view's does
    std::unique_ptr<Run> m_run;
};

} // namespace thaw
