// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/traced/eventloopthread.h"
#include "network/network.h"

#include <QString>

#include <functional>
#include <future>
#include <memory>
#include <mutex>

namespace thaw {

class JobContext;

/// A thread of a job for what has a loop of its own: in `gui` there is none to be had. What it does
/// is held up while the run is paused, goes on by a portion at a step, and waits otherwise,
/// in its lane, for `waitsFor`.
///
/// Made and destroyed by the thread that runs the job.
class LoopThread
{
public:
    /// Makes what the thread does, on it; it may be null, and then the thread does nothing.
    using Make = std::function<std::unique_ptr<Steered>()>;

    /// Returns when that has been made. Throws what making it throws, std::runtime_error if the
    /// system refuses the thread, and Canceled when the run must stop. `context` outlives this.
    LoopThread(JobContext &context, QString name, QString waitsFor, Make make);
    /// Destroys what it does, on the thread, whatever that is at, and joins the thread.
    ~LoopThread();
    LoopThread(const LoopThread &) = delete;
    LoopThread &operator=(const LoopThread &) = delete;

private:
    void awaitMade();
    void work();
    void show(Steered *steered);
    void run(Steered &steered);

    JobContext &m_context;
    const QString m_waitsFor;
    const Make m_make;
    std::promise<void> m_made;
    std::mutex m_mutex;           // protects m_steered
    Steered *m_steered = nullptr; // what the thread does, while it does
    traced::EventLoopThread m_thread;
};

} // namespace thaw
