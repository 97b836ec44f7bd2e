// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace thaw {

/// Goes through the runs of a comparison, one after the other: it says which is next, is told the
/// record of each, and knows when it is over. A run that fails, or that the freeze limit stops, is
/// a result like others; one that is canceled ends the whole. It lives on the GUI thread, and so do
/// its signals. Destroying it starts nothing more; the run under way is its owner's.
class ComparisonSequence : public QObject
{
    Q_OBJECT
public:
    /// Between two runs: what the last one has left to do, painting above all, is not to be in the
    /// figures of the next.
    static constexpr std::chrono::milliseconds breather{200};

    /// Makes a run and has it started; returns what steers it. Never called from within take().
    using Start = std::function<std::shared_ptr<RunControl>(RunRequest)>;

    ComparisonSequence(ComparisonPlan plan, Start start, QObject *parent = nullptr);

    /// Starts the first run.
    void begin();
    /// The run under way was measured.
    void take(const RunRecord &record);

    /// Stops the run under way and starts no more: `ended` follows when its record has been taken,
    /// and at once if none is under way. Any thread; works while the GUI thread is blocked.
    void requestStop(StopReason reason);

    [[nodiscard]] const Comparison &comparison() const { return m_comparison; }
    /// The number of the run that was started last, from 1 on.
    [[nodiscard]] int run() const { return m_next; }

Q_SIGNALS:
    /// The record of a run was added.
    void advanced(const thaw::Comparison &comparison);
    /// It is over, complete or canceled. The last signal.
    void ended(const thaw::Comparison &comparison);

private:
    void startNext();
    void end(Comparison::State state);
    [[nodiscard]] bool isStopRequested();

    const ComparisonPlan m_plan;
    const Start m_start;
    Comparison m_comparison;
    QTimer m_breather;
    int m_next = 0; // the number of runs that were started
    bool m_isOver = false;

    std::mutex m_mutex; // protects the next two
    std::shared_ptr<RunControl> m_control;
    std::optional<StopReason> m_stop;
};

} // namespace thaw
