// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcontext.h"
#include "jobs/jobthread.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <thread>
#include <vector>

namespace thaw {

/// A run without a job: its control, channel and context, and threads that use them. Made afresh
/// for every test, and used by the test's thread but for what is said to be any thread's.
class RecordedHarness
{
public:
    RecordedHarness() = default;
    ~RecordedHarness()
    {
        m_control.requestStop(StopReason::Closing);
        finish();
    }
    RecordedHarness(const RecordedHarness &) = delete;
    RecordedHarness &operator=(const RecordedHarness &) = delete;

    [[nodiscard]] RunControl &control() { return m_control; }
    [[nodiscard]] RunChannel &channel() { return m_channel; }
    [[nodiscard]] JobContext &context() { return m_context; }

    /// Runs `body` on a recorded thread of that name.
    void start(const QString &name, std::function<void()> body)
    {
        m_threads.emplace_back([this, name, body = std::move(body)] {
            const JobThreadScope scope(m_context, name, ThreadPriority::Kept);
            try {
                body();
            } catch (const Canceled &) {
                ++m_canceled;
            }
        });
    }
    /// Waits until all of them have ended.
    void finish() { m_threads.clear(); }
    /// How many of them were left by Canceled so far.
    [[nodiscard]] int canceled() const { return m_canceled; }

    /// Stops the run and returns how long it took all threads to end.
    std::chrono::nanoseconds cancel()
    {
        m_control.requestStop(StopReason::User);
        const auto before = std::chrono::steady_clock::now();
        finish();
        return std::chrono::steady_clock::now() - before;
    }

    /// Waits until the thread of that name is in `state`; returns that span, still open, or nothing
    /// if it doesn't come to that.
    [[nodiscard]] std::optional<Span> await(const QString &name, LaneState state)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (std::chrono::steady_clock::now() < deadline) {
            collect();
            for (const auto &[lane, span] : m_open) {
                if (span && span->state == state && m_channel.laneName(lane) == name) {
                    return span;
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return std::nullopt;
    }
    /// The spans of that state in the lanes of that name, ended ones.
    [[nodiscard]] std::vector<Span> spans(const QString &name, LaneState state)
    {
        collect();
        std::vector<Span> found;
        for (const Span &span : m_spans) {
            if (span.state == state && m_channel.laneName(span.lane) == name) {
                found.push_back(span);
            }
        }
        return found;
    }

    /// Pauses the run for 700 ms; whether `ended` was false still after them.
    [[nodiscard]] bool standsStillInAPause(const std::atomic<bool> &ended)
    {
        m_control.pause();
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        const bool stoodStill = !ended;
        m_control.resume();
        return stoodStill;
    }

private:
    void collect()
    {
        RunUpdate update = m_channel.take();
        m_spans.insert(m_spans.end(), update.spans.begin(), update.spans.end());
        for (const auto &[lane, span] : update.openSpans) {
            m_open[lane] = span;
        }
    }

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
