// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcontext.h"
#include "jobs/remote/messages.h"

#include <map>
#include <set>
#include <vector>

namespace thaw::remote {

/// Puts what a child process reports of its run into this run's channel, with the child's lanes
/// beside our own. It takes nothing on trust: the child's program may be any other. On one thread.
class RemoteUpdates
{
public:
    /// Lanes and names of facts that a child may have.
    static constexpr std::size_t mostLanes = 20'000;
    static constexpr std::size_t mostFacts = 10'000;

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
    [[nodiscard]] bool toOurLane(LaneId &lane) const;
    [[nodiscard]] bool isInRun(std::chrono::steady_clock::time_point time) const;

    JobContext &m_context;
    const std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    std::vector<Lane> m_lanes; // ours, by the child's numbers
    std::set<QString> m_facts;
    std::map<LaneId, Span> m_openSpans; // by our lanes
};

} // namespace thaw::remote
