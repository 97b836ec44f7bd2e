// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/heartbeat.h"

#include <algorithm>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 25ms;

} // namespace

Heartbeat::Heartbeat(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
}

void Heartbeat::start()
{
    begin();
    m_timer.start();
}

void Heartbeat::begin()
{
    m_last = std::chrono::steady_clock::now();
    m_withoutCore = currentThreadWithoutCore().value_or(0ns);
    m_cores.emplace();
}

void Heartbeat::beat()
{
    const auto now = std::chrono::steady_clock::now();
    const Stall stall{.length = std::max<std::chrono::nanoseconds>(now - m_last - interval, 0ns),
                      .withoutCore = currentThreadWithoutCore().value_or(0ns) - m_withoutCore
                                     + m_cores->use().stolen};
    begin();
    Q_EMIT beaten(stall);
}

} // namespace thaw
