// SPDX-License-Identifier: GPL-3.0-or-later
// What the probe costs: each part on its own, then a process that does nothing but be watched.
#include "probe/activity.h"
#include "probe/delayhistogram.h"
#include "probe/probe.h"
#include "probe/recorder.h"
#include "probe/responsivenesslog.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <ctime>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

template <typename Function>
void report(const char *what, int times, Function function)
{
    const auto start = Clock::now();
    for (int i = 0; i < times; ++i) {
        function(i);
    }
    const std::chrono::duration<double, std::micro> each = (Clock::now() - start) / times;
    std::printf("%-52s %10.3f us\n", what, each.count());
}

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void watch(const char *what, std::chrono::microseconds interval, std::chrono::seconds time)
{
    thaw::Probe probe;
    if (interval > 0us) {
        probe.start(interval);
    }
    QTimer::singleShot(time, qApp, &QCoreApplication::quit);
    const double before = cpuSeconds();
    QCoreApplication::exec();
    const double used = cpuSeconds() - before;
    const auto snapshot = probe.log()->snapshot();
    std::printf("%-52s %10.3f %% of a core, p99 %.3f ms, %lld of %lld frames\n", what,
                used / static_cast<double>(time.count()) * 100,
                static_cast<double>(snapshot->p99.count()) / 1e6,
                static_cast<long long>(snapshot->frames.delivered),
                static_cast<long long>(snapshot->frames.expected));
}

/// What telling of each event adds to its way, watched.
void sendEvents()
{
    const thaw::Probe probe;
    QObject receiver;
    receiver.setObjectName(QStringLiteral("receiver"));
    QEvent event(QEvent::User);
    report("an event on its way", 5'000'000,
           [&](int) { QCoreApplication::sendEvent(&receiver, &event); });
    report("the same, told of", 5'000'000, [&](int) {
        const thaw::HandledEvent handled(receiver, event);
        QCoreApplication::sendEvent(&receiver, &event);
    });
    const thaw::HandledEvent outer(receiver, event);
    report("the same, part of another that is told of", 5'000'000, [&](int) {
        const thaw::HandledEvent handled(receiver, event);
        QCoreApplication::sendEvent(&receiver, &event);
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const std::chrono::seconds seconds{argc > 1 ? std::atoi(argv[1]) : 10};

    sendEvents();
    thaw::DelayHistogram histogram;
    report("record", 10'000'000, [&](int i) { histogram.record(std::chrono::nanoseconds{i}); });
    report("addSawtooth 5 s", 10'000, [&](int) { histogram.addSawtooth(5s, 0ns); });
    report("addSawtooth 1 h", 10'000, [&](int) { histogram.addSawtooth(1h, 0ns); });
    report("percentile", 10'000, [&](int i) { (void)histogram.percentile(i % 100); });

    thaw::Recorder recorder(Clock::time_point{0s});
    report("Recorder::addDelay, 200 a second", 10'000'000, [&](int i) {
        recorder.addDelay(
                {Clock::time_point{i * 5ms}, std::chrono::nanoseconds{i % 1'000'000}, 5ms});
    });

    thaw::ResponsivenessLog log;
    log.beginFrames(Clock::time_point{0s});
    const auto now = Clock::time_point{120s};
    report("addDelay", 100'000, [&](int i) {
        log.addDelay({now - 60s + i % 12'000 * 5ms, 100us, 5ms});
    });
    thaw::ResponsivenessLog full;
    full.beginFrames(Clock::time_point{0s});
    for (int i = 0; i < 12'000; ++i) {
        full.addDelay({now - 60s + i * 5ms, 100us, 5ms});
    }
    report("snapshot of a minute at 200 a second", 2'000, [&](int) { (void)full.snapshot(now); });
    thaw::ResponsivenessLog idle;
    idle.beginFrames(Clock::time_point{0s});
    for (int i = 0; i < 1'200; ++i) {
        idle.addDelay({now - 60s + i * 50ms, 100us, 50ms});
    }
    report("snapshot of a minute at 20 a second", 2'000, [&](int) { (void)idle.snapshot(now); });

    watch("no probe", 0us, seconds);
    watch("watched, 20 pings a second", thaw::Probe::idleInterval, seconds);
    watch("watched, 200 pings a second", thaw::Probe::runInterval, seconds);
    return 0;
}
