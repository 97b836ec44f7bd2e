// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sparklinechart.h"

#include "charts/barechart.h"

#include <QChart>
#include <QLineSeries>
#include <QPen>
#include <QValueAxis>

namespace thaw {

SparklineChart::SparklineChart(int capacity, QWidget *parent)
    : QChartView(new QChart, parent)
    , m_series(new QLineSeries)
    , m_scale(new QValueAxis)
{
    makeBare(*this);
    chart()->setMargins(QMargins());
    chart()->setContentsMargins(0, 0, 0, 0);
    chart()->addSeries(m_series);
    auto *time = new QValueAxis;
    time->setRange(0, capacity - 1);
    time->setGridLineVisible(false);
    m_scale->setTickType(QValueAxis::TicksDynamic); // one line, in the middle
    for (QValueAxis *axis : {time, m_scale}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        chart()->addAxis(axis, axis == time ? Qt::AlignBottom : Qt::AlignLeft);
        m_series->attachAxis(axis);
    }
    setAttribute(Qt::WA_TransparentForMouseEvents); // tool tips are the card's
    setRenderHint(QPainter::Antialiasing);          // 60 points only
    setMinimumSize(0, 0);
}

void SparklineChart::setPoints(const QList<QPointF> &points)
{
    m_series->replace(points);
}

void SparklineChart::setRange(double lowest, double highest)
{
    m_scale->setRange(lowest, highest);
    m_scale->setTickAnchor((lowest + highest) / 2);
    m_scale->setTickInterval(highest - lowest);
}

void SparklineChart::setColors(const QColor &line, const QColor &grid, const QColor &background)
{
    m_series->setPen(QPen(line, 1.6));
    m_scale->setGridLinePen(QPen(grid, 1));
    setBackgroundBrush(background);
}

} // namespace thaw

#include "moc_sparklinechart.cpp"
