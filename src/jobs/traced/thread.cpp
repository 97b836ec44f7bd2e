// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/thread.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"
#include "jobs/traced/happensbefore.h"
#include "jobs/traced/waiting.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <utility>

namespace thaw::traced {

Thread::Thread(JobContext &context, QString name, std::function<void()> body)
    : m_context(context)
    , m_name(std::move(name))
    , m_lane(RunAccess(context).channel().laneForThread(m_name))
    , m_body(std::move(body))
    , m_unwinding(std::uncaught_exceptions())
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(m_name);
    m_inhabitant.moveToThread(m_thread.get());
}

Thread::~Thread()
{
    if (std::uncaught_exceptions() > m_unwinding) {
        RunAccess(m_context).stopAll();
    }
    waitToTheEnd(m_context, [this](QDeadlineTimer deadline) { return awaitEnd(deadline); });
    learnFrom(this);
    if (!m_started) {
        RunAccess(m_context).channel().leaveLane(m_lane.id);
    }
}

// The run may be stopped while it waits.
bool Thread::awaitEnd(QDeadlineTimer deadline)
{
    constexpr std::chrono::seconds patience{1};
    const auto isOver = [&] {
        const auto left =
                deadline.isForever() ? nanoseconds(portion) : deadline.remainingTimeAsDuration();
        return m_thread->wait(
                QDeadlineTimer(std::min<nanoseconds>(left, portion), Qt::PreciseTimer));
    };
    while (!isOver()) {
        if (deadline.hasExpired()) {
            return false;
        }
        if (m_context.stopRequested() && !m_endsUntil) {
            m_endsUntil.emplace(patience);
        }
        if (m_endsUntil && m_endsUntil->hasExpired()) {
            m_endsUntil.emplace(QDeadlineTimer::Forever);
            endForgottenLoop();
        }
    }
    return true;
}

void Thread::endForgottenLoop()
{
    const auto endIt = [this] {
        RunAccess(m_context).fail(std::make_exception_ptr(std::runtime_error(
                tr("The thread %1 was in an event loop that nobody quit when the run was to stop: "
                   "it must be a traced::EventLoopThread.")
                        .arg(m_name)
                        .toStdString())));
        QThread::currentThread()->quit();
    };
    QMetaObject::invokeMethod(&m_inhabitant, endIt, Qt::QueuedConnection);
}

void Thread::run() noexcept
{
    learnFrom(this);
    try {
        const JobThreadScope scope(m_context, m_name, ThreadPriority::Shared, m_lane);
        m_body();
    } catch (const Canceled &) { // NOLINT(bugprone-empty-catch): the run ends as canceled
    } catch (...) {
        RunAccess(m_context).fail(std::current_exception());
    }
    publishTo(this);
}

void Thread::start(SourceLine where)
{
    m_context.point(where);
    if (std::exchange(m_started, true)) {
        throw std::runtime_error(tr("The thread %1 was started before; a thread runs once.")
                                         .arg(m_name)
                                         .toStdString());
    }
    publishTo(this);
    m_thread->start();
    if (!m_thread->isRunning() && !m_thread->isFinished()) {
        throw std::runtime_error(
                tr("The system refused the thread %1; ask for fewer threads, close "
                   "other programs or raise the limits of processes and memory.")
                        .arg(m_name)
                        .toStdString());
    }
}

void Thread::wait(SourceLine where)
{
    m_context.point(where);
    waitInPortions(m_context, LaneState::Waiting, tr("the end of %1").arg(m_name), {}, std::nullopt,
                   [this](std::chrono::milliseconds time) {
                       return m_thread->wait(QDeadlineTimer(time, Qt::PreciseTimer));
                   });
    learnFrom(this);
    m_context.throwIfStopped(); // the thread may have ended because of that, and not be done
}

} // namespace thaw::traced
