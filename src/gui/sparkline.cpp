// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sparkline.h"

#include "gui/theme.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QPen>
#include <QTimer>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace thaw {

Sparkline::Sparkline(QWidget *parent)
    : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Means"));
    describe();
}

void Sparkline::setRange(double lowest, double highest)
{
    m_lowest = lowest;
    m_highest = std::max(highest, lowest + 1); // a scale has a length
    if (m_view)
        applyRange();
}

void Sparkline::setBackground(const QColor &color)
{
    m_background = color;
    if (m_view)
        applyColors();
}

void Sparkline::addValue(double value)
{
    if (m_points.size() == capacity)
        m_points.removeFirst();
    for (QPointF &point : m_points)
        point.rx() -= 1;
    m_points.append(QPointF{capacity - 1.0, value});
    if (m_series)
        m_series->replace(m_points);
    describe();
}

void Sparkline::clear()
{
    m_points.clear();
    if (m_series)
        m_series->replace(m_points);
    describe();
}

void Sparkline::makeChart()
{
    m_chartWanted = true;
    if (m_view)
        return;
    auto *chart = new QChart;
    chart->legend()->hide();
    chart->setMargins(QMargins{});
    chart->setContentsMargins(0, 0, 0, 0);
    chart->setBackgroundVisible(false);
    chart->layout()->setContentsMargins(0, 0, 0, 0);

    m_series = new QLineSeries;
    m_series->replace(m_points);
    chart->addSeries(m_series);
    auto *time = new QValueAxis;
    time->setRange(0, capacity - 1);
    time->setGridLineVisible(false);
    auto *value = new QValueAxis;
    value->setTickType(QValueAxis::TicksDynamic); // one line, in the middle
    for (QValueAxis *axis : {time, value}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        chart->addAxis(axis, axis == time ? Qt::AlignBottom : Qt::AlignLeft);
        m_series->attachAxis(axis);
    }

    m_view = new QChartView{chart, this};
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setInteractive(false);
    m_view->setAttribute(Qt::WA_TransparentForMouseEvents); // tool tips are the card's
    m_view->setRenderHint(QPainter::Antialiasing);          // 60 points only
    m_view->setMinimumSize(0, 0);
    m_view->setAccessibleName(accessibleName());
    layout()->addWidget(m_view);
    m_scale = value;
    applyRange();
    applyColors();
    describe();
}

void Sparkline::applyRange()
{
    m_scale->setRange(m_lowest, m_highest);
    m_scale->setTickAnchor((m_lowest + m_highest) / 2);
    m_scale->setTickInterval(m_highest - m_lowest);
}

QSize Sparkline::sizeHint() const
{
    return {240, 38};
}

QSize Sparkline::minimumSizeHint() const
{
    return {80, 22};
}

void Sparkline::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (!m_chartWanted) {
        m_chartWanted = true;
        QTimer::singleShot(0, this, &Sparkline::makeChart);
    }
}

void Sparkline::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_view)
        applyColors();
}

void Sparkline::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    m_series->setPen(QPen{colors.series[0], 1.6});
    m_scale->setGridLinePen(QPen{colors.gridLine, 1});
    m_view->setBackgroundBrush(m_background.isValid() ? m_background : colors.cardBackground);
}

void Sparkline::describe()
{
    const QString text =
            m_points.isEmpty() ? tr("No numbers yet.")
                               : tr("The newest mean is %1; the line shows the last %n.", nullptr,
                                    static_cast<int>(m_points.size()))
                                         .arg(QLocale{}.toString(m_points.constLast().y(), 'f', 1));
    setAccessibleDescription(text);
    if (m_view)
        m_view->setAccessibleDescription(text);
}

} // namespace thaw
