// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/sparkline.h"

#include "gui/chart/charts.h"
#include "gui/look/colors.h"

#include <QEvent>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace thaw {

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Means"));
    describe();
}

void Sparkline::setRange(double lowest, double highest)
{
    m_lowest = lowest;
    m_highest = std::max(highest, lowest + 1); // a scale has a length
    if (m_chart) {
        m_chart->setRange(m_lowest, m_highest);
    }
}

void Sparkline::setBackground(const QColor &color)
{
    m_background = color;
    if (m_chart) {
        applyColors();
    }
}

void Sparkline::addValue(double value)
{
    if (m_points.size() == capacity) {
        m_points.removeFirst();
    }
    for (QPointF &point : m_points) {
        point.rx() -= 1;
    }
    m_points.append(QPointF(capacity - 1.0, value));
    if (m_chart) {
        m_chart->setPoints(m_points);
    }
    describe();
}

void Sparkline::clear()
{
    m_points.clear();
    if (m_chart) {
        m_chart->setPoints(m_points);
    }
    describe();
}

void Sparkline::makeChart()
{
    m_chartWanted = true;
    QString problem; // the page of the delays shows it
    const Charts *charts = m_chart ? nullptr : Charts::load(problem);
    if (!charts) {
        return;
    }
    m_chart = &charts->makeLine(capacity, *this);
    m_chart->setPoints(m_points);
    m_chart->setRange(m_lowest, m_highest);
    m_chart->widget().setAccessibleName(accessibleName());
    layout()->addWidget(&m_chart->widget());
    applyColors();
    describe();
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
    if (event->type() == QEvent::PaletteChange && m_chart) {
        applyColors();
    }
}

void Sparkline::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    m_chart->setColors(colors.series[0], colors.gridLine,
                       m_background.isValid() ? m_background : colors.cardBackground);
}

void Sparkline::describe()
{
    const QString text =
            m_points.isEmpty() ? tr("No numbers yet.")
                               : tr("The newest mean is %1; the line shows the last %n.", nullptr,
                                    static_cast<int>(m_points.size()))
                                         .arg(QLocale{}.toString(m_points.constLast().y(), 'f', 1));
    setAccessibleDescription(text);
    if (m_chart) {
        m_chart->widget().setAccessibleDescription(text);
    }
}

} // namespace thaw

#include "moc_sparkline.cpp"
