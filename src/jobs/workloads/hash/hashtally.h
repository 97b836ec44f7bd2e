// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/failurelist.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace thaw {

class JobContext;

/// What a hash run has come to so far, and the facts that are made of it.
///
/// Any of the job's threads may call fail(), failUntold(), hashed() and isTimeForStatus(); the rest
/// is for the one that has joined the others.
class HashTally
{
public:
    explicit HashTally(JobContext &context);

    /// Counts a failure and says it in the transcript.
    void fail(FailureKind kind, const QString &what, const QString &reason);
    /// Counts more of them, and says how many those are.
    void failUntold(FailureKind kind, std::int64_t count);
    /// Counts a file whose digest has been made.
    void hashed(std::int64_t bytes);
    /// True at most ten times a second: a status is made of strings, and no eye follows more.
    [[nodiscard]] bool isTimeForStatus();

    [[nodiscard]] const FailureList &failures() const { return m_failures; }
    [[nodiscard]] std::int64_t files() const { return m_files; }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// The rate over the time from startClock(), without pauses, in 10^6 bytes a second.
    void startClock();
    [[nodiscard]] double megabytesPerSecond() const { return m_rate; }

    /// Stops the clock, and sets the facts `bytes`, `hashed`, `failed`, `failed_count`, `mb_per_s`.
    void setFacts();

private:
    JobContext &m_context;
    std::atomic<std::int64_t> m_files = 0;
    std::atomic<std::int64_t> m_bytes = 0;
    std::atomic<std::int64_t> m_nextStatus = 0; // ns of the steady clock
    std::chrono::nanoseconds m_began{};
    double m_rate = 0;

    std::mutex m_mutex; // protects the list while there are other threads
    FailureList m_failures;
};

} // namespace thaw
