// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelineview.h"

#include "gui/look/colors.h"
#include "gui/timeline/timelinetexts.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr double leastNameWidth = 96;
constexpr double mostNameWidth = 190;
constexpr double barSteps = 1e9; // of the horizontal scroll bar: a run is long, a span is short

} // namespace

TimelineView::TimelineView(const TimelineLanes &lanes, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_lanes(lanes)
    , m_nameWidth(leastNameWidth)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::StyledPanel);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Timeline"));
    // The horizontal scroll bar is told what is in sight, and tells where it was moved to.
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_showsZoom) {
            return;
        }
        m_zoom.scrollTo(nanoseconds(static_cast<std::int64_t>(
                value / barSteps * static_cast<double>(m_zoom.range().count()))));
        applyZoom();
    });
}

void TimelineView::reset()
{
    m_zoom = {};
    m_now = {};
    m_namesMeasured = 0;
    m_nameWidth = leastNameWidth;
    changeLit([this] { m_hovered = m_chosen = std::nullopt; });
    m_pressed = m_panned = std::nullopt; // a drag under way was in the other run
    m_drags = false;
    select(std::nullopt);
    verticalScrollBar()->setValue(0);
    showTime(0ns, true);
}

void TimelineView::showTime(nanoseconds now, bool goesOn)
{
    m_now = now;
    measureNames();
    m_zoom.setWidth(plot().width());
    m_zoom.setLength(now, goesOn);
    showZoom();
}

std::optional<int> TimelineView::litLane() const
{
    const std::optional<int> lit = m_hovered ? m_hovered : m_chosen;
    return lit && *lit < m_lanes.count() ? lit : std::nullopt;
}

std::optional<nanoseconds> TimelineView::pointedAt() const
{
    return m_pointer && plot().contains(*m_pointer)
                   ? std::optional(m_zoom.scale().timeAt(m_pointer->x() - plot().left()))
                   : std::nullopt;
}

QRectF TimelineView::plot() const
{
    const double top = TimelinePainter::rulerHeight;
    return {m_nameWidth, top, std::max(1.0, viewport()->width() - m_nameWidth),
            std::max(1.0, viewport()->height() - top)};
}

LaneRows TimelineView::rows() const
{
    const bool guiHasSpans =
            !m_lanes.isEmpty() && (!m_lanes.stretches(0).all().empty() || m_lanes.openSpan(0));
    const double loop = guiHasSpans ? TimelinePainter::loopHeight : 0;
    LaneRows rows{m_lanes.count(), 0, 0};
    for (const double height : {TimelinePainter::mostRowHeight, TimelinePainter::rowHeight}) {
        rows.height = height;
        rows.firstHeight = height + loop;
        if (rows.total() <= plot().height()) {
            break; // all of them are in sight
        }
    }
    return rows;
}

TimelinePicture TimelineView::picture() const
{
    const bool showsPointer = m_pointer && plot().contains(*m_pointer) && !m_lanes.isEmpty();
    return {.lanes = m_lanes,
            .scale = m_zoom.scale(),
            .rows = rows(),
            .now = m_now,
            .plot = plot(),
            .scrolled = static_cast<double>(verticalScrollBar()->value()),
            .lit = litLane(),
            .selection = m_selection,
            .pointer = showsPointer ? std::optional(m_pointer->x() - plot().left()) : std::nullopt};
}

// As wide as the widest name needs, within bounds; new lanes come while the run goes on.
void TimelineView::measureNames()
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(bold);
    for (; m_namesMeasured < m_lanes.count(); ++m_namesMeasured) {
        const double width = metrics.horizontalAdvance(m_lanes.lane(m_namesMeasured).name) + 18;
        m_nameWidth = std::clamp(std::ceil(width), m_nameWidth, mostNameWidth);
    }
}

std::optional<int> TimelineView::laneAt(QPointF place) const
{
    return place.y() < plot().top()
                   ? std::nullopt
                   : rows().laneAt(place.y() - plot().top() + verticalScrollBar()->value());
}

// Cut to what has been and is in sight.
nanoseconds TimelineView::timeAt(double x) const
{
    const double inPlot = std::clamp(x - plot().left(), 0.0, plot().width());
    return std::clamp<nanoseconds>(m_zoom.scale().timeAt(inPlot), 0ns, m_now);
}

QString TimelineView::textAt(QPointF place) const
{
    const std::optional<int> lane = laneAt(place);
    if (!lane) {
        return {};
    }
    if (place.x() < plot().left()) {
        return m_lanes.lane(*lane).name;
    }
    const double bottom = plot().top() - verticalScrollBar()->value() + rows().top(*lane)
                          + rows().heightOf(*lane);
    const bool isOnLoop = *lane == 0
                          && (rows().firstHeight <= rows().height
                              || place.y() > bottom - TimelinePainter::loopHeight - 4);
    const nanoseconds time = m_zoom.scale().timeAt(place.x() - plot().left());
    if (const TimelineClock::Break *pause = narrowBreakAt(place.x() - plot().left())) {
        return pauseText(m_lanes, *pause);
    }
    if (isOnLoop) {
        const Stall *stall = m_lanes.stallAt(time);
        return stall           ? stallText(*stall)
               : time <= m_now ? tr("%1: its event loop answers").arg(m_lanes.lane(0).name)
                               : QString();
    }
    return stretchText(*lane, place.x() - plot().left());
}

QString TimelineView::stallText(const Stall &stall) const
{
    const QString text = tr("%1: frozen for %2\nFrom %3, at most %4 earlier")
                                 .arg(m_lanes.lane(0).name, exactTimeText(stall.duration),
                                      exactTimeText(m_lanes.clock().timeOf(stall.start)),
                                      exactTimeText(stall.startUncertainty));
    return stall.what.isEmpty() ? text : tr("%1\nWhat ran: %2").arg(text, stall.what);
}

// One that is little more than its edges.
const TimelineClock::Break *TimelineView::narrowBreakAt(double x) const
{
    constexpr double reach = TimelinePainter::leastBreakWidth;
    const TimeScale &scale = m_zoom.scale();
    const auto &breaks = m_lanes.clock().breaks();
    const auto found = std::ranges::find_if(breaks, [&](const TimelineClock::Break &pause) {
        const double left = scale.xOf(pause.left);
        return std::abs(x - left) <= reach && scale.xOf(pause.right) - left < reach;
    });
    return found == breaks.end() ? nullptr : &*found;
}

QString TimelineView::stretchText(int lane, double x) const
{
    const TimeScale &scale = m_zoom.scale();
    const LaneStretches &stretches = m_lanes.stretches(lane);
    const double pixel = std::floor(x);
    const nanoseconds from = scale.timeAt(pixel);
    const nanoseconds to = scale.timeAt(pixel + 1);
    const std::size_t first = stretches.firstEndingAfter(from);
    const std::size_t last = stretches.firstEndingAfter(to, first);
    if (last > first + 1) {
        const nanoseconds time = m_lanes.timeBetween(from, to);
        const QString where =
                time > 0ns ? tr("within %1").arg(exactTimeText(time)) : tr("in a pause");
        const std::size_t count = last - first + 1;
        return tr("%1: about %2 spans %3\n%4\nZoom in to tell them apart")
                .arg(m_lanes.lane(lane).name, locale().toString(static_cast<qlonglong>(count)),
                     where, sharesText(stretches.times(from, to), to - from));
    }
    const Span *span = m_lanes.spanAt(lane, scale.timeAt(x), m_now);
    if (!span && first < stretches.all().size() && stretches.all()[first].start < to) {
        span = &m_lanes.span(stretches.all()[first]); // narrower than the pixel
    }
    return span ? spanText(m_lanes, lane, *span, m_now) : QString();
}

void TimelineView::zoomIn()
{
    m_zoom.zoom(1.5);
    applyZoom();
}

void TimelineView::zoomOut()
{
    m_zoom.zoom(1 / 1.5);
    applyZoom();
}

void TimelineView::showAll()
{
    m_zoom.showAll();
    applyZoom();
}

void TimelineView::showNewest()
{
    m_zoom.showNewest();
    applyZoom();
}

void TimelineView::applyZoom()
{
    showZoom();
    Q_EMIT zoomed();
}

bool TimelineView::lanesScroll() const
{
    return rows().total() > plot().height();
}

// The scroll bars, and the picture.
void TimelineView::showZoom()
{
    QScrollBar &bar = *horizontalScrollBar();
    {
        // The scroll area listens, too, to show the bar when there is something to scroll.
        const QScopedValueRollback guard(m_showsZoom, true);
        const double range = static_cast<double>(m_zoom.range().count());
        const double page = std::min(1.0, static_cast<double>(m_zoom.visible().count()) / range);
        const bool isAll = m_zoom.follows() == TimelineZoom::Follows::All;
        bar.setRange(0, isAll ? 0 : static_cast<int>(barSteps * (1 - page)));
        bar.setPageStep(std::max(1, static_cast<int>(barSteps * page)));
        bar.setSingleStep(std::max(1, bar.pageStep() / 10));
        bar.setValue(static_cast<int>(barSteps * static_cast<double>(m_zoom.scale().left.count())
                                      / range));
    }
    QScrollBar &rowsBar = *verticalScrollBar();
    rowsBar.setRange(0, std::max(0, static_cast<int>(std::ceil(rows().total() - plot().height()))));
    rowsBar.setPageStep(static_cast<int>(plot().height()));
    rowsBar.setSingleStep(static_cast<int>(rows().height));
    viewport()->update();
}

void TimelineView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    viewport()->update(); // all of it: names, ruler and plot scroll differently
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_zoom.setWidth(plot().width());
    showZoom();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_painter.reset();
    }
}

void TimelineView::paintEvent(QPaintEvent * /*event*/)
{
    if (!m_painter) {
        m_painter.emplace(palette(), font(), devicePixelRatioF());
    }
    QPainter painter(viewport());
    m_painter->paint(painter, picture());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(themeColors(palette()).accent);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace thaw

#include "moc_timelineview.cpp"
