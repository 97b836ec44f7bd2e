// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/threadlifecycle/threadlifecycle.h"

#include <QThread>

#include <chrono>
#include <stdexcept>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// What the thread does: its target, called with the arguments that it was made with.
void ThreadLifecycle::callTarget(const CallArguments &arguments)
{
    m_arrived = arguments;
    say(values().adds ? tr("add%1 is %2").arg(arguments.toString()).arg(arguments.sum())
                      : tr("tell%1").arg(arguments.toString()));
}

// Any thread may start another.
void ThreadLifecycle::startHelper()
{
    Thread helper(context(), helperName(), [this] { say(tr("Helping")); });
    start(helper);
    helper.wait();
}

void ThreadLifecycle::liveOnce(const CallArguments &arguments)
{
    Semaphore asked(context(), tr("the question"), 0);
    Thread thread(context(), name(), [this, arguments, &asked] {
        callTarget(arguments);
        startHelper();
        sleep(1s);
        asked.acquire(); // it doesn't end before it was asked
    });
    askWhetherAlive(thread, tr("Before the start"));
    start(thread);
    askWhetherAlive(thread, tr("After the start"));
    asked.release();
    thread.wait();
    askWhetherAlive(thread, tr("After the end"));

    // A thread lives once, as in Python. (A bare QThread could be started again and would call
    // its function once more.)
    try {
        thread.start();
    } catch (const std::runtime_error &refusal) {
        m_refusal = QString::fromUtf8(refusal.what());
        say(m_refusal);
    }
}
//! [lesson]

} // namespace thaw
