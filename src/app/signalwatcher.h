// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace thaw {

/// Waits for SIGINT, SIGTERM and SIGHUP on a thread of its own, so that they also work while the
/// main thread is blocked by a job. The first calls the action, and ends the process at once where
/// none is set: what only reads and prints has nothing to end in good order. The second ends it at
/// once in any case, unless it comes so soon that it is one wish sent twice: timeout(1) signals its
/// child and then the child's group. The status is 130 or 143. Those that the parent has the
/// program ignore stay ignored.
///
/// Make it on the main thread before any other thread starts: these signals are then blocked in
/// all.
class SignalWatcher
{
public:
    SignalWatcher();
    ~SignalWatcher();
    SignalWatcher(const SignalWatcher &) = delete;
    SignalWatcher &operator=(const SignalWatcher &) = delete;

    /// What the first signal does in place of ending the process, on the watcher's thread; at once
    /// if it has come already. Not empty.
    void setAction(std::function<void()> action);
    /// The first signal does nothing but to be remembered, until the next action is set: for what
    /// is soon over and must come to its end.
    void putOff()
    {
        setAction([] {});
    }
    /// The first signal that came, or 0. Any thread.
    [[nodiscard]] int received() const { return m_received; }
    /// The exit status for it: 130 for SIGINT, 143 for SIGTERM and SIGHUP, 0 for none.
    [[nodiscard]] int exitStatus() const;

private:
    void watch();

    std::atomic<int> m_received = 0;
    std::atomic<bool> m_ending = false;
    std::mutex m_mutex; // protects m_action
    std::function<void()> m_action;
    std::thread m_thread;
};

} // namespace thaw
