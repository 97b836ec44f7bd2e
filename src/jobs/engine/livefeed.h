// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>

namespace thaw {

/// The window's side of a job that sends it more than a RunChannel is made for: it takes, once a
/// frame, what the job's threads have sent since. It knows no widget; a view reads what it has
/// taken when it says `drained`. Without a window the frame is that of the event loop.
///
/// Threads: it lives on the GUI thread, where the Run makes it (by its job) and steers it. What of
/// a derived class the job's threads may use, that class says. The job keeps it, too, so that it
/// outlives whatever still sends to it.
class LiveFeed : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds frame{16};

    LiveFeed();

    /// Drains once a frame from now on. Before the job starts.
    void begin();
    /// Drains a last time. When the job has ended, and before that is told.
    void end();
    /// Drains no more: what comes still is taken by nobody. For a run that is destroyed.
    void abandon();

    /// How late the loop has come to a frame so far, at worst: its delay, seen 60 times a second.
    /// Any thread.
    [[nodiscard]] std::chrono::nanoseconds worstDelay() const noexcept;

Q_SIGNALS:
    /// Something may have been taken. At most once a frame.
    void drained();

protected:
    /// Takes what has come. It must leave the loop the greater part of a frame.
    virtual void drain() = 0;
    /// After the last drain: frees what only sending needs.
    virtual void finish() {}

private:
    void drainFrame();
    void awaitFrame(std::chrono::milliseconds time);

    QTimer m_timer;
    Clock::time_point m_due; // when the timer ought to fire
    std::atomic<std::chrono::nanoseconds::rep> m_worstDelay = 0;
};

} // namespace thaw
