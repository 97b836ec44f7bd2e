// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"
#include "tempfolder.h"

#include <QObject>

#include <functional>
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
    const Outcome &runWithAChangeAfterTheWalk(const std::function<void()> &change);

protected Q_SLOTS:
    void init();
    void cleanup();
};

} // namespace thaw
