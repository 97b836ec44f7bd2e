// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"
#include "jobs/workloads/hash.h"
#include "jobs/workloads/tempfolder.h"

#include <QObject>

#include <memory>

namespace thaw {

/// What the tests of the job `hash` have in common: a folder and a job that hashes it, made afresh
/// for every test function.
class HashTest : public QObject
{
    Q_OBJECT
protected:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<JobHarness> m_job;

    /// The job walks, and waits in a pause before it opens the first file; `change` is done; then
    /// it goes on to its end.
    const Outcome &runWithAChangeAfterTheWalk(const std::function<void()> &change)
    {
        m_job->control().pause();
        m_job->start();
        if (!m_job->awaitStatus(QStringLiteral("so far"))) {
            throw std::runtime_error("the walk did not end");
        }
        change();
        m_job->control().resume();
        return m_job->finish();
    }

protected Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_job = std::make_unique<JobHarness>(hashJob());
        m_job->set("path", m_folder->path());
    }
    void cleanup()
    {
        m_job.reset();
        m_folder.reset();
    }
};

} // namespace thaw
