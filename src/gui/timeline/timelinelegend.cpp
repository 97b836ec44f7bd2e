// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinelegend.h"

#include "gui/timeline/spanfills.h"
#include "gui/timeline/timelinepainter.h"
#include "gui/timeline/timelinetexts.h"

#include <QEvent>
#include <QPainter>

namespace thaw {

namespace {

constexpr int swatchWidth = 22;
constexpr int swatchHeight = 14;
constexpr int textGap = 6;   // between a swatch and its text
constexpr int distance = 14; // between two

QString frozenText()
{
    return TimelineLegend::tr("GUI thread frozen");
}

QString frozenByColumnText()
{
    return TimelineLegend::tr("by a column");
}

QString pausedText()
{
    return TimelineLegend::tr("paused");
}

} // namespace

TimelineLegend::TimelineLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(
            tr("Running: plain. Waiting: stripes. Blocked: a lattice. Sleeping: dots. GUI thread "
               "frozen: bold stripes, pale where a column froze it. Not recorded: level lines. A "
               "pause: a break between dashes."));
    setToolTip(tr("Running: free to use a core. Waiting: for something to happen. Blocked: by "
                  "whoever holds a lock. Sleeping: until a time has passed.\n"
                  "A pause is a break: it counts in no time, and takes the room of what steps let "
                  "go on in it. Not recorded: more than could be kept.\n"
                  "Where much happens within a pixel, the heights of the colours are the shares of "
                  "the time."));
}

void TimelineLegend::showAlso(const Also &also)
{
    if (also != m_also) {
        m_also = also;
        updateGeometry();
        update();
    }
}

std::vector<LaneState> TimelineLegend::states() const
{
    std::vector<LaneState> states{LaneState::Running, LaneState::Waiting, LaneState::Blocked,
                                  LaneState::Sleeping};
    if (m_also.unknown) {
        states.push_back(LaneState::Unknown);
    }
    return states;
}

QSize TimelineLegend::sizeHint() const
{
    int width = 0;
    const auto add = [&](const QString &text) {
        width += swatchWidth + textGap + fontMetrics().horizontalAdvance(text) + distance;
    };
    for (const LaneState state : states()) {
        add(stateText(state));
    }
    add(frozenText());
    if (m_also.frozenByColumn) {
        add(frozenByColumnText());
    }
    if (m_also.paused) {
        add(pausedText());
    }
    return {width - distance, qMax(swatchHeight, fontMetrics().height())};
}

void TimelineLegend::paintEvent(QPaintEvent * /*event*/)
{
    const SpanFills fills(palette(), devicePixelRatioF());
    QPainter painter(this);
    int x = 0;
    const int top = (height() - swatchHeight) / 2;
    const auto draw = [&](const QBrush &brush, const QPen &outline, const QString &text,
                          double opacity = 1.0) {
        const QRectF swatch(x + 0.5, top + 0.5, swatchWidth - 1, swatchHeight - 1);
        painter.setBrush(brush);
        painter.setPen(outline);
        painter.setOpacity(opacity);
        painter.drawRect(swatch);
        painter.setOpacity(1.0);
        x += swatchWidth + textGap;
        const int width = fontMetrics().horizontalAdvance(text);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + distance;
    };
    for (const LaneState state : states()) {
        draw(fills.brush(state), fills.outline(state), stateText(state));
    }
    draw(fills.frozen(), fills.frozenOutline(), frozenText());
    if (m_also.frozenByColumn) {
        draw(fills.frozen(), fills.frozenOutline(), frozenByColumnText(), SpanFills::pale);
    }
    if (m_also.paused) {
        draw(palette().color(QPalette::Base), breakPen(palette()), pausedText());
    }
}

void TimelineLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

} // namespace thaw

#include "moc_timelinelegend.cpp"
