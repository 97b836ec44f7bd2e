// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/heartbeat.h"

#include <algorithm>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 25ms;
constexpr auto longestOfWatch = 50ms; // a thread that only sleeps is no later by itself

} // namespace

Heartbeat::Heartbeat(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
    m_watch = std::jthread([this](const std::stop_token &stop) { watchProcess(stop); });
}

Heartbeat::~Heartbeat() = default;

// By SIGSTOP, a debugger or a control group: what no thread of it can help.
void Heartbeat::watchProcess(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const auto before = std::chrono::steady_clock::now();
        const auto withoutCore = currentThreadWithoutCore().value_or(0ns);
        std::this_thread::sleep_for(interval);
        const auto late = std::chrono::steady_clock::now() - before - interval
                          - (currentThreadWithoutCore().value_or(0ns) - withoutCore);
        if (late > longestOfWatch) {
            m_stopped = m_stopped.load() + late;
        }
    }
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
    m_stopped = 0ns;
}

void Heartbeat::beat()
{
    const auto now = std::chrono::steady_clock::now();
    const CoreUse use = m_cores->use();
    const auto length = std::max<std::chrono::nanoseconds>(now - m_last - interval, 0ns);
    const Stall stall{.length = length,
                      .withoutCore = currentThreadWithoutCore().value_or(0ns) - m_withoutCore
                                     + use.stolen + m_stopped.load(),
                      .isMachineBusy = use.all() * 2 > now - m_last};
    begin();
    Q_EMIT beaten(stall);
}

} // namespace thaw
