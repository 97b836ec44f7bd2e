// SPDX-License-Identifier: MIT
#pragma once

#include <QBasicTimer>
#include <QMetaObject>
#include <QObject>

#include <chrono>
#include <cstdint>
#include <functional>

namespace thaw {

/// Notices the turns of its thread's event loop, sixty of them a second at least as long as it is
/// free: a precise timer aimed at the middle of each frame's slot makes the loop turn. Every turn
/// counts, the timer's or any other, for the slot that it falls in; how often the timer fired
/// doesn't.
///
/// Threads: lives on the watched thread, all of it. Costs sixty wake-ups a second while active.
class FrameCounter : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    /// `slotMet` is called on the watched thread, once for each slot that has a turn.
    explicit FrameCounter(std::function<void(Clock::time_point)> slotMet,
                          QObject *parent = nullptr);

    /// False if the thread has no event dispatcher yet (then try again when its loop runs).
    bool start();
    void stop();
    [[nodiscard]] bool isActive() const { return m_timer.isActive(); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void noteTurn(Clock::time_point now);
    void aim(Clock::time_point now);

    std::function<void(Clock::time_point)> m_slotMet;
    QMetaObject::Connection m_turns;
    QBasicTimer m_timer;
    std::int64_t m_lastSlot = -1;
};

} // namespace thaw
