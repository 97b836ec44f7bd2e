// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chart/charts.h"
#include "probe/responsivenesssnapshot.h"

#include <QChartView>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QRegion>

#include <chrono>
#include <memory>

class QLineSeries;
class QValueAxis;

namespace thaw {

/// The chart's scales: seconds before now (-60 to 0) against log10 of milliseconds.
namespace chartscale {
constexpr double secondsShown = 60.0;
constexpr double lowest = -2.0;        ///< 0.01 ms
constexpr double leastTop = 3.0;       ///< at least up to 1 s
constexpr double highest = 6.0;        ///< 1,000 s
constexpr double frame = 1.2218487496; ///< 16.67 ms
constexpr double stall = 2.0;          ///< 100 ms

/// A delay on the scale, no lower than its lower end.
[[nodiscard]] double of(std::chrono::nanoseconds delay);
/// The upper end that shows `worst` with some room.
[[nodiscard]] double top(std::chrono::nanoseconds worst);
} // namespace chartscale

/// The snapshot's worst delays as the chart's points, without the buckets that have no data.
[[nodiscard]] QList<QPointF> delayPoints(const ResponsivenessSnapshot &snapshot);
/// Where a stall is shaded: from its start to its end, cut to the plot, at least two pixels wide.
/// Empty if nothing of it is in sight.
[[nodiscard]] QRectF stallArea(const Stall &stall, std::chrono::steady_clock::time_point now,
                               const QRectF &plot);

/// The delay over the last minute: a line, with the stalls shaded and labelled with their length,
/// and lines at one frame and at 100 ms. The stalls that are counted apart, which are the columns',
/// are hatched below the line, without a label; a legend says so while there are any. It keeps the
/// snapshot that it shows.
class ResponsivenessChart : public QChartView, public DelayChart
{
    Q_OBJECT
public:
    explicit ResponsivenessChart(QWidget *parent = nullptr);

    [[nodiscard]] QWidget &widget() override { return *this; }
    void setSnapshot(std::shared_ptr<const ResponsivenessSnapshot> snapshot) override;

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void changeEvent(QEvent *event) override;

private:
    void makeAxes();
    void setTop(double top);
    [[nodiscard]] int scaleWidth() const; // of the widest of the delay's labels
    void applyColors();
    void drawScales(QPainter &painter, const QRectF &plot) const;
    void drawStallLengths(QPainter &painter, const QRectF &plot) const;
    void drawLegend(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] QRegion stallRegion(const QRectF &plot, bool apart) const;
    [[nodiscard]] QList<QRectF> stripsBelowLine(const QRectF &plot) const;
    void drawLevel(QPainter &painter, const QRectF &plot, double level, const QColor &color,
                   const QString &text) const;
    [[nodiscard]] QRectF plot() const; // in the scene's coordinates
    [[nodiscard]] double yOf(double level, const QRectF &plot) const;

    std::shared_ptr<const ResponsivenessSnapshot> m_snapshot;
    QLineSeries *m_delays = nullptr;
    QValueAxis *m_time = nullptr;
    QValueAxis *m_delay = nullptr;
    double m_top = chartscale::leastTop;
};

} // namespace thaw
