// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historystore.h"
#include "report/measuredrun.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace thaw {

class Probe;

/// A run on its way into the history: the same for the window, for `thaw run` and for `thaw
/// compare`. It lives on the GUI thread, and so do its signals. What happens, in this order:
///
/// | call or signal | of          | what has happened |
/// |----------------|-------------|----------------------------------------------------------------|
/// | begin()        | this        | the history is told that it is running | | start()        |
/// this        | the job runs                                                   | | `ended` | Run
/// | the job has ended                                              | | `recorded`     | Probe | a
/// ping that was posted after the end came back, so the freeze  | |                |             |
/// is in the recording at its full length                         | | `measured`     | MeasuredRun
/// | the record is made of it                                       | | `kept`         | this | the
/// record is in the history, or can't be for now              |
///
/// The window's run is over with RunSession::closed, which comes after `measured`, too, and may
/// come before `kept`.
class KeptRun : public QObject
{
    Q_OBJECT
public:
    /// For a start to be in the history before the job runs, beside which opening that would show
    /// in its delays.
    static constexpr std::chrono::milliseconds openingLimit{200};
    /// So long `kept` may come after `measured`, whatever the disk does.
    static constexpr std::chrono::seconds keepingLimit{3};

    /// `probe` and `history` outlive this object; without a history it is kept nowhere.
    KeptRun(RunRequest request, Probe &probe, HistoryStore *history, QObject *parent = nullptr);

    [[nodiscard]] Run &run() { return m_measured.run(); }
    [[nodiscard]] const Run &run() const { return m_measured.run(); }

    /// Once, before start(). It takes no time.
    void begin();
    /// As MeasuredRun::start(), after at most that long a wait for what begin() told to be written.
    void start(std::chrono::milliseconds freezeLimit = {},
               std::chrono::milliseconds waitForOpening = {});

    /// Set when measured.
    [[nodiscard]] const std::optional<RunRecord> &record() const { return m_measured.record(); }

    /// As MeasuredRun::release().
    [[nodiscard]] std::unique_ptr<Run> release() { return m_measured.release(); }

Q_SIGNALS:
    void measured(const thaw::RunRecord &record);
    /// Once: whether it is in the history. If it isn't, the history has said why, but for a disk
    /// that doesn't answer. Never without a history.
    void kept(bool isKept);

private:
    void keep(const RunRecord &record);
    void tellKept(bool isKept);

    HistoryStore *const m_history;
    std::optional<RunTicket> m_ticket; // from the start until it is kept
    MeasuredRun m_measured;
};

} // namespace thaw
