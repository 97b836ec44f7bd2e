// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the timeline: the part of TimelineView that handles mouse and keys.
#include "gui/timeline/timelineview.h"

#include "gui/timeline/timelinelayout.h"
#include "gui/timeline/timelinepainter.h"
#include "jobs/engine/timeline.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr double wheelNotch = 120; // see QWheelEvent::angleDelta()
constexpr double zoomOfNotch = 1.25;
constexpr double pixelsOfNotch = 90;
constexpr double scrollShare = 0.1; // of the width, by an arrow key
constexpr double selectionStep = 10;

} // namespace

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto &help = static_cast<const QHelpEvent &>(*event);
        QToolTip::showText(help.globalPos(), textAt(help.pos()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        point(std::nullopt);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::changeLit(const std::function<void()> &change)
{
    const std::optional<int> before = litLane();
    change();
    if (const std::optional<int> lit = litLane(); lit != before) {
        Q_EMIT laneLit(lit ? LaneId(*lit) : noLane);
    }
}

void TimelineView::point(std::optional<QPointF> place)
{
    m_pointer = place;
    changeLit([&] {
        if (const auto lane = place ? laneAt(*place) : std::nullopt) {
            m_hovered = lane;
        } else if (!place && m_chosen) {
            m_hovered.reset();
        }
    });
    viewport()->update();
    Q_EMIT pointed();
}

void TimelineView::select(std::optional<Selection> selection)
{
    if (m_selection != selection) {
        m_selection = selection;
        viewport()->update();
        Q_EMIT selectionChanged();
    }
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_lanes.isEmpty()) {
        m_pressed = event->position();
        m_drags = false;
        m_anchor = timeAt(event->position().x());
    } else if (event->button() == Qt::MiddleButton) {
        m_panned = event->position();
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF place = event->position();
    if (m_panned) {
        m_zoom.scroll(std::exchange(m_panned, place)->x() - place.x());
        applyZoom();
    } else if (m_pressed && m_pressed->x() >= plot().left()) {
        m_drags = m_drags
                  || std::abs(place.x() - m_pressed->x()) >= QApplication::startDragDistance();
        if (m_drags) {
            m_cursor = timeAt(place.x());
            select(Selection(std::minmax(m_anchor, m_cursor)));
        }
    }
    point(place);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton) {
        m_panned.reset();
    } else if (event->button() == Qt::LeftButton && std::exchange(m_pressed, {}) && !m_drags) {
        // A click: nothing is selected any more, and this lane stays lit, or no longer; on no lane
        // none does.
        select(std::nullopt);
        const std::optional<int> lane = laneAt(event->position());
        changeLit([&] {
            m_chosen = m_chosen == lane ? std::nullopt : lane;
            m_hovered = lane;
        });
        viewport()->update();
    }
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const bool alongTime = std::abs(angle.x()) > std::abs(angle.y());
    const double notches = (alongTime ? angle.x() : angle.y()) / wheelNotch;
    if (alongTime || event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_zoom.scroll(-notches * pixelsOfNotch);
        applyZoom();
    } else if (event->modifiers().testFlag(Qt::ControlModifier) || !lanesScroll()) {
        const double x = std::clamp(event->position().x() - plot().left(), 0.0, plot().width());
        m_zoom.zoom(std::pow(zoomOfNotch, notches), x);
        applyZoom();
    } else {
        QScrollBar &bar = *verticalScrollBar();
        bar.setValue(bar.value() - static_cast<int>(notches * 2 * bar.singleStep()));
    }
    point(event->position());
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (m_lanes.isEmpty() || !handleKey(*event)) {
        event->ignore();
    }
}

bool TimelineView::handleKey(const QKeyEvent &event)
{
    const bool selects = event.modifiers().testFlag(Qt::ShiftModifier);
    const auto move = [&](int direction) {
        if (selects) {
            extendSelection(direction * selectionStep);
        } else {
            m_zoom.scroll(direction * scrollShare * plot().width());
            applyZoom();
        }
    };
    QScrollBar &bar = *verticalScrollBar();
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    case Qt::Key_0:
        showAll();
        return true;
    case Qt::Key_Left:
        move(-1);
        return true;
    case Qt::Key_Right:
        move(1);
        return true;
    case Qt::Key_Home:
        m_zoom.showStart();
        applyZoom();
        return true;
    case Qt::Key_End:
        showNewest();
        return true;
    case Qt::Key_Up:
        chooseLane(-1);
        return true;
    case Qt::Key_Down:
        chooseLane(1);
        return true;
    case Qt::Key_PageUp:
        bar.triggerAction(QAbstractSlider::SliderPageStepSub);
        return true;
    case Qt::Key_PageDown:
        bar.triggerAction(QAbstractSlider::SliderPageStepAdd);
        return true;
    default:
        return false;
    }
}

// From the middle of what is in sight, unless something is selected.
void TimelineView::extendSelection(double pixels)
{
    if (!m_selection) {
        m_anchor = timeAt(plot().center().x());
        m_cursor = m_anchor;
    }
    const TimeScale &scale = m_zoom.scale();
    m_cursor = std::clamp<nanoseconds>(scale.timeAt(scale.xOf(m_cursor) + pixels), 0ns, m_now);
    select(Selection(std::minmax(m_anchor, m_cursor)));
    m_zoom.reveal(m_cursor);
    applyZoom();
}

void TimelineView::chooseLane(int step)
{
    const int last = m_lanes.count() - 1;
    const int lane = m_chosen ? std::clamp(*m_chosen + step, 0, last) : (step > 0 ? 0 : last);
    changeLit([&] {
        m_hovered.reset(); // until the pointer moves again
        m_chosen = lane;
    });
    QScrollBar &bar = *verticalScrollBar();
    const LaneRows rows = this->rows();
    const double bottom = rows.top(lane) + rows.heightOf(lane);
    // Its top has to be in sight rather than its bottom, where the plot is lower than a row.
    bar.setValue(
            std::min(std::max(bar.value(), static_cast<int>(std::ceil(bottom - plot().height()))),
                     static_cast<int>(rows.top(lane))));
    viewport()->update();
}

} // namespace thaw
