// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/livefeed.h"

#include <algorithm>

namespace thaw {

using std::chrono::milliseconds;

LiveFeed::LiveFeed()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LiveFeed::drainFrame);
}

void LiveFeed::begin()
{
    awaitFrame(frame);
}

void LiveFeed::end()
{
    m_timer.stop();
    drain();
    finish();
    Q_EMIT drained();
}

void LiveFeed::abandon()
{
    m_timer.stop();
}

std::chrono::nanoseconds LiveFeed::worstDelay() const noexcept
{
    return std::chrono::nanoseconds(m_worstDelay.load(std::memory_order_relaxed));
}

void LiveFeed::awaitFrame(milliseconds time)
{
    m_due = Clock::now() + time;
    m_timer.start(time);
}

// The next frame is one of the same grid, whatever this one takes: a frame that is missed is not
// made up for.
void LiveFeed::drainFrame()
{
    const auto due = m_due;
    const auto late = Clock::now() - due;
    m_worstDelay.store(std::max(m_worstDelay.load(std::memory_order_relaxed), late.count()),
                       std::memory_order_relaxed);
    drain();
    const auto now = Clock::now();
    awaitFrame(std::chrono::ceil<milliseconds>(frame - (now - due) % frame));
    Q_EMIT drained();
}

} // namespace thaw

#include "moc_livefeed.cpp"
