// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chart/charts.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace thaw {

/// What a Sparkline shows: a line, and one more across at the middle of its scale.
class SparklineChart : public QChartView, public LineChart
{
    Q_OBJECT
public:
    explicit SparklineChart(int capacity, QWidget *parent = nullptr);

    [[nodiscard]] QWidget &widget() override { return *this; }
    void setPoints(const QList<QPointF> &points) override;
    void setRange(double lowest, double highest) override;
    void setColors(const QColor &line, const QColor &grid, const QColor &background) override;

private:
    QLineSeries *m_series;
    QValueAxis *m_scale;
};

} // namespace thaw
