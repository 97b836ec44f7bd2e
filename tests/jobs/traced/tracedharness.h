// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runaccess.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <thread>
#include <vector>

namespace thaw {

/// A run without a job: its control, channel and context, and threads that use them. Made
/// afresh for every test, and used by the test's thread but for what is said to be any
/// thread's.
class TracedHarness
{
public:
    TracedHarness() = default;
    ~TracedHarness();
    TracedHarness(const TracedHarness &) = delete;
    TracedHarness &operator=(const TracedHarness &) = delete;

    [[nodiscard]] RunControl &control() { return m_control; }
    [[nodiscard]] RunChannel &channel() { return m_channel; }
    [[nodiscard]] JobContext &context() { return m_context; }

    /// Runs `body` on a traced thread of that name.
    void start(const QString &name, std::function<void()> body);
    /// Waits until all of them have ended.
    void finish() { m_threads.clear(); }
    /// How many of them were left by Canceled so far.
    [[nodiscard]] int canceled() const { return m_canceled; }

    /// Stops the run and returns how long it took all threads to end.
    std::chrono::nanoseconds cancel();

    /// Waits until the thread of that name is in `state`; returns that span, still open, or
    /// nothing if it doesn't come to that.
    [[nodiscard]] std::optional<Span> await(const QString &name, LaneState state);
    /// The spans of that state in the lanes of that name, ended ones.
    [[nodiscard]] std::vector<Span> spans(const QString &name, LaneState state);

    /// Pauses the run for 700 ms; whether `ended` was false still after them.
    [[nodiscard]] bool standsStillInAPause(const std::atomic<bool> &ended);

private:
    void collect();

    RunControl m_control;
    RunChannel m_channel{[] {}};
    JobContext m_context{m_control, m_channel};
    std::atomic<int> m_canceled = 0;
    std::vector<std::jthread> m_threads;
    std::vector<Span> m_spans;
    std::map<LaneId, std::optional<Span>> m_open;
};

/// 100 ms is what a canceled wait may take; a busy machine is given more.
inline constexpr std::chrono::seconds promptly{2};

} // namespace thaw
