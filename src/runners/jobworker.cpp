// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/jobworker.h"

#include "jobs/jobthread.h"

#include <QCoreApplication>

#include <exception>
#include <new>
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
    JobContext context(state->control, state->channel);
    Outcome outcome = state->control.stopRequested() ? Outcome::canceled() : runJob(context);
    state->channel.end(
            {std::move(outcome), began, RunControl::Clock::now(), state->control.pausedTime()});
}

Outcome JobWorker::runJob(JobContext &context)
{
    std::optional<JobThreadScope> scope;
    if (!m_ownThread.isEmpty()) {
        scope.emplace(context, m_ownThread, ThreadPriority::Lowered);
    }
    try {
        return m_job->run(context);
    } catch (const std::bad_alloc &) {
        return Outcome::failed(QCoreApplication::translate(
                "thaw::JobWorker",
                "The job ran out of memory; close other programs or give it less "
                "to do."));
    } catch (const std::exception &error) {
        return Outcome::failed(QString::fromUtf8(error.what()));
    } catch (...) {
        return Outcome::failed(QCoreApplication::translate(
                "thaw::JobWorker", "The job ended with an exception that carries no message."));
    }
}

} // namespace thaw
