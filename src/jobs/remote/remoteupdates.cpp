// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/remoteupdates.h"

#include <QJsonObject>

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace thaw::remote {

RemoteUpdates::RemoteUpdates(JobContext &context)
    : m_context(context)
{}

RemoteUpdates::~RemoteUpdates()
{
    for (auto &[lane, span] : m_openSpans) {
        span.end = std::chrono::steady_clock::now();
        m_context.channel().changeSpan(&span, nullptr);
    }
    for (const Lane &lane : m_lanes) {
        std::const_pointer_cast<std::atomic<int>>(lane.line)->store(0, std::memory_order_relaxed);
    }
}

bool RemoteUpdates::take(Update update)
{
    RunUpdate &run = update.run;
    if (!takeLanes(run.lanes) || !takeLines(run.lines) || !takeSpans(run) || !takeFacts(run.facts)
        || !takeThreads(run.threads) || !takeSourceLines(update)) {
        return false;
    }
    if (run.status) {
        m_context.setStatus(*run.status);
    }
    m_context.setProgress(run.progress.done, run.progress.total);
    if (run.linesDropped > 0 || run.spansDropped > 0) {
        m_context.channel().addDropped(run.linesDropped, run.spansDropped);
    }
    return true;
}

// They come in the order of their numbers.
bool RemoteUpdates::takeLanes(const std::vector<Lane> &lanes)
{
    for (const Lane &lane : lanes) {
        if (static_cast<std::size_t>(lane.id) != m_lanes.size() || m_lanes.size() >= mostLanes) {
            return false;
        }
        // The child's first is its main thread's, which only passes on.
        m_lanes.push_back(lane.id == guiLane
                                  ? Lane{noLane, {}, std::make_shared<std::atomic<int>>()}
                                  : m_context.channel().addLane(lane.name));
    }
    return true;
}

bool RemoteUpdates::toOurLane(LaneId &lane) const
{
    if (lane == noLane) {
        return true;
    }
    const auto index = static_cast<std::size_t>(lane);
    if (index >= m_lanes.size()) { // also if it is negative
        return false;
    }
    lane = m_lanes[index].id;
    return true;
}

bool RemoteUpdates::isInRun(std::chrono::steady_clock::time_point time) const
{
    return time >= m_began && time <= std::chrono::steady_clock::now();
}

bool RemoteUpdates::takeLines(std::vector<TranscriptLine> &lines)
{
    return std::ranges::all_of(lines, [&](TranscriptLine &line) {
        if (!toOurLane(line.lane) || !isInRun(line.saidAt)) {
            return false;
        }
        m_context.control().tellTime(
                [&](RunControl::Clock::time_point now, std::chrono::nanoseconds active) {
                    line.at = std::max(active - (now - line.saidAt), std::chrono::nanoseconds());
                    m_context.channel().say(std::move(line));
                });
        return true;
    });
}

bool RemoteUpdates::takeSpans(RunUpdate &update)
{
    RunChannel &channel = m_context.channel();
    for (Span &span : update.spans) {
        if (!toOurLane(span.lane) || !isInRun(span.start) || !isInRun(span.end)
            || span.lane == noLane) {
            return false;
        }
        channel.changeSpan(&span, nullptr);
    }
    for (auto &[childsLane, open] : update.openSpans) {
        LaneId lane = childsLane;
        if (!toOurLane(lane) || (open && !isInRun(open->start))) {
            return false;
        }
        if (lane == noLane) {
            continue;
        }
        if (open) {
            open->lane = lane;
            channel.changeSpan(nullptr, &*open);
            m_openSpans[lane] = *open;
        } else {
            const auto now = std::chrono::steady_clock::now();
            const Span none{.lane = lane, .start = now, .end = now};
            channel.changeSpan(&none, nullptr);
            m_openSpans.erase(lane);
        }
    }
    return true;
}

bool RemoteUpdates::takeFacts(const QJsonObject &facts)
{
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
        m_facts.insert(fact.key());
        if (m_facts.size() > mostFacts) {
            return false;
        }
        m_context.setFact(fact.key(), fact.value());
    }
    return true;
}

bool RemoteUpdates::takeThreads(std::vector<ThreadCost> &threads)
{
    return std::ranges::all_of(threads, [&](ThreadCost &cost) {
        if (!toOurLane(cost.lane) || cost.lane == noLane) { // without a lane they would add up
            return false;
        }
        m_context.addThread(cost);
        return true;
    });
}

bool RemoteUpdates::takeSourceLines(const Update &update)
{
    return std::ranges::all_of(update.lines, [&](const std::pair<LaneId, int> &line) {
        const auto index = static_cast<std::size_t>(line.first);
        if (index >= m_lanes.size() || line.second < 0) {
            return false;
        }
        std::const_pointer_cast<std::atomic<int>>(m_lanes[index].line)
                ->store(line.second, std::memory_order_relaxed);
        return true;
    });
}

} // namespace thaw::remote
