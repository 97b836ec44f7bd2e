// SPDX-License-Identifier: MIT
#include "probe/framecounter.h"

#include "probe/frameslots.h"

#include <QAbstractEventDispatcher>
#include <QThread>
#include <QTimerEvent>

#include <utility>

namespace thaw {

FrameCounter::FrameCounter(std::function<void(Clock::time_point)> slotMet, QObject *parent)
    : QObject(parent)
    , m_slotMet(std::move(slotMet))
{}

bool FrameCounter::start()
{
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance(thread());
    if (!dispatcher) {
        return false;
    }
    if (!isActive()) {
        m_turns = connect(dispatcher, &QAbstractEventDispatcher::awake, this,
                          [this] { noteTurn(Clock::now()); });
        aim(Clock::now());
    }
    return true;
}

void FrameCounter::stop()
{
    disconnect(m_turns);
    m_timer.stop();
}

void FrameCounter::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    const auto now = Clock::now();
    noteTurn(now);
    aim(now);
}

void FrameCounter::noteTurn(Clock::time_point now)
{
    const std::int64_t slot = FrameGrid::slotAt(now);
    if (slot == m_lastSlot) {
        return;
    }
    m_lastSlot = slot;
    m_slotMet(now);
}

void FrameCounter::aim(Clock::time_point now)
{
    // Timers take whole milliseconds; each is aimed anew, so the rounding doesn't add up.
    const auto wait =
            std::chrono::round<std::chrono::milliseconds>(FrameGrid::nextMiddle(now) - now);
    m_timer.start(static_cast<int>(wait.count()), Qt::PreciseTimer, this);
}

} // namespace thaw

#include "moc_framecounter.cpp"
