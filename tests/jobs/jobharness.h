// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

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

    explicit JobHarness(JobDescriptor descriptor);
    virtual ~JobHarness();
    JobHarness(const JobHarness &) = delete;
    JobHarness &operator=(const JobHarness &) = delete;

    /// Sets a parameter as the command line would; throws, which fails the test, if it isn't taken.
    JobHarness &set(const char *name, const QByteArray &text);
    JobHarness &set(const char *name, qint64 number);

    /// Runs the job on the calling thread, to its end.
    const Outcome &run();
    /// Runs the job on a thread of its own.
    void start();
    /// Waits for the end of the job, however long it takes: ctest has a time limit.
    const Outcome &finish();

    /// Waits until what has been reported is as `reached` says; false if it doesn't come to that.
    [[nodiscard]] bool await(const std::function<bool()> &reached);
    [[nodiscard]] bool awaitStatus(const QString &part);
    [[nodiscard]] bool awaitProgress(qint64 atLeast);
    /// Takes what has been reported up to now.
    void collect();

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
    [[nodiscard]] std::vector<Span> spans(const QString &laneName, LaneState state) const;
    /// What goes on in the lane of that name, if anything does.
    [[nodiscard]] std::optional<Span> openSpan(const QString &laneName) const;
    [[nodiscard]] const QJsonObject &facts() const { return m_facts; }
    [[nodiscard]] QJsonValue fact(const char *name) const
    {
        return m_facts.value(QLatin1String(name));
    }
    [[nodiscard]] const std::vector<ThreadCost> &threads() const { return m_threads; }

protected:
    /// The job has ended, and all that it reported has been taken.
    virtual void hasEnded() {}

private:
    void work();

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
