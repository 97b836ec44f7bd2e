// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QWidget>

namespace thaw {

class LineChart;

/// The newest `Sparkline::capacity` values as a line without axes. The chart itself is made when
/// the widget has been painted once, so that it delays no window's first paint.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    static constexpr int capacity = 60;

    explicit Sparkline(QWidget *parent = nullptr);

    /// The scale; what lies beyond is drawn at the edge.
    void setRange(double lowest, double highest);
    /// What the line stands on; opaque, so that a repaint is cheap.
    void setBackground(const QColor &color);
    void addValue(double value);
    void clear();
    [[nodiscard]] const QList<QPointF> &points() const { return m_points; }

    /// Makes the chart if there is none yet; happens by itself after the first paint.
    void makeChart();
    [[nodiscard]] bool hasChart() const { return m_chart != nullptr; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyColors();
    void describe();

    double m_lowest = 1;
    double m_highest = 100;
    QColor m_background;          // invalid: the cards' own
    QList<QPointF> m_points;      // x: 0 for the oldest to capacity - 1 for the newest
    LineChart *m_chart = nullptr; // a child, once made
    bool m_chartWanted = false;   // a call to makeChart() is under way
};

} // namespace thaw
