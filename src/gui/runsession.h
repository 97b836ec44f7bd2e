// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/inputguard.h"
#include "report/measuredrun.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace thaw {

class Probe;

/// What the window runs: one run at a time, measured, and guarded against what a person did in its
/// freeze. It lives on the GUI thread.
class RunSession : public QObject
{
    Q_OBJECT
public:
    /// `probe` outlives the session.
    explicit RunSession(Probe &probe, QObject *parent = nullptr);
    ~RunSession() override;

    /// From start() until `closed`: nothing else can be started.
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// The run under way, or the last one; null before the first.
    [[nodiscard]] Run *run() const;

    /// Makes the run, emits `started`, and starts it when the window had time to paint what it says
    /// of it. `request.problem()` must be empty, and the session not busy.
    void start(RunRequest request, std::chrono::milliseconds freezeLimit);

    /// How long it will take: what the job knows, else what the same took before; empty if neither.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> expectedDuration(
            const RunRequest &request) const;

    /// Sets the stop flag of the run under way. Any thread; works while the GUI thread is blocked.
    void requestStop(StopReason reason);
    /// Gives up on the run for good, see Run::abandon().
    void abandon();

Q_SIGNALS:
    /// A run was made, and begins in a moment: connect to its signals now.
    void started(thaw::Run &run);
    /// The run's job has ended; the record follows.
    void ended();
    /// The record is complete, and the input of the freeze has been delivered.
    void closed(const thaw::RunRecord &record, const thaw::WaitingInput &input);

private:
    void begin(std::chrono::milliseconds freezeLimit);
    void closeIfComplete();

    Probe &m_probe;
    std::unique_ptr<MeasuredRun> m_measured;
    InputGuard m_guard;
    WaitingInput m_input;
    bool m_busy = false;
    QMap<QString, std::chrono::nanoseconds> m_took; // by job and parameters, of this session

    std::mutex m_mutex; // protects m_control
    std::shared_ptr<RunControl> m_control;
};

} // namespace thaw
