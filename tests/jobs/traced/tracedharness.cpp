// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/tracedharness.h"

#include "jobs/engine/jobthread.h"

#include <utility>

namespace thaw {

TracedHarness::~TracedHarness()
{
    m_control.requestStop(StopReason::Closing);
    finish();
}

void TracedHarness::start(const QString &name, std::function<void()> body)
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

std::chrono::nanoseconds TracedHarness::cancel()
{
    m_control.requestStop(StopReason::User);
    const auto before = std::chrono::steady_clock::now();
    finish();
    return std::chrono::steady_clock::now() - before;
}

std::optional<Span> TracedHarness::await(const QString &name, LaneState state)
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

std::vector<Span> TracedHarness::spans(const QString &name, LaneState state)
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

bool TracedHarness::standsStillInAPause(const std::atomic<bool> &ended)
{
    m_control.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    const bool stoodStill = !ended;
    m_control.resume();
    return stoodStill;
}

void TracedHarness::collect()
{
    RunUpdate update = m_channel.take();
    m_spans.insert(m_spans.end(), update.spans.begin(), update.spans.end());
    for (const auto &[lane, span] : update.openSpans) {
        m_open[lane] = span;
    }
}

} // namespace thaw
