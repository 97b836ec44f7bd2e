// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/spangaps.h"
#include "jobs/engine/timeline.h"
#include "jobs/job/jobcatalog.h"
#include "runners/placement/placement.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace thaw {

class JobWorker;
class LiveFeed;
struct RunUpdate;
struct SharedRun;

/// What is to be run, and where. The catalogs that the pointers come from outlive every run.
struct RunRequest
{
    const JobDescriptor *job = nullptr;
    const PlacementDescriptor *placement = nullptr;
    ParameterValues values;
    PlacementSettings settings = {};

    /// Why this can't be run, as one sentence: a refused placement, or a value out of its range.
    [[nodiscard]] std::optional<QString> problem() const;
};

/// One job, in one placement, from start to outcome. It lives on the GUI thread, and so do its
/// signals: at most one update a frame, and `ended` exactly once, behind all else.
///
/// Destroying it stops the job and joins its thread, and emits nothing more. If it is the job in
/// slices that has handled the event that destroys it, the job goes on behind it, to its stop.
class Run : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;
    enum class State { Ready, Running, Paused, Ended };
    static constexpr std::size_t transcriptCap = 500'000;

    /// `request.problem()` must be empty.
    explicit Run(RunRequest request, QObject *parent = nullptr);
    ~Run() override;

    [[nodiscard]] const RunRequest &request() const { return m_request; }
    [[nodiscard]] State state() const { return m_state; }

    /// Starts the job. In a placement that freezes the window, it returns when the job has ended.
    void start();
    /// Without effect unless it runs, and in a placement that freezes the window.
    void pause();
    void resume();
    void step();
    /// What a lesson's waits are multiplied by, from now on; see RunControl.
    void setPace(double pace);
    /// Asks the job to stop; `ended` follows when it has. Works at any time, also from a slot.
    void requestStop(StopReason reason = StopReason::User);
    /// Shared with the job: for threads that must stop the run while the GUI thread is blocked.
    [[nodiscard]] std::shared_ptr<RunControl> control() const;

    /// The window's side of the job, if it has one; it may be kept when the run is gone. Drained
    /// from start() on, for the last time before the state is Ended.
    [[nodiscard]] std::shared_ptr<LiveFeed> feed() const { return m_feed; }

    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] QString status() const { return m_status; }
    [[nodiscard]] const QJsonObject &facts() const { return m_facts; }
    using Transcript = std::vector<TranscriptLine>;
    [[nodiscard]] const Transcript &transcript() const { return *m_transcript; }
    /// The same, to be kept when the run has ended: it doesn't change any more then.
    [[nodiscard]] std::shared_ptr<const Transcript> sharedTranscript() const
    {
        return m_transcript;
    }
    /// Lines that were not kept, since they came faster than they could be taken.
    [[nodiscard]] std::int64_t linesTooFast() const { return m_linesTooFast; }
    /// Those that came after the first transcriptCap.
    [[nodiscard]] std::int64_t linesBeyondCap() const { return m_linesBeyondCap; }
    [[nodiscard]] std::int64_t linesDropped() const { return m_linesTooFast + m_linesBeyondCap; }
    [[nodiscard]] const std::vector<ThreadCost> &threads() const { return m_threads; }
    /// The most that was resident of the process which did the job in place of this one, in bytes;
    /// empty if there was none, or it didn't tell.
    [[nodiscard]] std::optional<std::int64_t> childMemory() const { return m_childMemory; }
    /// Lane 0 is the GUI thread's, whose spans are those of a job that runs on it.
    [[nodiscard]] const Timeline &timeline() const { return *m_timeline; }
    /// The same, to be kept when the run has ended: it doesn't change any more then.
    [[nodiscard]] std::shared_ptr<const Timeline> sharedTimeline() const { return m_timeline; }
    /// The spans that go on still, by lane; empty when ended.
    [[nodiscard]] const std::map<LaneId, Span> &openSpans() const { return m_openSpans; }
    /// From start() so far, without pauses; when ended, from the job's first moment to its last.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const;
    /// Set when ended.
    [[nodiscard]] const std::optional<Outcome> &outcome() const { return m_outcome; }
    /// From the stop flag to the job's end; empty if it was never set or the job ended first.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> stopTook() const { return m_stopTook; }

    /// Gives up on a job that is stuck in the system: its thread is left to itself and so is all
    /// that it touches, for the little time until the process ends. Call it only to end.
    static void abandon(std::unique_ptr<Run> run);

Q_SIGNALS:
    /// The state is now Running, Paused or Ended.
    void stateChanged();
    /// Progress, status or facts changed.
    void progressed();
    /// Lines were appended to transcript(), from index `first` on.
    void said(std::size_t first);
    /// Spans were appended to timeline(), from index `first` on, or lanes were, or other spans are
    /// open now.
    void traced(std::size_t first);
    /// The last signal of a run.
    void ended();

protected:
    bool event(QEvent *event) override; // the wake-up of the channel

private:
    void update(); // takes what is in the channel
    void takeTimeline(RunUpdate &update);
    void takePauses();
    void finish(const RunEnd &end);
    void setState(State state);

    const RunRequest m_request;
    struct Target;
    std::shared_ptr<Target> m_target;
    std::shared_ptr<SharedRun> m_shared;
    std::shared_ptr<JobWorker> m_worker;
    const std::shared_ptr<LiveFeed> m_feed; // null if the job has none
    std::unique_ptr<Runner> m_runner;       // joined before the worker goes
    QTimer m_nextUpdate;

    State m_state = State::Ready;
    Clock::time_point m_lastUpdate;
    Progress m_progress;
    QString m_status;
    QJsonObject m_facts;
    const std::shared_ptr<Transcript> m_transcript = std::make_shared<Transcript>();
    std::int64_t m_linesTooFast = 0;
    std::int64_t m_linesBeyondCap = 0;
    std::vector<ThreadCost> m_threads;
    std::optional<std::int64_t> m_childMemory;
    const std::shared_ptr<Timeline> m_timeline = std::make_shared<Timeline>();
    SpanGaps m_gaps; // since the timeline is full
    std::map<LaneId, Span> m_openSpans;
    std::chrono::nanoseconds m_elapsed{};
    std::optional<Outcome> m_outcome;
    std::optional<std::chrono::nanoseconds> m_stopTook;
};

} // namespace thaw
