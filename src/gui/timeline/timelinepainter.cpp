// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinepainter.h"

#include "gui/timeline/timelineclock.h"
#include "gui/timeline/timelinetexts.h"
#include "jobs/engine/timeline.h"
#include "probe/recording.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QList>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace thaw {

using std::chrono::nanoseconds;

namespace {

constexpr double barMargin = 4; // above and below a bar in its row
constexpr double leastTextWidth = 46;
constexpr double tickSpacing = 96;

QRectF rowOf(const TimelinePicture &picture, int lane)
{
    return {picture.plot.left(), picture.plot.top() - picture.scrolled + picture.rows.top(lane),
            picture.plot.width(), picture.rows.heightOf(lane)};
}

double xOf(const TimelinePicture &picture, nanoseconds time)
{
    return std::clamp(picture.scale.xOf(time), 0.0, picture.plot.width()) + picture.plot.left();
}

struct Tick
{
    double x = 0;
    nanoseconds time{};
};

// The times in sight: none of them is in a pause.
std::vector<Tick> ticksOf(const TimelinePicture &picture, nanoseconds step)
{
    const TimelineClock &clock = picture.lanes.clock();
    const nanoseconds edge = picture.scale.timeAt(picture.plot.width());
    std::vector<Tick> result;
    for (const nanoseconds time :
         ticks(clock.timeAt(picture.scale.left), clock.timeAt(edge), step)) {
        const double x = picture.scale.xOf(clock.placeOfTime(time));
        if (x >= 0 && x <= picture.plot.width()) {
            result.push_back({std::round(x + picture.plot.left()) + 0.5, time});
        }
    }
    return result;
}

QRectF between(double left, double right, const QRectF &bar)
{
    return {QPointF(left, bar.top()), QPointF(right, bar.bottom())};
}

} // namespace

QPen breakPen(const QPalette &palette)
{
    QPen pen(palette.color(QPalette::WindowText), 1);
    pen.setDashPattern({3, 3});
    return pen;
}

TimelinePainter::TimelinePainter(const QPalette &palette, const QFont &font, qreal devicePixelRatio)
    : m_palette(palette)
    , m_font(font)
    , m_small(font)
    , m_colors(themeColors(palette))
    , m_fills(palette, devicePixelRatio)
{
    if (font.pointSizeF() > 0) {
        m_small.setPointSizeF(font.pointSizeF() * 0.9);
    }
}

void TimelinePainter::paint(QPainter &painter, const TimelinePicture &picture) const
{
    drawGrid(painter, picture);
    const QRectF &plot = picture.plot;
    painter.save();
    painter.setClipRect(QRectF(0, plot.top(), plot.right(), plot.height()));
    const int first = picture.rows.laneAt(picture.scrolled).value_or(0);
    for (int lane = first; lane < picture.rows.count; ++lane) {
        if (picture.rows.top(lane) - picture.scrolled > plot.height()) {
            break;
        }
        drawRow(painter, picture, lane);
    }
    drawPauses(painter, picture);
    painter.restore();
    drawSelection(painter, picture);
    drawRuler(painter, picture);
    drawPointer(painter, picture);
}

void TimelinePainter::drawRow(QPainter &painter, const TimelinePicture &picture, int lane) const
{
    const QRectF row = rowOf(picture, lane);
    if (picture.lit == lane) {
        painter.fillRect(QRectF(QPointF(0, row.top()), row.bottomRight()), m_colors.accentTint);
    }
    painter.setPen(m_colors.gridLine);
    const double line = std::round(row.bottom()) - 0.5;
    painter.drawLine(QPointF(0, line), QPointF(row.right(), line));
    drawName(painter, picture, lane, row);

    QRectF bar = row.adjusted(0, barMargin, 0, -barMargin - 1);
    const bool hasSpans = picture.rows.heightOf(lane) > picture.rows.height;
    if (lane == 0 && hasSpans) { // the job's spans, and below them the loop
        bar.setHeight(bar.height() - TimelinePainter::loopHeight);
        drawLoop(painter, picture,
                 QRectF(bar.left(), bar.bottom() + 3, bar.width(), loopHeight - 3));
    } else if (lane == 0) {
        drawLoop(painter, picture, bar);
        return;
    }
    drawSpans(painter, picture, lane, bar);
}

void TimelinePainter::drawName(QPainter &painter, const TimelinePicture &picture, int lane,
                               const QRectF &row) const
{
    QFont font = m_font;
    const bool isLit = picture.lit == lane;
    font.setWeight(isLit ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(isLit ? m_colors.accent : m_palette.color(QPalette::WindowText));
    const QRectF area(8, row.top(), picture.plot.left() - 16, row.height());
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(picture.lanes.lane(lane).name, Qt::ElideRight,
                                                    area.width()));
}

// First what is merged, then each state's spans at once, then what is written on them.
void TimelinePainter::drawSpans(QPainter &painter, const TimelinePicture &picture, int lane,
                                const QRectF &bar) const
{
    const LaneStretches &stretches = picture.lanes.stretches(lane);
    const std::vector<Block> blocks = blocksOf(stretches, picture.scale, picture.plot.width());
    drawMerged(painter, blocks, picture, bar);

    struct Labelled
    {
        QRectF area;
        const Span *span;
    };
    std::vector<Labelled> labelled;
    std::array<QList<QRectF>, laneStateCount> areas;
    std::array<QList<QLineF>, laneStateCount> edges;
    const auto add = [&](double left, double right, const Span &span) {
        const QRectF area = between(left, right, bar);
        areas[static_cast<std::size_t>(span.state)].append(area);
        if (area.width() >= 4) {
            edges[static_cast<std::size_t>(span.state)].append(
                    QLineF(left + 0.5, bar.top(), left + 0.5, bar.bottom()));
        }
        if (area.width() >= leastTextWidth) {
            labelled.push_back({area, &span});
        }
    };
    for (const Block &block : blocks) {
        if (!block.merged) {
            add(picture.plot.left() + block.left, picture.plot.left() + block.right,
                picture.lanes.span(stretches.all()[block.first]));
        }
    }
    const auto addOpen = [&](const Span &span, nanoseconds end) {
        const double left = xOf(picture, picture.lanes.placeOf(span.start));
        const double right = xOf(picture, end);
        if (right - left >= 0.5) {
            add(left, std::max(right, left + 1), span);
        }
    };
    if (const Span *gap = picture.lanes.gap(lane)) {
        addOpen(*gap, picture.lanes.placeOf(gap->end));
    }
    if (const Span *open = picture.lanes.openSpan(lane)) {
        addOpen(*open, picture.now);
    }
    for (std::size_t state = 0; state < laneStateCount; ++state) {
        const LaneState laneState(static_cast<LaneState>(state));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_fills.brush(laneState));
        painter.drawRects(areas[state]);
        painter.setPen(m_fills.outline(laneState));
        painter.drawLines(edges[state]);
    }
    painter.setFont(m_small);
    for (const Labelled &label : labelled) {
        drawText(painter, label.area, spanTitle(*label.span), m_fills.ground(label.span->state));
    }
}

// The states of a pixel lie one above the other, as high as their share of the time. Painted point
// by point: a rectangle for each would take ten times as long.
void TimelinePainter::drawMerged(QPainter &painter, const std::vector<Block> &blocks,
                                 const TimelinePicture &picture, const QRectF &bar) const
{
    const auto isMerged = [](const Block &block) { return block.merged; };
    if (std::ranges::none_of(blocks, isMerged)) {
        return;
    }
    const QPoint origin = bar.topLeft().toPoint();
    const int height = static_cast<int>(bar.height());
    QImage image(static_cast<int>(std::ceil(bar.width())), height,
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const qsizetype line = image.bytesPerLine() / qsizetype{sizeof(QRgb)};
    auto *const points = reinterpret_cast<QRgb *>(image.bits());
    for (const Block &block : blocks) {
        double share = 0; // of the states so far
        int bottom = height;
        const int x = static_cast<int>(block.left);
        for (std::size_t state = 0; block.merged && state < laneStateCount; ++state) {
            share += static_cast<double>(block.times[state].count()) / picture.scale.perPixel;
            const int top = height - static_cast<int>(std::lround(std::min(share, 1.0) * height));
            while (bottom > top) {
                --bottom;
                points[bottom * line + x] = m_fills.colorAt(static_cast<LaneState>(state),
                                                            origin.x() + x, origin.y() + bottom);
            }
        }
    }
    painter.drawImage(origin, image);
}

// On a ground of its own, since letters on a pattern can't be read.
void TimelinePainter::drawText(QPainter &painter, const QRectF &area, const QString &text,
                               const QColor &ground) const
{
    const QFontMetricsF metrics(m_small);
    const QRectF room = area.adjusted(6, 0, -4, 0);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room.width() - 4);
    if (shown.size() < 3 || shown.startsWith(QChar(0x2026))) {
        return;
    }
    QRectF label = room;
    label.setWidth(std::min(metrics.horizontalAdvance(shown) + 6, room.width()));
    painter.fillRect(label.adjusted(0, 1, 0, -1), ground);
    painter.setPen(m_palette.color(QPalette::WindowText));
    painter.drawText(label, Qt::AlignCenter, shown);
}

// A thin line while the GUI thread's loop answers; where it is frozen, a bar.
void TimelinePainter::drawLoop(QPainter &painter, const TimelinePicture &picture,
                               const QRectF &strip) const
{
    const double y = std::round(strip.center().y()) + 0.5;
    painter.setPen(QPen(m_colors.good, 2));
    const double begin = xOf(picture, nanoseconds(0));
    const double end = xOf(picture, picture.now);
    if (end > begin) {
        painter.drawLine(QPointF(begin, y), QPointF(end, y));
    }
    for (const Stall &stall : picture.lanes.stalls()) {
        const double left = xOf(picture, picture.lanes.placeOf(stall.start));
        const double right = xOf(picture, picture.lanes.placeOf(stall.start + stall.duration));
        if (right <= picture.plot.left() || left >= picture.plot.right()) {
            continue;
        }
        const QRectF area = between(left, std::max(right, left + 2), strip);
        painter.setPen(m_fills.frozenOutline());
        painter.setBrush(m_fills.frozen());
        painter.setOpacity(stall.isApart ? SpanFills::pale : 1.0);
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setOpacity(1.0);
        if (!stall.isApart && strip.height() > loopHeight && area.width() >= leastTextWidth) {
            painter.setFont(m_small);
            drawText(painter, area, tr("frozen %1").arg(timeText(stall.duration)),
                     m_fills.frozenGround());
        }
    }
}

// A break across all lanes; as wide as what steps let go on in it.
void TimelinePainter::drawPauses(QPainter &painter, const TimelinePicture &picture) const
{
    QColor tint = m_colors.subtleText;
    tint.setAlphaF(0.14F);
    for (const TimelineClock::Break &pause : picture.lanes.clock().breaks()) {
        const double left = xOf(picture, pause.left);
        const double right = xOf(picture, pause.right);
        if (right <= picture.plot.left() || left >= picture.plot.right()) {
            continue;
        }
        QRectF area = between(left, right, picture.plot);
        if (area.width() < leastBreakWidth) {
            area = between(left - leastBreakWidth / 2, left + leastBreakWidth / 2, picture.plot);
            painter.fillRect(area, m_palette.color(QPalette::Base));
        } else {
            painter.fillRect(area, tint);
        }
        painter.setPen(breakPen(m_palette));
        painter.drawLine(area.topLeft(), area.bottomLeft());
        painter.drawLine(area.topRight(), area.bottomRight());
    }
}

void TimelinePainter::drawGrid(QPainter &painter, const TimelinePicture &picture) const
{
    const nanoseconds step = tickStep(picture.scale.perPixel, tickSpacing);
    painter.setPen(m_colors.gridLine);
    for (const Tick &tick : ticksOf(picture, step)) {
        painter.drawLine(QPointF(tick.x, picture.plot.top()),
                         QPointF(tick.x, picture.plot.bottom()));
    }
}

void TimelinePainter::drawRuler(QPainter &painter, const TimelinePicture &picture) const
{
    const nanoseconds step = tickStep(picture.scale.perPixel, tickSpacing);
    const double top = picture.plot.top() - rulerHeight;
    painter.setFont(m_small);
    for (const Tick &tick : ticksOf(picture, step)) {
        painter.setPen(m_colors.cardBorder);
        painter.drawLine(QPointF(tick.x, picture.plot.top() - 5),
                         QPointF(tick.x, picture.plot.top()));
        painter.setPen(m_colors.subtleText);
        painter.drawText(QRectF(tick.x + 4, top, tickSpacing, rulerHeight - 2),
                         Qt::AlignLeft | Qt::AlignVCenter, tickText(tick.time, step));
    }
    painter.setPen(m_colors.cardBorder);
    const double line = picture.plot.top() - 0.5;
    painter.drawLine(QPointF(0, line), QPointF(picture.plot.right(), line));
    const double side = picture.plot.left() - 0.5;
    painter.drawLine(QPointF(side, top), QPointF(side, picture.plot.bottom()));
}

void TimelinePainter::drawSelection(QPainter &painter, const TimelinePicture &picture) const
{
    if (!picture.selection) {
        return;
    }
    const auto [from, to] = *picture.selection;
    const double left = xOf(picture, from);
    const double right = std::max(xOf(picture, to), left + 1);
    QColor tint = m_colors.accent;
    tint.setAlphaF(0.16F);
    const QRectF area = between(left, right, picture.plot);
    painter.fillRect(area, tint);
    painter.setPen(m_colors.accent);
    painter.drawLine(area.topLeft(), area.bottomLeft());
    painter.drawLine(area.topRight(), area.bottomRight());
    painter.setFont(m_small);
    const QString text = exactTimeText(picture.lanes.timeBetween(from, to));
    QRectF label(0, 0, QFontMetricsF(m_small).horizontalAdvance(text) + 12, rulerHeight - 4);
    label.moveCenter({area.center().x(), picture.plot.bottom() - rulerHeight});
    drawBadge(painter, picture, label, text, m_colors.accent, m_colors.cardBackground);
}

// Within the plot's sides, however near to them it is.
void TimelinePainter::drawBadge(QPainter &painter, const TimelinePicture &picture, QRectF area,
                                const QString &text, const QColor &ground,
                                const QColor &color) const
{
    const double most = std::max(picture.plot.left(), picture.plot.right() - area.width());
    area.moveLeft(std::clamp(area.left(), picture.plot.left(), most));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(area, 3, 3);
    painter.setPen(color);
    painter.drawText(area, Qt::AlignCenter, text);
}

void TimelinePainter::drawPointer(QPainter &painter, const TimelinePicture &picture) const
{
    if (!picture.pointer) {
        return;
    }
    const double x = std::round(*picture.pointer + picture.plot.left()) + 0.5;
    painter.setPen(m_colors.subtleText);
    painter.drawLine(QPointF(x, picture.plot.top()), QPointF(x, picture.plot.bottom()));
    // To a pixel's time, neither more nor less.
    const QString text = tickText(
            picture.lanes.clock().timeAt(picture.scale.timeAt(*picture.pointer)),
            tickStep(picture.scale.perPixel, tickSpacing), tickStep(picture.scale.perPixel, 1));
    const QFontMetricsF metrics(m_small);
    QRectF label(0, picture.plot.top() - rulerHeight + 2, metrics.horizontalAdvance(text) + 10,
                 rulerHeight - 5);
    label.moveCenter({x, label.center().y()});
    painter.setFont(m_small);
    drawBadge(painter, picture, label, text, m_palette.color(QPalette::ToolTipBase),
              m_palette.color(QPalette::ToolTipText));
}

} // namespace thaw
