// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "runners/placement.h"
#include "runners/run.h"

#include <QDir>
#include <QTest>

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

namespace thaw {

/// A run of the flood, made afresh for every test. On the test's thread, whose loop is the window.
class FloodRun
{
public:
    explicit FloodRun(const char *channel, const QString &placement = QStringLiteral("worker"))
        : m_placement(placement)
        , m_values(m_job.parameters.defaults())
    {
        set("channel", channel);
    }

    FloodRun &set(const char *name, const QByteArray &text)
    {
        if (const auto error = m_job.parameters.set(m_values, QString::fromLatin1(name), text)) {
            throw std::invalid_argument(error->toStdString());
        }
        return *this;
    }

    void start()
    {
        m_run = std::make_unique<Run>(
                RunRequest{&m_job, m_placements.find(m_placement), m_values, {}});
        m_feed = std::dynamic_pointer_cast<FloodFeed>(m_run->feed());
        m_run->start();
    }
    /// Runs it to its end, however long that takes: ctest has a time limit.
    void finish()
    {
        if (!m_run) {
            start();
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), Run::State::Ended, 100'000);
    }
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
    [[nodiscard]] QString problem() const
    {
        if (outcome() != OutcomeKind::Finished) {
            return QStringLiteral("not finished: ") + m_run->outcome()->reason;
        }
        if (!m_run->facts().value(QLatin1StringView("checksum_ok")).toBool()) {
            return QStringLiteral("the checksums differ");
        }
        qint64 received = 0;
        for (const FloodCell &cell : m_feed->cells()) {
            received += static_cast<qint64>(cell.tally.count);
        }
        if (fact("lost") != 0 || fact("produced") != received) {
            return QStringLiteral("samples were lost");
        }
        if (fact("delivered") + fact("backlog") != received || fact("delivered") < 0
            || fact("backlog") < 0) {
            return QStringLiteral("what was delivered and the backlog don't add up");
        }
        if (m_run->progress().done != received || m_run->progress().total != received) {
            return QStringLiteral("the progress isn't what was produced");
        }
        return {};
    }

    /// Waits, as a window that is frozen; gives up after a minute.
    static void awaitWithoutLoop(const std::function<bool()> &condition)
    {
        const auto until = Run::Clock::now() + std::chrono::minutes(1);
        while (!condition() && Run::Clock::now() < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    /// The threads of this process.
    [[nodiscard]] static int threads()
    {
        return static_cast<int>(QDir(QStringLiteral("/proc/self/task"))
                                        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                        .size());
    }

private:
    const JobDescriptor m_job = floodJob();
    const PlacementCatalog m_placements = builtInPlacements();
    const QString m_placement;
    ParameterValues m_values;
    std::shared_ptr<FloodFeed> m_feed; // outlives the run, as a view's does
    std::unique_ptr<Run> m_run;
};

} // namespace thaw
