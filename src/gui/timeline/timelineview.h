// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/timelineclock.h"
#include "gui/timeline/timelinelanes.h"
#include "gui/timeline/timelinelayout.h"
#include "gui/timeline/timelinepainter.h"
#include "gui/timeline/timelinezoom.h"
#include "jobs/engine/timeline.h"
#include "probe/recording.h"

#include <QAbstractScrollArea>
#include <QPointF>

#include <chrono>
#include <functional>
#include <optional>

namespace thaw {

/// The picture of the timeline: a ruler, the lanes' names, and the lanes, painted in one widget
/// that scrolls by itself.
///
/// By mouse: the wheel zooms (where the lanes don't all fit it scrolls them, and Ctrl+wheel zooms),
/// Shift+wheel or the middle button scrolls in time, dragging selects a stretch, a click on a lane
/// keeps it lit. By keys: +, -, 0, the arrows, Shift+arrows, Home, End, Page Up and Down.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    /// `lanes` outlives the view; call lanesChanged() when they have changed.
    explicit TimelineView(const TimelineLanes &lanes, QWidget *parent = nullptr);

    /// Another run: nothing is selected or lit, and all of it is in sight.
    void reset();
    /// The lanes are as they are at this time of the run, which goes on or not.
    void showTime(std::chrono::nanoseconds now, bool goesOn);

    [[nodiscard]] const TimelineZoom &zoom() const { return m_zoom; }
    [[nodiscard]] const std::optional<Selection> &selection() const { return m_selection; }
    /// The lane that was pointed at last, also when the pointer is elsewhere now; but then the one
    /// that was clicked or chosen by keys, if any. None after a click on no lane.
    [[nodiscard]] std::optional<int> litLane() const;
    /// What is under the pointer, if it is where the spans are.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> pointedAt() const;
    /// What is at this place of the viewport, in words; empty if nothing is.
    [[nodiscard]] QString textAt(QPointF place) const;
    /// Where the spans are, in the viewport.
    [[nodiscard]] QRectF plot() const;

    void zoomIn();
    void zoomOut();
    void showAll();
    void showNewest();

Q_SIGNALS:
    /// Also when it was taken away.
    void selectionChanged();
    /// pointedAt() changed.
    void pointed();
    /// Another lane is lit, or (noLane) none.
    void laneLit(thaw::LaneId lane);
    /// Another part of the run is in sight because the person wanted so.
    void zoomed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] LaneRows rows() const;
    [[nodiscard]] std::optional<int> laneAt(QPointF place) const;
    [[nodiscard]] std::chrono::nanoseconds timeAt(double x) const;
    [[nodiscard]] TimelinePicture picture() const;
    [[nodiscard]] QString stallText(const Stall &stall) const;
    [[nodiscard]] const TimelineClock::Break *narrowBreakAt(double x) const;
    [[nodiscard]] QString stretchText(int lane, double x) const;
    [[nodiscard]] bool lanesScroll() const;
    void measureNames();
    void showZoom();
    void applyZoom();
    void changeLit(const std::function<void()> &change);
    void point(std::optional<QPointF> place);
    void select(std::optional<Selection> selection);
    void extendSelection(double pixels);
    void chooseLane(int step);
    bool handleKey(const QKeyEvent &event);

    const TimelineLanes &m_lanes;
    TimelineZoom m_zoom;
    std::chrono::nanoseconds m_now{};
    bool m_showsZoom = false;                 // what the scroll bar tells meanwhile comes from here
    std::optional<TimelinePainter> m_painter; // for the palette and font as they are
    double m_nameWidth = 0;
    int m_namesMeasured = 0;

    std::optional<QPointF> m_pointer;
    std::optional<int> m_hovered; // pointed at last
    std::optional<int> m_chosen;  // by a click or by keys
    std::optional<Selection> m_selection;
    std::chrono::nanoseconds m_anchor{}; // where the selection began
    std::chrono::nanoseconds m_cursor{}; // and where it is drawn to
    std::optional<QPointF> m_pressed;    // the left button, and where
    bool m_drags = false;                // far enough to be no click
    std::optional<QPointF> m_panned;     // the middle button, and where it was last
};

} // namespace thaw
