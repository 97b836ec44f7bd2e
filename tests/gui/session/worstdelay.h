// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/probe.h"
#include "probe/recording.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>

namespace thaw {

/// How late this thread's event loop was at worst while `act` was called, and from then on until
/// `isDone`; empty if that took longer than a minute.
inline std::optional<std::chrono::nanoseconds> worstDelay(const std::function<void()> &act,
                                                          const std::function<bool()> &isDone)
{
    Probe probe;
    std::optional<Recording> recording;
    QObject::connect(&probe, &Probe::recorded, &probe,
                     [&](const Recording &recorded) { recording = recorded; });
    probe.start();
    probe.beginRecording();
    QTest::qWait(20); // for the first pings
    act();
    if (!QTest::qWaitFor(isDone, 60'000)) {
        return std::nullopt;
    }
    probe.endRecording();
    if (!QTest::qWaitFor([&] { return recording.has_value(); }, 60'000)) {
        return std::nullopt;
    }
    return recording->delays.max();
}

} // namespace thaw
