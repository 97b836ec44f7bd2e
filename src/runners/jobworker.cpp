// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/jobworker.h"

#include "jobs/jobthread.h"

#include <optional>
#include <utility>

namespace thaw {

JobWorker::JobWorker(std::unique_ptr<Job> job, std::shared_ptr<RunState> state)
    : m_job(std::move(job))
    , m_state(std::move(state))
{}

JobWorker::~JobWorker() = default;

void JobWorker::takeThread(const QString &name)
{
    m_ownThread = name;
}

void JobWorker::fail(const QString &reason)
{
    const auto now = RunControl::Clock::now();
    m_state->channel.end({Outcome::failed(reason), now, now, {}});
}

void JobWorker::work()
{
    // After end() the other side may destroy this object: nothing of it is touched from there on.
    const std::shared_ptr<RunState> state = m_state;
    const auto began = RunControl::Clock::now();
    const auto activeBefore = state->control.activeTime();
    JobContext context(state->control, state->channel);
    Outcome outcome = state->control.stopRequested() ? Outcome::canceled() : runJob(context);
    // Not pausedTime(): a pause may have begun before the job did.
    const auto active = state->control.activeTime() - activeBefore;
    const auto ended = RunControl::Clock::now();
    state->channel.end({std::move(outcome), began, ended, ended - began - active});
}

Outcome JobWorker::runJob(JobContext &context)
{
    std::optional<JobThreadScope> scope;
    std::optional<LaneRecorder> recorder;
    if (!m_ownThread.isEmpty()) {
        scope.emplace(context, m_ownThread, ThreadPriority::Lowered);
    } else {
        recorder.emplace(m_state->channel, m_state->channel.guiThreadLane());
    }
    return runToOutcome(*m_job, context);
}

} // namespace thaw
