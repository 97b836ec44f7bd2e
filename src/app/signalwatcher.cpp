// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalwatcher.h"

#include <chrono>
#include <utility>

#include <csignal>
#include <unistd.h>

namespace thaw {

namespace {

constexpr auto oneWish = std::chrono::milliseconds(200);
constexpr int wakeUp = SIGUSR2; // from the destructor to the thread, in this process only

// Those that the parent has us ignore (nohup, a shell's background job) stay ignored.
sigset_t watchedSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action = {};
        sigaction(number, nullptr, &action);
        if (action.sa_handler != SIG_IGN) {
            sigaddset(&set, number);
        }
    }
    sigaddset(&set, wakeUp);
    return set;
}

int statusFor(int number)
{
    // SIGHUP as SIGTERM: scripts needn't care how they were told to go.
    return number == 0 ? 0 : 128 + (number == SIGINT ? SIGINT : SIGTERM);
}

} // namespace

SignalWatcher::SignalWatcher()
{
    const sigset_t set = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a broken pipe is an error of write()
    std::signal(SIGXFSZ, SIG_IGN); // and so is a file that may not grow
    m_thread = std::thread([this] { watch(); });
}

SignalWatcher::~SignalWatcher()
{
    m_ending = true;
    pthread_kill(m_thread.native_handle(), wakeUp);
    m_thread.join();
}

void SignalWatcher::setAction(std::function<void()> action)
{
    const std::lock_guard lock(m_mutex);
    m_action = std::move(action);
    if (m_received != 0) {
        m_action();
    }
}

int SignalWatcher::exitStatus() const
{
    return statusFor(m_received);
}

void SignalWatcher::watch()
{
    pthread_setname_np(pthread_self(), "thaw-signals");
    const sigset_t set = watchedSignals();
    std::chrono::steady_clock::time_point first;
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0) {
            continue;
        }
        if (m_ending) {
            return;
        }
        if (number == wakeUp) {
            continue; // sent by somebody else
        }
        const auto now = std::chrono::steady_clock::now();
        if (m_received != 0) {
            if (now - first >= oneWish) {
                _exit(statusFor(number));
            }
            continue;
        }
        first = now;
        const std::lock_guard lock(m_mutex);
        m_received = number;
        if (!m_action) {
            _exit(statusFor(number));
        }
        m_action();
    }
}

} // namespace thaw
