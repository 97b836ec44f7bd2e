// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "probe/probe.h"

#include <QEvent>
#include <QObject>

#include <atomic>
#include <chrono>
#include <functional>

namespace thaw {

/// What is left of a window when it is on a thread of its own and shows nothing: a clock that ticks
/// in an event loop, and a probe on it. Made, used and destroyed in the loop of a
/// traced::EventLoopThread; only the signal `refreshed` is emitted on another thread.
class StandInWindow : public QObject
{
    Q_OBJECT
public:
    /// Ticks of the clock that are handled while `counting` is set are counted. `atEnd` is called
    /// before the window goes.
    StandInWindow(JobContext &context, const std::atomic<bool> &counting,
                  std::function<void()> atEnd);
    ~StandInWindow() override;

    /// Begins to measure; `click` is the first event but for a few ticks. Throws std::runtime_error
    /// if the system refuses the probe its thread.
    void open(std::function<void()> click);
    /// Emits `closed` when what is in the loop's queue has been handled.
    void close() { m_probe.endRecording(); }

    // From open() to closed():

    [[nodiscard]] int ticks() const { return m_clock.counted; }
    /// The worst delay of an event of the loop. A pause of the run counts as little as elsewhere.
    [[nodiscard]] std::chrono::nanoseconds worstDelay() const;

Q_SIGNALS:
    void refreshed();
    void closed();

protected:
    bool event(QEvent *event) override;

private:
    // No child of the window's, so that its ticks are no events of the lesson's.
    class Clock : public QObject
    {
    public:
        explicit Clock(StandInWindow &window)
            : m_window(window)
        {}
        int counted = 0;
        int all = 0;

    protected:
        void timerEvent(QTimerEvent *event) override;

    private:
        StandInWindow &m_window;
    };

    JobContext &m_context;
    const std::atomic<bool> &m_counting;
    const std::function<void()> m_atEnd;
    std::function<void()> m_click;
    Clock m_clock{*this};
    Probe m_probe;
    std::chrono::nanoseconds m_worst{};
    std::chrono::nanoseconds m_longestPause{};
};

} // namespace thaw
