// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/remote/messages.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

namespace thaw::remote {

/// Puts what a child process reports of its run into this run's channel, with the child's lanes
/// beside our own. It takes nothing on trust: the child's program may be any other, and what it
/// says is held against bounds.h. On one thread.
class RemoteUpdates
{
public:
    explicit RemoteUpdates(JobContext &context);
    /// What goes on still in the child's lanes has ended.
    ~RemoteUpdates();
    RemoteUpdates(const RemoteUpdates &) = delete;
    RemoteUpdates &operator=(const RemoteUpdates &) = delete;

    /// False if it says what can't be; then a part of it may have been taken.
    [[nodiscard]] bool take(Update update);

private:
    [[nodiscard]] bool takeLanes(const std::vector<Lane> &lanes);
    [[nodiscard]] bool takeLines(std::vector<TranscriptLine> &lines);
    [[nodiscard]] bool takeSpans(RunUpdate &update);
    [[nodiscard]] bool takeFacts(const QJsonObject &facts);
    [[nodiscard]] bool takeThreads(std::vector<ThreadCost> &threads);
    [[nodiscard]] bool takeSourceLines(const Update &update);
    [[nodiscard]] bool takeDropped(std::int64_t lines, std::int64_t spans);
    [[nodiscard]] bool isTextKept(qsizetype characters);
    [[nodiscard]] bool toOurLane(LaneId &lane) const;
    [[nodiscard]] bool isInRun(std::chrono::steady_clock::time_point time) const;

    JobContext &m_context;
    const std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    std::vector<Lane> m_lanes;            // ours, by the child's numbers
    std::map<QString, qsizetype> m_facts; // with the bytes of their values
    qsizetype m_factBytes = 0;
    std::int64_t m_textBytes = 0; // of lines and spans
    std::int64_t m_dropped = 0;   // lines and spans
    std::chrono::nanoseconds m_cpu{};
    std::chrono::nanoseconds m_withoutCore{};
    std::map<LaneId, Span> m_openSpans; // by our lanes
};

} // namespace thaw::remote
