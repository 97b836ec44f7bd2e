// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/corewatch.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace thaw {

/// Tells how long the event loop of its thread stood still, and how much of that was for want of a
/// core: other programs had them, or the hypervisor, or the whole process was stopped. It needs no
/// probe, since that is part of what is tried. Of one thread.
class Heartbeat : public QObject
{
    Q_OBJECT
public:
    struct Stall
    {
        std::chrono::nanoseconds length{};
        std::chrono::nanoseconds withoutCore{};
        /// Others had so much of the cores that who waited for a thread without one, or for the
        /// disk, can't be told from who stood still by itself.
        bool isMachineBusy = false;

        [[nodiscard]] std::chrono::nanoseconds own() const { return length - withoutCore; }
    };

    explicit Heartbeat(QObject *parent = nullptr);
    ~Heartbeat() override;
    /// From now on; what was before is forgotten.
    void start();
    void stop() { m_timer.stop(); }

Q_SIGNALS:
    /// Each beat that came late, also by a moment.
    void beaten(const thaw::Heartbeat::Stall &stall);

private:
    void beat();
    void begin();
    void watchProcess(const std::stop_token &stop);

    QTimer m_timer;
    std::chrono::steady_clock::time_point m_last;
    std::chrono::nanoseconds m_withoutCore{};          // of this thread, until then
    std::optional<CoreWatch> m_cores;                  // since then
    std::atomic<std::chrono::nanoseconds> m_stopped{}; // the whole process, since then
    std::jthread m_watch;
};

} // namespace thaw
