// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/lanelines.h"
#include "gui/timeline/timelinelanes.h"
#include "jobs/engine/timeline.h"
#include "report/runrecord.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>

namespace Ui {
class TimelinePage;
}

namespace thaw {

class ResponsivenessLog;
class Run;
class TimelineLegend;
class TimelineView;

/// The Timeline tab: what each thread of a run does, live and afterwards, until the next run. It is
/// renewed as often as the screen is, while a run goes on, isn't at rest in a pause, and it can be
/// seen; else nothing ticks.
class TimelinePage : public QWidget
{
    Q_OBJECT
public:
    /// `log` is the probe's, for the stalls of a run that goes on.
    explicit TimelinePage(std::shared_ptr<const ResponsivenessLog> log, QWidget *parent = nullptr);
    ~TimelinePage() override;

    /// Shows this run from now on. The run may go; its timeline stays.
    void showRun(const Run &run);
    /// The run was measured: its stalls are known exactly.
    void showRecord(const RunRecord &record);

    [[nodiscard]] const TimelineLanes &lanes() const { return m_lanes; }
    [[nodiscard]] TimelineView &view() const { return *m_view; }
    /// Whether it is being renewed.
    [[nodiscard]] bool ticks() const { return m_frame.isActive(); }

Q_SIGNALS:
    /// Another lane is the lit one; noLane: none is any more.
    void laneLit(thaw::LaneId lane);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeOpen(const Run &run);
    void end(std::chrono::nanoseconds elapsed);
    void renew();
    void renewTexts();
    void showFollowing();
    void showSelection();
    void showSaid();
    void startTicking();
    void applyColors();
    [[nodiscard]] std::chrono::nanoseconds now() const;

    std::unique_ptr<Ui::TimelinePage> m_ui;
    std::shared_ptr<const ResponsivenessLog> m_log;
    TimelineLanes m_lanes;
    LaneLines m_lines;
    TimelineView *m_view;
    TimelineLegend *m_legend;
    QTimer m_frame;
    std::chrono::steady_clock::time_point m_textsRenewed;
    const Run *m_run = nullptr;           // while it goes on
    bool m_hasBegun = false;              // something of it is there to be shown
    std::chrono::nanoseconds m_length{};  // when it has ended
    std::chrono::nanoseconds m_elapsed{}; // of the run, when it has ended
};

} // namespace thaw
