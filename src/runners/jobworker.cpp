// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/jobworker.h"

#include "probe/activity.h"

#include <utility>

namespace thaw {

namespace {

// A span of the GUI thread's lane, from another thread: it can't trace that it waits while it
// waits.
class GuiThreadWaits
{
public:
    GuiThreadWaits(RunChannel &channel, const QString &what)
        : m_channel(channel)
        , m_span{.lane = guiLane,
                 .state = LaneState::Waiting,
                 .start = Span::Clock::now(),
                 .end = {},
                 .object = what}
    {
        m_channel.changeSpan(nullptr, &m_span);
    }
    ~GuiThreadWaits()
    {
        m_span.end = Span::Clock::now();
        m_channel.changeSpan(&m_span, nullptr);
    }
    GuiThreadWaits(const GuiThreadWaits &) = delete;
    GuiThreadWaits &operator=(const GuiThreadWaits &) = delete;

private:
    RunChannel &m_channel;
    Span m_span;
};

} // namespace

JobWorker::JobWorker(std::unique_ptr<Job> job, std::shared_ptr<SharedRun> state, QString activity)
    : m_job(std::move(job))
    , m_state(std::move(state))
    , m_activity(std::move(activity))
{}

JobWorker::~JobWorker() = default;

void JobWorker::takeThread(const QString &name)
{
    m_thread = name;
}

void JobWorker::runInSlices(Slices slices)
{
    m_slices = std::move(slices);
}

void JobWorker::guiThreadWaits(const QString &what)
{
    m_guiWaitsFor = what;
}

void JobWorker::fail(const QString &reason)
{
    const auto now = RunControl::Clock::now();
    m_state->channel.end({Outcome::failed(reason), now, now, {}});
}

void JobWorker::work()
{
    // After end() the other side may destroy this object: nothing of it is touched from there on.
    const std::shared_ptr<SharedRun> state = m_state;
    const Activity activity(m_activity);
    const auto began = RunControl::Clock::now();
    const auto activeBefore = state->control.activeTime();
    if (m_slices) {
        state->control.turn().begin(*m_slices);
    }
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
    std::optional<LaneTracer> tracer;
    std::optional<GuiThreadWaits> waits;
    if (!m_guiWaitsFor.isEmpty()) {
        waits.emplace(m_state->channel, m_guiWaitsFor);
    }
    if (!m_thread.isEmpty()) {
        scope.emplace(context, m_thread, ThreadPriority::Kept);
    } else {
        tracer.emplace(m_state->channel, m_state->channel.guiThreadLane());
    }
    return runToOutcome(*m_job, context);
}

} // namespace thaw

#include "moc_jobworker.cpp"
