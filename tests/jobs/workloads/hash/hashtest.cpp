// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashtest.h"

#include "jobs/workloads/hash.h"

#include <stdexcept>

namespace thaw {

const Outcome &HashTest::runWithAChangeAfterTheWalk(const std::function<void()> &change)
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

void HashTest::init()
{
    m_folder = std::make_unique<TempFolder>();
    m_job = std::make_unique<JobHarness>(hashJob());
    m_job->set("path", m_folder->path());
}

void HashTest::cleanup()
{
    m_job.reset();
    m_folder.reset();
}

} // namespace thaw
