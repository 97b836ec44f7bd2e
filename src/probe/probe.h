// SPDX-License-Identifier: MIT
#pragma once

#include "probe/recording.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace thaw {

class FrameCounter;
class ResponsivenessLog;

/// Measures how late a thread's event loop is: its *delay*, and its *stalls*.
///
/// A probe lives on the thread that it watches (the GUI thread of a window, as a rule) and has a
/// thread of its own. That thread posts a time-stamped event (a ping) to the watched thread, at
/// most one in flight, and records how long it took to be handled. While a ping is unhandled for
/// longer than the stall threshold the log already shows the stall, since the probe's thread isn't
/// blocked.
///
/// Threads: create, use and destroy it on the watched thread; it can't be moved. log() may be
/// called, and what it returns be used, on any thread. It needs no QCoreApplication and no loop to
/// be there when it is made: until the thread's event loop runs, its pings are simply late.
/// Destroying it (or stopping it) is safe at any moment, also in a slot of its own signals.
///
/// A stall says what ran if the thread tells it, by Activity and HandledEvent.
///
/// The time that the machine or the process was suspended counts in no delay: that is, time in
/// which the probe's own thread woke up more than a second late (see PingLedger).
class Probe : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    /// The time from one ping to the next while nothing runs (20 a second) and during a run (200).
    static constexpr std::chrono::microseconds idleInterval{50'000};
    static constexpr std::chrono::microseconds runInterval{5'000};
    static constexpr std::chrono::microseconds shortestInterval{100};
    static constexpr std::chrono::milliseconds defaultStallThreshold{100};

    explicit Probe(QObject *parent = nullptr);
    ~Probe() override;

    /// Starts to ping, every `interval` (at least shortestInterval), and at once. A second call
    /// changes the interval at once, or, during a recording, once that is over.
    void start(std::chrono::microseconds interval = idleInterval);
    /// Stops to ping and joins the probe's thread. A recording that is still open, its end asked
    /// for or not, is closed as it stands and `recorded` is emitted before this returns.
    void stop();

    /// A stall is a delay longer than this (100 ms unless set; at least 1 ms).
    void setStallThreshold(std::chrono::milliseconds threshold);

    /// What was measured lately; as long-lived as the caller wants, and always the same object.
    [[nodiscard]] std::shared_ptr<const ResponsivenessLog> log() const;

    /// Begins a recording, at runInterval, and sends a ping at once. Starts the probe if need be.
    /// One recording at a time: an earlier one that is still open is closed as by stop().
    void beginRecording();
    /// Asks for the end: a fence ping is posted now, or right after the ping in flight, and when it
    /// has come back `recorded` is emitted and the interval is again what it was before the
    /// recording. So a stall that lasts until now, or beyond, is in the recording at its full
    /// length. There is no time-out. Without a recording, or a second time, it does nothing.
    void endRecording();

    /// Has `action` called, on the probe's thread, once for each stall that has lasted for `limit`,
    /// while it lasts. A stall that lasts at the time of the call counts from its start. The action
    /// must neither throw, nor touch the watched thread's objects, nor wait for that thread, nor
    /// call the probe. A zero limit takes it away; after the call returns no earlier action is
    /// under way.
    void setStallLimit(std::chrono::milliseconds limit, std::function<void()> action);

Q_SIGNALS:
    /// Emitted on the watched thread when it handles events again after a stall: directly by the
    /// handler of the ping that waited. Where an Activity that is counted apart met what is not, it
    /// was several, and each is told with its own length.
    void stallEnded(const thaw::Stall &stall);
    /// Emitted on the watched thread, once for each recording unless the probe is destroyed first.
    void recorded(const thaw::Recording &recording);

protected:
    void customEvent(QEvent *event) override; // handles a ping

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
    // Active while something is recorded. Destroyed first: it reports to m_thread.
    std::unique_ptr<FrameCounter> m_frames;
};

} // namespace thaw
