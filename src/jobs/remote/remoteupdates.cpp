// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/remoteupdates.h"

#include "jobs/engine/runaccess.h"
#include "jobs/remote/bounds.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace thaw::remote {

namespace {

// Whether what it says beside its times can be.
bool hasLegend(const Span &span)
{
    return span.object.size() <= bounds::mostName && span.holder.size() <= bounds::mostName
           && span.line >= 0 && span.line <= bounds::mostLineNumber;
}

} // namespace

RemoteUpdates::RemoteUpdates(JobContext &context)
    : m_context(context)
{}

RemoteUpdates::~RemoteUpdates()
{
    for (auto &[lane, span] : m_openSpans) {
        span.end = std::chrono::steady_clock::now();
        RunAccess(m_context).channel().changeSpan(&span, nullptr);
    }
    for (const Lane &lane : m_lanes) {
        std::const_pointer_cast<std::atomic<int>>(lane.line)->store(0, std::memory_order_relaxed);
    }
}

bool RemoteUpdates::take(Update update)
{
    RunUpdate &run = update.run;
    if (!takeLanes(run.lanes) || !takeLines(run.lines) || !takeSpans(run) || !takeFacts(run.facts)
        || !takeThreads(run.threads) || !takeSourceLines(update)
        || !takeDropped(run.linesDropped, run.spansDropped)) {
        return false;
    }
    if (run.status) {
        m_context.setStatus(bounds::cut(*run.status, bounds::mostStatus));
    }
    m_context.setProgress(std::clamp<std::int64_t>(run.progress.done, 0, bounds::mostCounted),
                          std::clamp<std::int64_t>(run.progress.total, 0, bounds::mostCounted));
    return true;
}

bool RemoteUpdates::takeDropped(std::int64_t lines, std::int64_t spans)
{
    for (const std::int64_t dropped : {lines, spans}) {
        if (dropped < 0 || dropped > bounds::mostCounted - m_dropped) {
            return false;
        }
        m_dropped += dropped;
    }
    if (lines > 0 || spans > 0) {
        RunAccess(m_context).channel().addDropped(lines, spans);
    }
    return true;
}

// Whether there is room for that; what there isn't is counted as dropped.
bool RemoteUpdates::isTextKept(qsizetype characters)
{
    const qsizetype bytes = characters * qsizetype{sizeof(QChar)};
    if (bytes > bounds::mostTextBytes - m_textBytes) {
        return false;
    }
    m_textBytes += bytes;
    return true;
}

// They come in the order of their numbers.
bool RemoteUpdates::takeLanes(const std::vector<Lane> &lanes)
{
    for (const Lane &lane : lanes) {
        if (static_cast<std::size_t>(lane.id) != m_lanes.size()
            || m_lanes.size() >= bounds::mostLanes || lane.name.size() > bounds::mostName) {
            return false;
        }
        // The child's first is its main thread's, which only passes on.
        m_lanes.push_back(lane.id == guiLane
                                  ? Lane{noLane, {}, std::make_shared<std::atomic<int>>()}
                                  : RunAccess(m_context).channel().addLane(lane.name));
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
        if (!toOurLane(line.lane) || !isInRun(line.saidAt)
            || line.thread.size() > bounds::mostName) {
            return false;
        }
        if (!isTextKept(line.text.size() + line.thread.size())) {
            return takeDropped(1, 0);
        }
        RunAccess(m_context).tellTime(
                [&](RunControl::Clock::time_point now, std::chrono::nanoseconds active) {
                    line.at = std::max(active - (now - line.saidAt), std::chrono::nanoseconds());
                    RunAccess(m_context).channel().say(std::move(line));
                });
        return true;
    });
}

bool RemoteUpdates::takeSpans(RunUpdate &update)
{
    RunChannel &channel = RunAccess(m_context).channel();
    for (Span &span : update.spans) {
        if (!toOurLane(span.lane) || !isInRun(span.start) || !isInRun(span.end)
            || span.lane == noLane || !hasLegend(span)) {
            return false;
        }
        if (!isTextKept(span.object.size() + span.holder.size())) {
            if (!takeDropped(0, 1)) {
                return false;
            }
            continue;
        }
        channel.changeSpan(&span, nullptr);
    }
    for (auto &[childsLane, open] : update.openSpans) {
        LaneId lane = childsLane;
        if (!toOurLane(lane) || (open && !(isInRun(open->start) && hasLegend(*open)))) {
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
        const qsizetype bytes =
                QJsonDocument(QJsonObject{{fact.key(), fact.value()}}).toJson().size();
        m_factBytes += bytes - std::exchange(m_facts[fact.key()], bytes);
        if (m_facts.size() > bounds::mostFacts || m_factBytes > bounds::mostFactBytes) {
            return false;
        }
        m_context.setFact(fact.key(), fact.value());
    }
    return true;
}

bool RemoteUpdates::takeThreads(std::vector<ThreadCost> &threads)
{
    return std::ranges::all_of(threads, [&](ThreadCost &cost) {
        const auto elapsed = std::chrono::steady_clock::now() - m_began;
        const auto mostCpu = bounds::mostProcessorTime(elapsed) - m_cpu;
        const auto mostWithout = bounds::mostWithoutCore(elapsed, m_lanes.size()) - m_withoutCore;
        if (!toOurLane(cost.lane) || cost.lane == noLane // without a lane they would add up
            || cost.name.size() > bounds::mostName || cost.cpu.count() < 0 || cost.cpu > mostCpu
            || cost.withoutCore.count() < 0 || cost.withoutCore > mostWithout) {
            return false;
        }
        m_cpu += cost.cpu;
        m_withoutCore += cost.withoutCore;
        RunAccess(m_context).addThread(cost);
        return true;
    });
}

bool RemoteUpdates::takeSourceLines(const Update &update)
{
    return std::ranges::all_of(update.lines, [&](const std::pair<LaneId, int> &line) {
        const auto index = static_cast<std::size_t>(line.first);
        if (index >= m_lanes.size() || line.second < 0 || line.second > bounds::mostLineNumber) {
            return false;
        }
        std::const_pointer_cast<std::atomic<int>>(m_lanes[index].line)
                ->store(line.second, std::memory_order_relaxed);
        return true;
    });
}

} // namespace thaw::remote
