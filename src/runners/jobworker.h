// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobthread.h"
#include "jobs/job/job.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace thaw {

/// What the job's threads and the Run share. It outlives both.
struct SharedRun
{
    explicit SharedRun(std::function<void()> wake)
        : channel(std::move(wake))
    {}
    RunControl control;
    RunChannel channel;
};

/// Holds a job, and runs it on the thread that it lives on. Where a worker lives is the only
/// difference between placements: on a QThread, work() arrives as a queued call; left on the GUI
/// thread, it is called directly, and blocks.
class JobWorker : public QObject, public std::enable_shared_from_this<JobWorker>
{
    Q_OBJECT
public:
    /// `activity` is what the run is called where it holds up a watched thread, for people to read.
    JobWorker(std::unique_ptr<Job> job, std::shared_ptr<SharedRun> state, QString activity);
    ~JobWorker() override;

    /// The thread that work() will be called on isn't the GUI thread: it takes that name, and is
    /// told apart in the report. It keeps its priority, as the GUI thread does. Before work() is
    /// called.
    void takeThread(const QString &name);

    /// The thread that work() will be called on gives way to other events as these say. Before
    /// work() is called.
    void runInSlices(Slices slices);
    /// The GUI thread waits for `what` while the job runs, which is on the timeline. Before work()
    /// is called.
    void guiThreadWaits(const QString &what);

    [[nodiscard]] const QString &activity() const { return m_activity; }

    /// The window's side of the job, if it has one. On the GUI thread, before work() is called.
    [[nodiscard]] std::shared_ptr<LiveFeed> makeFeed() { return m_job->makeFeed(); }

    /// In place of work(), where the placement can't run the job: the run ends as failed.
    void fail(const QString &reason);

public Q_SLOTS:
    /// Runs the job, once, and reports its end to the channel as the very last thing. An exception
    /// ends the run as failed with its message. On the thread that this object lives on.
    void work();

private:
    [[nodiscard]] Outcome runJob(JobContext &context);

    const std::unique_ptr<Job> m_job;
    const std::shared_ptr<SharedRun> m_state;
    const QString m_activity;
    std::optional<Slices> m_slices;
    QString m_guiWaitsFor;
    QString m_thread; // its name; empty on the GUI thread
};

} // namespace thaw
