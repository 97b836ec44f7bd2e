// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobharness.h"

#include "jobs/engine/lanetracer.h"

#include <stdexcept>
#include <utility>

namespace thaw {

JobHarness::JobHarness(JobDescriptor descriptor)
    : m_descriptor(std::move(descriptor))
    , m_values(m_descriptor.parameters.defaults())
{}

JobHarness::~JobHarness()
{
    m_control.requestStop(StopReason::Closing);
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

JobHarness &JobHarness::set(const char *name, const QByteArray &text)
{
    if (const auto error = m_descriptor.parameters.set(m_values, QString::fromLatin1(name), text)) {
        throw std::invalid_argument(error->toStdString());
    }
    return *this;
}

JobHarness &JobHarness::set(const char *name, qint64 number)
{
    return set(name, QByteArray::number(number));
}

const Outcome &JobHarness::run()
{
    work();
    collect();
    hasEnded();
    return m_outcome;
}

void JobHarness::start()
{
    m_thread = std::thread([this] { work(); });
}

const Outcome &JobHarness::finish()
{
    m_thread.join();
    collect();
    hasEnded();
    return m_outcome;
}

bool JobHarness::await(const std::function<bool()> &reached)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = false;
        }
        collect();
        if (reached()) {
            return true;
        }
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_until(lock, deadline, [this] { return m_woken; })) {
            return false;
        }
    }
}

bool JobHarness::awaitStatus(const QString &part)
{
    return await([&] { return m_status.contains(part); });
}

bool JobHarness::awaitProgress(qint64 atLeast)
{
    return await([&] { return m_progress.done >= atLeast; });
}

void JobHarness::collect()
{
    RunUpdate update = m_channel.take();
    m_progress = update.progress;
    m_status = update.status.value_or(m_status);
    for (const TranscriptLine &line : update.lines) {
        m_lines.append(line.text);
        m_transcript.push_back(line);
    }
    m_timeline.lanes.insert(m_timeline.lanes.end(), update.lanes.begin(), update.lanes.end());
    m_timeline.spans.insert(m_timeline.spans.end(), update.spans.begin(), update.spans.end());
    m_timeline.spansTooFast += update.spansDropped;
    for (const auto &[lane, span] : update.openSpans) {
        m_openSpans[lane] = span;
    }
    for (auto fact = update.facts.begin(); fact != update.facts.end(); ++fact) {
        m_facts.insert(fact.key(), fact.value());
    }
    for (const ThreadCost &cost : update.threads) {
        addUp(m_threads, cost);
    }
}

std::vector<Span> JobHarness::spans(const QString &laneName, LaneState state) const
{
    std::vector<Span> found;
    for (const Span &span : m_timeline.spans) {
        if (span.state == state && m_channel.laneName(span.lane) == laneName) {
            found.push_back(span);
        }
    }
    return found;
}

std::optional<Span> JobHarness::openSpan(const QString &laneName) const
{
    for (const auto &[lane, span] : m_openSpans) {
        if (span && m_channel.laneName(lane) == laneName) {
            return span;
        }
    }
    return std::nullopt;
}

void JobHarness::work()
{
    const LaneTracer tracer(m_channel, m_channel.laneForThread(QStringLiteral("job")));
    m_outcome = runToOutcome(*m_descriptor.make(m_values), m_context);
}

} // namespace thaw
