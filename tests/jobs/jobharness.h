// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcatalog.h"
#include "jobs/lanerecorder.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace thaw {

/// Runs one job as a placement would, and collects what it reports. Made afresh for every test.
///
/// One thread, the test's, calls all of it; the job runs there, too (run()), or on a thread of its
/// own (start()).
class JobHarness
{
public:
    /// What all waits here are given before they give up.
    static constexpr std::chrono::seconds patience{60};

    explicit JobHarness(JobDescriptor descriptor)
        : m_descriptor(std::move(descriptor))
        , m_values(m_descriptor.parameters.defaults())
    {}
    ~JobHarness()
    {
        m_control.requestStop(StopReason::Closing);
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    JobHarness(const JobHarness &) = delete;
    JobHarness &operator=(const JobHarness &) = delete;

    /// Sets a parameter as the command line would; throws, which fails the test, if it isn't taken.
    JobHarness &set(const char *name, const QByteArray &text)
    {
        if (const auto error =
                    m_descriptor.parameters.set(m_values, QString::fromLatin1(name), text)) {
            throw std::invalid_argument(error->toStdString());
        }
        return *this;
    }
    JobHarness &set(const char *name, qint64 number)
    {
        return set(name, QByteArray::number(number));
    }

    /// Runs the job on the calling thread, to its end.
    const Outcome &run()
    {
        work();
        collect();
        return m_outcome;
    }
    /// Runs the job on a thread of its own.
    void start()
    {
        m_thread = std::thread([this] { work(); });
    }
    /// Waits for the end of the job, however long it takes: ctest has a time limit.
    const Outcome &finish()
    {
        m_thread.join();
        collect();
        return m_outcome;
    }

    /// Waits until what has been reported is as `reached` says; false if it doesn't come to that.
    [[nodiscard]] bool await(const std::function<bool()> &reached)
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
    [[nodiscard]] bool awaitStatus(const QString &part)
    {
        return await([&] { return m_status.contains(part); });
    }
    [[nodiscard]] bool awaitProgress(qint64 atLeast)
    {
        return await([&] { return m_progress.done >= atLeast; });
    }
    /// Takes what has been reported up to now.
    void collect()
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

    [[nodiscard]] RunControl &control() { return m_control; }
    [[nodiscard]] JobContext &context() { return m_context; }
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }
    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] const QString &status() const { return m_status; }
    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    /// The same lines with their times and threads.
    [[nodiscard]] const std::vector<TranscriptLine> &transcript() const { return m_transcript; }
    [[nodiscard]] const Timeline &timeline() const { return m_timeline; }
    /// The spans of that state in the lanes of that name, ended ones.
    [[nodiscard]] std::vector<Span> spans(const QString &laneName, LaneState state) const
    {
        std::vector<Span> found;
        for (const Span &span : m_timeline.spans) {
            if (span.state == state && m_channel.laneName(span.lane) == laneName) {
                found.push_back(span);
            }
        }
        return found;
    }
    /// What goes on in the lane of that name, if anything does.
    [[nodiscard]] std::optional<Span> openSpan(const QString &laneName) const
    {
        for (const auto &[lane, span] : m_openSpans) {
            if (span && m_channel.laneName(lane) == laneName) {
                return span;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] const QJsonObject &facts() const { return m_facts; }
    [[nodiscard]] QJsonValue fact(const char *name) const
    {
        return m_facts.value(QLatin1String(name));
    }
    [[nodiscard]] const std::vector<ThreadCost> &threads() const { return m_threads; }

private:
    void work()
    {
        const LaneRecorder recorder(m_channel, m_channel.laneForThread(QStringLiteral("job")));
        m_outcome = runToOutcome(*m_descriptor.make(m_values), m_context);
    }

    const JobDescriptor m_descriptor;
    ParameterValues m_values;

    std::mutex m_mutex; // protects m_woken
    std::condition_variable m_wake;
    bool m_woken = false;

    RunControl m_control;
    RunChannel m_channel{[this] {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_wake.notify_all();
    }};
    JobContext m_context{m_control, m_channel};
    std::thread m_thread;

    Outcome m_outcome; // the job's thread's until it has been joined
    Progress m_progress;
    QString m_status;
    QStringList m_lines;
    std::vector<TranscriptLine> m_transcript;
    Timeline m_timeline;
    std::map<LaneId, std::optional<Span>> m_openSpans;
    QJsonObject m_facts;
    std::vector<ThreadCost> m_threads;
};

} // namespace thaw
