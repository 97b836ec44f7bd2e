// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/inputguard.h"
#include "history/keptrun.h"
#include "jobs/engine/runcontrol.h"
#include "jobs/engine/stopflag.h"
#include "report/comparison/comparison.h"
#include "report/comparison/comparisonsequence.h"
#include "report/runrecord.h"
#include "runners/run.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace thaw {

class Probe;

/// What the window runs: one run at a time, measured, kept in the history (see KeptRun), and
/// guarded against what a person did in its freeze; or the runs of a comparison, each of which is a
/// run like others. It lives on the GUI thread.
class RunSession : public QObject
{
    Q_OBJECT
public:
    /// `probe` outlives the session.
    explicit RunSession(Probe &probe, QObject *parent = nullptr);
    ~RunSession() override;

    /// Has the runs from now on kept in this history, which outlives the session.
    void setHistory(HistoryStore &history) { m_history = &history; }

    /// From start() until `closed`, from compare() until `comparisonEnded`: nothing else can be
    /// started.
    [[nodiscard]] bool isBusy() const { return m_busy || m_sequence; }
    /// The comparison under way; null if there is none.
    [[nodiscard]] const ComparisonSequence *sequence() const { return m_sequence.get(); }
    /// The run under way, or the last one; null before the first.
    [[nodiscard]] Run *run() const;

    /// Makes the run, emits `begun`, and starts it when the window had time to paint what it says
    /// of it. `request.problem()` must be empty, and the session not busy.
    void start(RunRequest request, std::chrono::milliseconds freezeLimit);

    /// Starts one run of the plan after the other, each as start() does. There must be something to
    /// be run, and the session not busy.
    void compare(ComparisonPlan plan, std::chrono::milliseconds freezeLimit);

    /// How long it will take: what the job knows, else what the same took before; empty if neither.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> expectedDuration(
            const RunRequest &request) const;

    /// Sets the stop flag of the run under way, and lets a comparison start no other. Any thread;
    /// works while the GUI thread is blocked.
    void requestStop(StopReason reason);
    /// Gives up on the run for good, see Run::abandon().
    void abandon();

Q_SIGNALS:
    /// A run was made, and starts in a moment: connect to its signals now.
    void begun(thaw::Run &run);
    /// The run's job has ended; the record follows.
    void ended();
    /// The run is measured, and the input of its freeze delivered, whichever was later: it is over.
    void closed(const thaw::RunRecord &record, const thaw::WaitingInput &input);
    /// A comparison begins: nothing has been started yet.
    void comparisonBegun(const thaw::Comparison &comparison);
    /// The record of a run was added, behind that run's `closed`.
    void comparisonAdvanced(const thaw::Comparison &comparison);
    /// It is over; behind all else.
    void comparisonEnded(const thaw::Comparison &comparison);

private:
    void startRun(RunRequest request, std::chrono::milliseconds freezeLimit);
    void endComparison(const Comparison &comparison);
    void begin(std::chrono::milliseconds freezeLimit);
    void closeIfOver();

    Probe &m_probe;
    HistoryStore *m_history = nullptr;
    std::unique_ptr<KeptRun> m_run;
    InputGuard m_guard;
    WaitingInput m_input;
    bool m_busy = false;
    QMap<QString, std::chrono::nanoseconds> m_took; // by job and parameters, of this session

    std::mutex m_mutex; // protects m_control; and m_sequence from other threads
    std::shared_ptr<RunControl> m_control;
    std::unique_ptr<ComparisonSequence> m_sequence;
};

} // namespace thaw
