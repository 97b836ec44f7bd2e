// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/joinfreezes/standinwindow.h"

#include "jobs/engine/runaccess.h"

#include <QScopeGuard>

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace thaw {

StandInWindow::StandInWindow(JobContext &context, const std::atomic<bool> &counting,
                             std::function<void()> atEnd)
    : m_context(context)
    , m_counting(counting)
    , m_atEnd(std::move(atEnd))
{
    connect(&m_probe, &Probe::recorded, this, [this](const Recording &recording) {
        m_worst = recording.delays.max();
        Q_EMIT closed();
    });
    m_clock.startTimer(std::chrono::milliseconds(10), Qt::PreciseTimer);
}

StandInWindow::~StandInWindow()
{
    m_atEnd();
}

void StandInWindow::open(std::function<void()> click)
{
    m_click = std::move(click);
    m_longestPause = {};
    try {
        m_probe.beginRecording();
    } catch (const std::system_error &) {
        throw std::runtime_error(
                tr("The system refused the window's probe its thread; close other programs or "
                   "raise the limits of processes and memory.")
                        .toStdString());
    }
    m_clock.all = 0;
    m_clock.counted = 0;
}

std::chrono::nanoseconds StandInWindow::worstDelay() const
{
    return std::max(m_worst - m_longestPause, std::chrono::nanoseconds(0));
}

bool StandInWindow::event(QEvent *event)
{
    const auto pausedBefore = RunAccess(m_context).pausedTime();
    const auto note = qScopeGuard([&] {
        m_longestPause = std::max(m_longestPause, RunAccess(m_context).pausedTime() - pausedBefore);
    });
    return QObject::event(event);
}

void StandInWindow::Clock::timerEvent(QTimerEvent * /*event*/)
{
    constexpr int ticksBefore = 3; // so that the probe has begun to ping
    if (++all == ticksBefore && m_window.m_click) {
        QMetaObject::invokeMethod(&m_window, std::exchange(m_window.m_click, {}),
                                  Qt::QueuedConnection);
    }
    counted += m_window.m_counting ? 1 : 0;
}

} // namespace thaw
