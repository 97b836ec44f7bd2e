// SPDX-License-Identifier: MIT
#pragma once

#include "probe/pingledger.h"
#include "probe/probe.h"
#include "probe/recorder.h"
#include "probe/responsivenesslog.h"
#include "probe/threadactivity.h"

#include <QEvent>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace thaw {

/// The probe's own thread, and what it shares with the watched thread.
///
/// Threads: all public functions are for the watched thread. Everything that passes between the two
/// lies under m_mutex; the events and the condition variable are wake-ups that carry nothing.
/// m_mutex is held neither while an event is posted nor while the limit's action runs.
class Probe::Thread
{
public:
    /// What the watched thread has to tell after it has handled a ping.
    struct News
    {
        std::vector<Stall> stallsEnded; ///< one behind the other, each of a cause of its own
        std::optional<Recording> recorded;
        bool isRecording = false; ///< still, or again
    };

    /// Pings are events of pingType() for `receiver`.
    explicit Thread(QObject &receiver);
    ~Thread();
    Q_DISABLE_COPY_MOVE(Thread)

    [[nodiscard]] static QEvent::Type pingType();
    [[nodiscard]] std::shared_ptr<const ResponsivenessLog> log() const { return m_log; }
    [[nodiscard]] bool isRunning() const { return m_thread.joinable(); }

    void start(std::chrono::nanoseconds interval);
    /// The recording, if one was open: closed as it stands.
    std::optional<Recording> stop();
    void setThreshold(std::chrono::nanoseconds threshold);
    void setLimit(std::chrono::nanoseconds limit, std::function<void()> action);

    /// An earlier recording, if one was still open: closed as it stands.
    std::optional<Recording> beginRecording();
    void endRecording();

    News pingHandled(Clock::time_point now);
    void markFrame(Clock::time_point turn);

private:
    enum class Fence { None, Wanted, Posted };

    void run();
    void post(std::unique_lock<std::mutex> &lock, Clock::time_point now);
    void callAction(std::unique_lock<std::mutex> &lock);

    // With m_mutex held.
    void noticeSuspension(Clock::time_point now);
    [[nodiscard]] std::optional<Clock::time_point> limitReached() const;
    std::optional<Recording> closeAsItStands(Clock::time_point now);
    void markFreeUntil(Clock::time_point now);
    void noticeLatePing(Clock::time_point now);
    [[nodiscard]] std::vector<Stall> partsOf(const std::optional<Stall> &stall) const;
    void forgetLatePing();

    QObject &m_receiver;
    const std::shared_ptr<ResponsivenessLog> m_log;   // has a lock of its own, taken after m_mutex
    const std::shared_ptr<ThreadActivity> m_activity; // of the watched thread
    std::thread m_thread;                             // the watched thread's

    std::mutex m_mutex;                   // protects everything below
    std::condition_variable m_wake;       // for the probe's thread: look again
    std::condition_variable m_actionDone; // for the watched thread
    std::optional<PingLedger> m_ledger;   // while running
    std::optional<Recorder> m_recorder;
    Fence m_fence = Fence::None;
    /// While nothing is recorded and no ping is in flight: since when the loop counts as free.
    std::optional<Clock::time_point> m_freeSince;
    std::chrono::nanoseconds m_restingInterval{idleInterval}; // when nothing is recorded
    std::chrono::nanoseconds m_threshold{defaultStallThreshold};
    std::chrono::nanoseconds m_limit{0};
    std::function<void()> m_action; // unchanged while m_isActing, though the lock isn't held then
    bool m_isActing = false;
    bool m_hasActed = false;  // in the stall that lasts
    bool m_knowsLate = false; // that the ping in flight is: the watched thread's events are wanted
    bool m_isStopping = false;
};

} // namespace thaw
