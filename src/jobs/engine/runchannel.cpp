// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runchannel.h"

#include <algorithm>
#include <utility>

namespace thaw {

void addUp(std::vector<ThreadCost> &costs, const ThreadCost &cost)
{
    const auto same = cost.lane == noLane ? costs.end()
                                          : std::ranges::find(costs, cost.lane, &ThreadCost::lane);
    if (same == costs.end()) {
        costs.push_back(cost);
    } else {
        same->cpu += cost.cpu;
        same->withoutCore += cost.withoutCore;
        same->nice = cost.nice;
    }
}

RunChannel::RunChannel(std::function<void()> wake)
    : m_wake(std::move(wake))
{
    newLane(QStringLiteral("GUI thread")); // its id is guiLane
}

void RunChannel::wakeOnce()
{
    // The plain load first: a job that reports millions of times a second mustn't own the line.
    // Sequentially consistent, as the stores before it: else a report could miss take()'s reset.
    if (!m_awake.load() && !m_awake.exchange(true)) {
        m_wake();
    }
}

template <typename Change>
void RunChannel::append(Change change)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended) {
            return;
        }
        change();
    }
    wakeOnce();
}

void RunChannel::setProgress(Progress progress)
{
    if (m_total.load(std::memory_order_relaxed) != progress.total) {
        m_total.store(progress.total);
    }
    m_done.store(progress.done);
    wakeOnce();
}

void RunChannel::addProgress(std::int64_t done)
{
    m_done.fetch_add(done);
    wakeOnce();
}

void RunChannel::setStatus(QString status)
{
    append([&] { m_pending.status = std::move(status); });
}

void RunChannel::say(TranscriptLine line)
{
    append([&] {
        if (m_pending.lines.size() < lineCap) {
            m_pending.lines.push_back(std::move(line));
        } else {
            ++m_pending.linesDropped;
        }
    });
}

void RunChannel::addDropped(std::int64_t lines, std::int64_t spans)
{
    append([&] {
        m_pending.linesDropped += lines;
        m_pending.spansDropped += spans;
    });
}

void RunChannel::setFact(const QString &name, const QJsonValue &value)
{
    append([&] { m_pending.facts.insert(name, value); });
}

void RunChannel::addThread(const ThreadCost &cost)
{
    append([&] { addUp(m_pending.threads, cost); });
}

void RunChannel::setChildMemory(std::int64_t peak)
{
    append([&] { m_pending.childMemory = peak; });
}

// With m_mutex held, or in the constructor.
Lane RunChannel::newLane(const QString &name)
{
    m_lanes.push_back({LaneId(static_cast<int>(m_lanes.size())), name,
                       std::make_shared<std::atomic<int>>(0)});
    m_pending.lanes.push_back(m_lanes.back());
    return m_lanes.back();
}

Lane RunChannel::laneForThread(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto left = std::ranges::find_if(m_leftLanes, [&](LaneId lane) {
        return m_lanes[static_cast<std::size_t>(lane)].name == name;
    });
    if (left == m_leftLanes.end()) {
        return newLane(name);
    }
    const LaneId lane = *left;
    m_leftLanes.erase(left);
    return m_lanes[static_cast<std::size_t>(lane)];
}

void RunChannel::leaveLane(LaneId lane)
{
    const std::lock_guard lock(m_mutex);
    if (lane != guiLane) {
        m_leftLanes.push_back(lane);
    }
}

void RunChannel::setTracing(bool on)
{
    m_isTracing = on;
    if (on) {
        return;
    }
    append([&] {
        m_pending.spans.clear();
        m_gaps = {};
        for (const Lane &lane : m_lanes) {
            m_pending.openSpans[lane.id] = std::nullopt;
        }
    });
}

Lane RunChannel::addLane(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    return newLane(name);
}

Lane RunChannel::guiThreadLane() const
{
    const std::lock_guard lock(m_mutex);
    return m_lanes.front();
}

QString RunChannel::laneName(LaneId lane) const
{
    const std::lock_guard lock(m_mutex);
    const auto index = static_cast<std::size_t>(lane); // noLane is far outside
    return index < m_lanes.size() ? m_lanes[index].name : QString();
}

void RunChannel::changeSpan(const Span *ended, const Span *begun)
{
    if (!isTracing()) {
        return;
    }
    append([&] {
        if (ended && ended->end > ended->start) {
            if (m_pending.spans.size() < spanCap || m_gaps.keeps(*ended)) {
                m_pending.spans.push_back(*ended);
            } else {
                ++m_pending.spansDropped;
            }
        }
        const LaneId lane = (ended ? ended : begun)->lane;
        m_pending.openSpans[lane] = begun ? std::optional(*begun) : std::nullopt;
    });
}

void RunChannel::end(RunEnd end)
{
    append([&] {
        m_pending.end = std::move(end);
        m_ended = true;
    });
}

// With m_mutex held. First the flag, then the content: a report that comes between them wakes once
// too often, never once too few.
RunUpdate RunChannel::takePending()
{
    m_awake.store(false);
    RunUpdate update = std::exchange(m_pending, {});
    m_gaps.close(update.spans);
    update.progress = {m_done.load(), m_total.load()};
    return update;
}

RunUpdate RunChannel::take()
{
    const std::lock_guard lock(m_mutex);
    return takePending();
}

std::optional<RunUpdate> RunChannel::tryTake()
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    return lock ? std::optional(takePending()) : std::nullopt;
}

} // namespace thaw
