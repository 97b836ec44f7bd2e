// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace thaw::traced {

/// A QThread that runs a function, with a name (in the operating system, too), a lane on the
/// timeline, and a wait() that can be canceled. If the function throws, the run fails with that,
/// and the other threads of the job are stopped.
///
/// Destroyed while it runs it waits for the thread's end; if that is because an exception unwinds
/// the lesson, the run is stopped first, so that no thread waits for what won't come any more. An
/// event loop is an EventLoopThread's matter: one that the function has, and that nobody quits when
/// the run must stop, is quit here after a while, and the run fails with a sentence that says so.
///
/// Made, started, waited for and destroyed by one thread, or by several one after the other.
class Thread
{
    Q_DECLARE_TR_FUNCTIONS(thaw::traced::Thread)
public:
    Thread(JobContext &context, QString name, std::function<void()> body);
    ~Thread();
    Thread(const Thread &) = delete;
    Thread &operator=(const Thread &) = delete;

    /// Throws std::runtime_error if the system refuses a thread, or if it was started before.
    void start(SourceLine where = SourceLine::current());
    /// Waits until the thread has ended: what Python calls join(). Throws Canceled when the run
    /// must stop.
    void wait(SourceLine where = SourceLine::current());

    /// Whether it was started and has not ended. Any thread.
    [[nodiscard]] bool isRunning() const { return m_thread->isRunning(); }
    [[nodiscard]] bool isFinished() const { return m_thread->isFinished(); }
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    friend class EventLoopThread; // moves objects to the QThread, and quits its loops

    void run() noexcept;
    [[nodiscard]] bool awaitEnd(QDeadlineTimer deadline);
    void endForgottenLoop();

    JobContext &m_context;
    const QString m_name;
    const Lane m_lane; // asked for when it was made, so that lanes stand in that order
    const std::function<void()> m_body;
    const int m_unwinding; // exceptions under way when it was made
    std::unique_ptr<QThread> m_thread;
    QObject m_inhabitant; // lives on the thread: only an event loop calls it
    bool m_started = false;
    std::optional<QDeadlineTimer> m_endsUntil; // of a run that must stop, while this waits
};

} // namespace thaw::traced
