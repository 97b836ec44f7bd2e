// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/responsivenesschart.h"

#include "charts/barechart.h"
#include "gui/chart/badge.h"
#include "gui/look/colors.h"
#include "report/wording.h"

#include <QChart>
#include <QEvent>
#include <QFontMetricsF>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QPen>
#include <QRegion>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace thaw {

namespace chartscale {

double of(std::chrono::nanoseconds delay)
{
    const double ms = std::chrono::duration<double, std::milli>{delay}.count();
    return ms <= 0 ? lowest : std::max(lowest, std::log10(ms));
}

double top(std::chrono::nanoseconds worst)
{
    return std::clamp(std::ceil(of(worst) + 0.1), leastTop, highest);
}

} // namespace chartscale

namespace {

constexpr int secondsPerTick = 10;
constexpr int labelGap = 6;

/// The moment at the chart's right edge.
std::chrono::steady_clock::time_point rightEdge(const ResponsivenessSnapshot &snapshot)
{
    return snapshot.bucketStart(snapshot.worstDelays.size());
}

double secondsBetween(std::chrono::steady_clock::time_point from,
                      std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration<double>{to - from}.count();
}

/// `seconds` is negative before now.
double xOf(double seconds, const QRectF &plot)
{
    return plot.right() + seconds / chartscale::secondsShown * plot.width();
}

/// "0.01 ms" to "1,000 s": the labels of the delay's axis.
QString decadeText(int power)
{
    const QLocale locale;
    return power < 3 ? ResponsivenessChart::tr("%1 ms").arg(
                   locale.toString(std::pow(10.0, power), 'g', 3))
                     : ResponsivenessChart::tr("%1 s").arg(locale.toString(
                             static_cast<int>(std::lround(std::pow(10.0, power - 3)))));
}

QBrush columnsHatching(const ThemeColors &colors)
{
    return {mixedColor(colors.warningTint, colors.warning, 0.6), Qt::BDiagPattern};
}

/// "60 s ago", "now"
QString agoText(double seconds)
{
    return seconds == 0 ? ResponsivenessChart::tr("now")
                        : ResponsivenessChart::tr("%1 s ago").arg(QLocale().toString(-seconds));
}

} // namespace

QList<QPointF> delayPoints(const ResponsivenessSnapshot &snapshot)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(snapshot.worstDelays.size()));
    const auto edge = rightEdge(snapshot);
    for (std::size_t i = 0; i < snapshot.worstDelays.size(); ++i) {
        if (snapshot.worstDelays[i] != ResponsivenessSnapshot::noData) {
            points.append(QPointF(
                    secondsBetween(edge, snapshot.bucketStart(i) + snapshot.bucketWidth / 2),
                    chartscale::of(snapshot.worstDelays[i])));
        }
    }
    return points;
}

QRectF stallArea(const Stall &stall, std::chrono::steady_clock::time_point now, const QRectF &plot)
{
    const auto place = [&](std::chrono::steady_clock::time_point moment) {
        return xOf(secondsBetween(now, moment), plot);
    };
    const double right = std::min(place(stall.start + stall.duration), plot.right());
    if (right <= plot.left()) {
        return {};
    }
    const double left = std::min(std::max(place(stall.start), plot.left()), right - 2.0);
    return QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom()));
}

ResponsivenessChart::ResponsivenessChart(QWidget *parent)
    : QChartView(new QChart, parent)
    , m_delays(new QLineSeries)
{
    makeBare(*this);
    setObjectName(QStringLiteral("delayChart"));
    setAccessibleName(tr("Delay over the last minute"));
    setToolTip(tr(
            "How late the window answered, for each moment of the last minute. A freeze counts for "
            "every moment in it. Those by the columns themselves are hatched."));
    chart()->addSeries(m_delays);
    makeAxes();
    applyColors();
}

void ResponsivenessChart::makeAxes()
{
    // The labels are painted here: the chart's own give way to "..." where there is little room.
    m_time = new QValueAxis;
    m_time->setRange(-chartscale::secondsShown, 0);
    m_time->setTickCount(static_cast<int>(chartscale::secondsShown) / secondsPerTick + 1);
    m_delay = new QValueAxis;
    for (QValueAxis *axis : {m_time, m_delay}) {
        axis->setLabelsVisible(false);
        chart()->addAxis(axis, axis == m_time ? Qt::AlignBottom : Qt::AlignLeft);
        m_delays->attachAxis(axis);
    }
    setTop(chartscale::leastTop);
    const int line = fontMetrics().height();
    const int half = fontMetrics().horizontalAdvance(tr("now")) / 2;
    chart()->setMargins({scaleWidth() + labelGap, line / 2, half + 2, line + labelGap + 2});
}

int ResponsivenessChart::scaleWidth() const
{
    int width = fontMetrics().horizontalAdvance(agoText(-chartscale::secondsShown)) / 2;
    for (int power = static_cast<int>(chartscale::lowest); power <= chartscale::highest; ++power) {
        width = std::max(width, fontMetrics().horizontalAdvance(decadeText(power)));
    }
    return width;
}

void ResponsivenessChart::setSnapshot(std::shared_ptr<const ResponsivenessSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    setTop(chartscale::top(m_snapshot->worst));
    m_delays->replace(delayPoints(*m_snapshot));
    viewport()->update();
}

void ResponsivenessChart::setTop(double top)
{
    m_top = top;
    const int decades = static_cast<int>(std::lround(top - chartscale::lowest));
    if (m_delay->max() == top && m_delay->tickCount() == decades + 1) {
        return;
    }
    m_delay->setRange(chartscale::lowest, top);
    m_delay->setTickCount(decades + 1);
}

QRectF ResponsivenessChart::plot() const
{
    return chart()->mapRectToScene(chart()->plotArea());
}

double ResponsivenessChart::yOf(double level, const QRectF &plot) const
{
    return plot.bottom()
           - (level - chartscale::lowest) / (m_top - chartscale::lowest) * plot.height();
}

void ResponsivenessChart::drawBackground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawBackground(painter, rect);
    const ThemeColors colors = themeColors(palette());
    const QRectF plot = this->plot();
    const QList<QRectF> strips = stripsBelowLine(plot);
    // Rectangles and opaque colours only: a polygon takes three times as long, and for large
    // translucent areas Qt wakes a pool of threads, which costs more than the painting.
    const auto fillBelow = [&](const QBrush &below) {
        for (const QRectF &strip : strips) {
            painter->fillRect(strip, below);
        }
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(plot, colors.cardBackground);
    fillBelow(colors.accentTint);
    if (const QRegion columns = stallRegion(plot, true); !columns.isEmpty()) {
        painter->setClipRegion(columns);
        fillBelow(colors.warningTint);
        fillBelow(columnsHatching(colors));
    }
    if (const QRegion frozen = stallRegion(plot, false); !frozen.isEmpty()) {
        painter->setClipRegion(frozen);
        painter->fillRect(plot, colors.badTint);
        fillBelow(mixedColor(colors.badTint, colors.bad, 0.15));
    }
    painter->restore();
}

QRegion ResponsivenessChart::stallRegion(const QRectF &plot, bool apart) const
{
    QRegion region;
    if (m_snapshot) {
        for (const Stall &stall : m_snapshot->stalls) {
            if (stall.isApart == apart) {
                region += stallArea(stall, rightEdge(*m_snapshot), plot).toAlignedRect();
            }
        }
    }
    return region & plot.toAlignedRect();
}

QList<QRectF> ResponsivenessChart::stripsBelowLine(const QRectF &plot) const
{
    const QList<QPointF> points = m_delays->points();
    QList<QRectF> strips;
    strips.reserve(points.size());
    for (qsizetype i = 1; i < points.size(); ++i) {
        const double level = std::min(points[i - 1].y(), points[i].y());
        strips.append(QRectF(QPointF(xOf(points[i - 1].x(), plot), yOf(level, plot)),
                             QPointF(xOf(points[i].x(), plot), plot.bottom())));
    }
    return strips;
}

void ResponsivenessChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    const ThemeColors colors = themeColors(palette());
    const QRectF plot = this->plot();
    painter->save();
    drawScales(*painter, plot);
    drawLevel(*painter, plot, chartscale::frame, colors.warning, tr("one frame, 16.7 ms"));
    drawLevel(*painter, plot, chartscale::stall, colors.bad, tr("frozen, 100 ms"));
    drawStallLengths(*painter, plot);
    drawLegend(*painter, plot);
    painter->restore();
}

void ResponsivenessChart::drawScales(QPainter &painter, const QRectF &plot) const
{
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    painter.setPen(themeColors(palette()).subtleText);
    const double decade = plot.height() / (m_top - chartscale::lowest);
    const int step = decade < height ? 2 : 1;
    for (int power = static_cast<int>(chartscale::lowest); power <= m_top; power += step) {
        painter.drawText(QRectF(0, yOf(power, plot) - height / 2, plot.left() - labelGap, height),
                         Qt::AlignRight | Qt::AlignVCenter, decadeText(power));
    }
    // Every tick's where there is room, else every second one's; both end with "now".
    const double perTick = plot.width() * secondsPerTick / chartscale::secondsShown;
    const double widest = fontMetrics().horizontalAdvance(agoText(-chartscale::secondsShown)) + 12;
    const int spacing = perTick >= widest ? secondsPerTick : 2 * secondsPerTick;
    for (double seconds = -chartscale::secondsShown; seconds <= 0; seconds += spacing) {
        const double x = xOf(seconds, plot);
        painter.drawText(QRectF(x - 50, plot.bottom() + labelGap, 100, height), Qt::AlignCenter,
                         agoText(seconds));
    }
}

void ResponsivenessChart::drawLevel(QPainter &painter, const QRectF &plot, double level,
                                    const QColor &color, const QString &text) const
{
    const double y = std::round(yOf(level, plot));
    painter.setPen(QPen(color, 1, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const QFontMetricsF metrics(painter.font());
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 6, metrics.height());
    // The frame's text goes below its line where there is no room between the two lines.
    const double room = yOf(chartscale::frame, plot) - yOf(chartscale::stall, plot);
    if (level < chartscale::stall && room < label.height() + 2) {
        label.moveTopLeft({plot.left() + 4, y + 1});
    } else {
        label.moveBottomLeft({plot.left() + 4, y - 1});
    }
    drawBadge(painter, label, text, color, themeColors(palette()).cardBackground);
}

void ResponsivenessChart::drawStallLengths(QPainter &painter, const QRectF &plot) const
{
    if (!m_snapshot) {
        return;
    }
    const ThemeColors colors = themeColors(palette());
    const QFontMetricsF metrics(painter.font());
    // The longest is labelled first; others where there is still room.
    std::vector<Stall> stalls = m_snapshot->stalls;
    std::erase_if(stalls, [](const Stall &stall) { return stall.isApart; });
    std::ranges::stable_sort(stalls, std::greater<>(), &Stall::duration);
    std::vector<QRectF> taken;
    for (const Stall &stall : stalls) {
        const QRectF area = stallArea(stall, rightEdge(*m_snapshot), plot);
        const QString text = tr("frozen %1").arg(timeText(stall.duration));
        QRectF label(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
        label.moveCenter({area.center().x(), plot.bottom() - label.height() / 2 - 4});
        label.moveLeft(std::max(label.left(), plot.left() + 2));
        label.moveRight(std::min(label.right(), plot.right() - 2));
        const auto isInTheWay = [&](const QRectF &other) { return other.intersects(label); };
        if (area.isEmpty() || std::ranges::any_of(taken, isInTheWay)) {
            continue;
        }
        taken.push_back(label.adjusted(-4, 0, 4, 0));
        drawBadge(painter, label, text, colors.cardBackground, colors.bad);
    }
}

void ResponsivenessChart::drawLegend(QPainter &painter, const QRectF &plot) const
{
    if (stallRegion(plot, true).isEmpty()) {
        return;
    }
    const ThemeColors colors = themeColors(palette());
    const QFontMetricsF metrics(painter.font());
    const QString text = tr("by the columns");
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    label.moveTopRight({plot.right() - 4, plot.top() + 4});
    QRectF sample(0, 0, 18, metrics.height() * 0.7);
    sample.moveCenter({label.left() - sample.width() / 2 - 2, label.center().y()});
    painter.fillRect(sample.united(label).adjusted(-4, 0, 0, 0), colors.cardBackground);
    painter.fillRect(sample, colors.warningTint);
    painter.fillRect(sample, columnsHatching(colors));
    painter.setPen(colors.subtleText);
    painter.drawText(label, Qt::AlignCenter, text);
}

void ResponsivenessChart::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    setBackgroundBrush(colors.cardBackground);
    m_delays->setPen(QPen(colors.series[0], 1));
    for (QValueAxis *axis : {m_time, m_delay}) {
        axis->setGridLinePen(QPen(colors.gridLine, 1));
        axis->setLinePen(QPen(colors.cardBorder, 1));
    }
}

void ResponsivenessChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_delay) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_responsivenesschart.cpp"
