// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/engine/spangaps.h"
#include "jobs/engine/timeline.h"

#include <QJsonObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace thaw {

/// How far a job has come. `total` is 0 while it isn't known.
struct Progress
{
    std::int64_t done = 0;
    std::int64_t total = 0;
    friend bool operator==(const Progress &, const Progress &) = default;
};

/// One line of a run's transcript.
struct TranscriptLine
{
    std::chrono::nanoseconds at{}; ///< since the run's start, without pauses
    QString thread;                ///< the name of the thread that said it
    QString text;
    LaneId lane = noLane;                              ///< that thread's
    std::chrono::steady_clock::time_point saidAt = {}; ///< the same moment by the clock
};

/// What one of a job's threads cost.
struct ThreadCost
{
    QString name;
    std::chrono::nanoseconds cpu{};
    LaneId lane = noLane;
    int nice = 0; ///< at its end; 19 gives way to all else
    /// That it was ready to run and had no core; zero where the system doesn't tell.
    std::chrono::nanoseconds withoutCore{};
};

/// Appends `cost`, or adds it to what is there of the same lane: a pool's thread does many tasks,
/// and each reports what it cost.
void addUp(std::vector<ThreadCost> &costs, const ThreadCost &cost);

/// The end of a run, as its thread saw it.
struct RunEnd
{
    Outcome outcome;
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point ended;
    std::chrono::nanoseconds paused{}; ///< of the time between
};

/// All that a job has reported since it was last asked.
struct RunUpdate
{
    Progress progress;
    std::optional<QString> status;
    std::vector<TranscriptLine> lines;
    std::int64_t linesDropped = 0;
    QJsonObject facts; ///< those set since the last update
    std::vector<ThreadCost> threads;
    std::optional<std::int64_t> childMemory; ///< bytes; see JobContext
    std::vector<Lane> lanes;                 ///< new ones
    std::vector<Span> spans;                 ///< those that ended
    std::int64_t spansDropped = 0;
    /// For each lane that changed: the span that goes on in it, or none if its thread has ended.
    std::map<LaneId, std::optional<Span>> openSpans;
    std::optional<RunEnd> end; ///< in the last update of a run, and only there
};

/// The mailbox between a job's threads and the Run on the GUI thread. It coalesces at the source:
/// the newest progress, status and value of a fact win, transcript lines are appended, and one
/// wake-up is due when it turns from empty to not empty. So the GUI thread's queue doesn't grow
/// however fast a job reports; while nobody takes, at most `lineCap` lines and `spanCap` spans are
/// kept and the rest counted; of spans also one more a lane, and the gap behind it.
///
/// Any thread may report; one thread takes.
class RunChannel
{
public:
    static constexpr std::size_t lineCap = 100'000;
    static constexpr std::size_t spanCap = 200'000;

    /// `wake` is called on the reporting thread, without a lock held. It must only post something.
    explicit RunChannel(std::function<void()> wake);

    void setProgress(Progress progress);
    void addProgress(std::int64_t done);
    void setStatus(QString status);
    void say(TranscriptLine line);
    /// Of a channel that this one gets its reports from.
    void addDropped(std::int64_t lines, std::int64_t spans);
    void setFact(const QString &name, const QJsonValue &value);
    void addThread(const ThreadCost &cost);
    void setChildMemory(std::int64_t peak);

    /// A lane for a thread of that name: one that another of the name has left, if any.
    [[nodiscard]] Lane laneForThread(const QString &name);
    /// Its thread has ended, or serves another purpose now.
    void leaveLane(LaneId lane);
    /// A new lane, for something that isn't a thread of this process.
    [[nodiscard]] Lane addLane(const QString &name);
    [[nodiscard]] Lane guiThreadLane() const;
    /// Empty if there is no such lane.
    [[nodiscard]] QString laneName(LaneId lane) const;
    /// In a lane, `ended` (with its end set) is over and `begun` goes on; either may be null. Spans
    /// of no length are left out.
    void changeSpan(const Span *ended, const Span *begun);
    /// Whether spans are kept; they are unless set otherwise. Off, it forgets those not yet taken.
    void setTracing(bool on);
    [[nodiscard]] bool isTracing() const { return m_isTracing.load(std::memory_order_relaxed); }

    /// The last call: nothing that is reported after it is kept.
    void end(RunEnd end);

    /// Everything since the last call; the next report after it wakes again.
    [[nodiscard]] RunUpdate take();
    /// The same without waiting: nothing, and no further wake-up, while another thread is at a
    /// report. To be called again soon, then. For a thread that must not wait for one of lowered
    /// priority, which may have lost its core just there and get it back much later.
    [[nodiscard]] std::optional<RunUpdate> tryTake();
    /// As if the calling thread were at a report for as long as it keeps this. Only setProgress()
    /// and addProgress() may be called meanwhile. For tests.
    [[nodiscard]] std::unique_lock<std::mutex> hold() { return std::unique_lock(m_mutex); }

private:
    void wakeOnce();
    RunUpdate takePending();
    template <typename Change>
    void append(Change change);
    Lane newLane(const QString &name);

    const std::function<void()> m_wake;
    std::atomic<bool> m_awake = false;
    std::atomic<std::int64_t> m_done = 0;
    std::atomic<std::int64_t> m_total = 0;
    std::atomic<bool> m_isTracing = true;

    mutable std::mutex m_mutex; // protects all below
    RunUpdate m_pending;
    SpanGaps m_gaps;                 // of the pending spans
    std::vector<Lane> m_lanes;       // by id
    std::vector<LaneId> m_leftLanes; // of threads that have ended
    bool m_ended = false;
};

} // namespace thaw
