// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/resultchartview.h"

#include "charts/barechart.h"
#include "gui/chart/badge.h"
#include "gui/look/colors.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QEvent>
#include <QFontMetricsF>
#include <QJsonArray>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace thaw {

namespace {

constexpr int labelGap = 6;
constexpr int swatch = 10;
constexpr int legendGap = 18;
constexpr int categoryText = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;

qsizetype indexOf(QStringList &names, const QString &name)
{
    const qsizetype index = names.indexOf(name);
    if (index >= 0) {
        return index;
    }
    names.append(name);
    return names.size() - 1;
}

} // namespace

double ResultBars::most() const
{
    double most = level.value_or(0);
    for (const Set &set : sets) {
        most = std::accumulate(set.values.begin(), set.values.end(), most,
                               [](double one, double other) { return std::max(one, other); });
    }
    return most;
}

ResultBars resultBars(const ResultChart &chart, const QJsonObject &facts)
{
    ResultBars bars;
    QStringList names;
    const QJsonArray rows = facts[QLatin1StringView("table")].toArray();
    for (const QJsonValue value : rows) {
        const QJsonObject row = value.toObject();
        const qsizetype category = indexOf(bars.categories, chart.category(row));
        for (const ResultChart::Bar &bar : chart.bars) {
            const QString name = chart.barOf ? chart.barOf(row) : bar.label;
            const auto set = static_cast<std::size_t>(indexOf(names, name));
            if (set == bars.sets.size()) {
                bars.sets.push_back({name, {}});
            }
            QList<double> &values = bars.sets[set].values;
            values.resize(std::max(values.size(), category + 1));
            values[category] = row[bar.key].toDouble();
        }
    }
    for (ResultBars::Set &set : bars.sets) {
        set.values.resize(bars.categories.size());
    }
    const QJsonValue level = facts[chart.levelFact];
    if (level.isDouble()) {
        bars.level = level.toDouble();
        bars.levelText = chart.levelText.arg(QLocale().toString(level.toDouble(), 'g', 6));
    }
    return bars;
}

ResultScale ResultScale::upTo(double most, int steps)
{
    const double wanted = most > 0 ? most * 1.05 : 1;
    const double power = std::pow(10.0, std::floor(std::log10(wanted / steps)));
    double step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0}) {
        step = factor * power * steps >= wanted ? factor * power : step;
    }
    return {.top = std::ceil(wanted / step) * step,
            .step = step,
            .decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)))};
}

QRectF categoryArea(int category, qsizetype count, const QRectF &plot, double height)
{
    const double width = plot.width() / static_cast<double>(count);
    return {plot.left() + category * width, plot.bottom() + labelGap, width, height};
}

std::vector<QRectF> legendAreas(const QList<double> &textWidths, double lineHeight, double width)
{
    std::vector<QRectF> areas;
    QPointF place;
    for (const double textWidth : textWidths) {
        const double wide = swatch + labelGap + textWidth;
        if (place.x() > 0 && place.x() + wide > width) {
            place = {0, place.y() + lineHeight};
        }
        areas.emplace_back(place, QSizeF(wide, lineHeight));
        place.rx() += wide + legendGap;
    }
    return areas;
}

ResultChartView::ResultChartView(QWidget *parent)
    : QChartView(new QChart, parent)
    , m_series(new QBarSeries)
    , m_categories(new QBarCategoryAxis)
    , m_values(new QValueAxis)
{
    makeBare(*this);
    setObjectName(QStringLiteral("resultChart"));
    chart()->addSeries(m_series);
    chart()->addAxis(m_categories, Qt::AlignBottom);
    chart()->addAxis(m_values, Qt::AlignLeft);
    m_series->attachAxis(m_categories);
    m_series->attachAxis(m_values);
    m_series->setBarWidth(0.7);
    // Labels and legend are painted here: the chart's own give way to "..." where there is little
    // room.
    m_categories->setLabelsVisible(false);
    m_categories->setGridLineVisible(false);
    m_values->setLabelsVisible(false);
}

void ResultChartView::showResults(const ResultChart &chart, const QJsonObject &facts)
{
    setAccessibleName(chart.title);
    setAccessibleDescription(facts[QLatin1StringView("verdict")].toString());
    m_bars = resultBars(chart, facts);
    setBars();
    arrange();
    applyColors();
}

void ResultChartView::setBars()
{
    m_series->clear();
    m_categories->setCategories(m_bars.categories);
    for (const ResultBars::Set &set : m_bars.sets) {
        auto *bars = new QBarSet(set.name);
        bars->append(set.values);
        m_series->append(bars);
    }
}

void ResultChartView::arrange()
{
    if (m_bars.categories.isEmpty()) {
        return;
    }
    const QFontMetricsF metrics(font());
    m_scale = ResultScale::upTo(
            m_bars.most(), std::clamp(static_cast<int>(height() / (3 * metrics.height())), 2, 6));
    m_values->setRange(0, m_scale.top);
    m_values->setTickCount(static_cast<int>(std::lround(m_scale.top / m_scale.step)) + 1);
    const double left = metrics.horizontalAdvance(scaleText(m_scale.top)) + labelGap;
    const double wide = std::max(width() - left - labelGap, 1.0);
    QList<double> names;
    for (const ResultBars::Set &set : m_bars.sets) {
        names.append(metrics.horizontalAdvance(set.name));
    }
    m_legend = legendAreas(names, metrics.height(), wide);
    const double above = m_legend.empty() ? 0 : m_legend.back().bottom() + labelGap;
    const double below = categoryTextHeight({0, 0, wide, 1}) + labelGap + 2;
    chart()->setMargins({static_cast<int>(left) + 2, static_cast<int>(above), labelGap,
                         static_cast<int>(below)});
}

// Of the highest of the categories' names, in as many lines as they need.
double ResultChartView::categoryTextHeight(const QRectF &plot) const
{
    const QFontMetricsF metrics(font());
    double height = metrics.height();
    for (const QString &name : m_bars.categories) {
        const QRectF area = categoryArea(0, m_bars.categories.size(), plot, 3 * metrics.height());
        height = std::max(height, metrics.boundingRect(area, categoryText, name).height());
    }
    return height;
}

QString ResultChartView::scaleText(double value) const
{
    return QLocale().toString(value, 'f', m_scale.decimals);
}

double ResultChartView::yOf(double value, const QRectF &plot) const
{
    return plot.bottom() - value / m_scale.top * plot.height();
}

void ResultChartView::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    if (m_bars.categories.isEmpty()) {
        return;
    }
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    painter->save();
    painter->setFont(font());
    drawLegend(*painter, plot);
    drawScales(*painter, plot);
    drawLevel(*painter, plot);
    painter->restore();
}

void ResultChartView::drawLegend(QPainter &painter, const QRectF &plot) const
{
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        const QRectF area = m_legend[i].translated(plot.left(), 0);
        QRectF square(0, 0, swatch, swatch);
        square.moveCenter({area.left() + swatch / 2.0, area.center().y()});
        painter.fillRect(square.toRect(), m_series->barSets()[static_cast<qsizetype>(i)]->brush());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, m_bars.sets[i].name);
    }
}

void ResultChartView::drawScales(QPainter &painter, const QRectF &plot) const
{
    const double height = QFontMetricsF(font()).height();
    painter.setPen(themeColors(palette()).subtleText);
    for (int tick = 0; tick < m_values->tickCount(); ++tick) {
        const double value = tick * m_scale.step;
        painter.drawText(QRectF(0, yOf(value, plot) - height / 2, plot.left() - labelGap, height),
                         Qt::AlignRight | Qt::AlignVCenter, scaleText(value));
    }
    for (int category = 0; category < m_bars.categories.size(); ++category) {
        painter.drawText(categoryArea(category, m_bars.categories.size(), plot, 3 * height),
                         categoryText, m_bars.categories[category]);
    }
}

void ResultChartView::drawLevel(QPainter &painter, const QRectF &plot) const
{
    if (!m_bars.level) {
        return;
    }
    const ThemeColors colors = themeColors(palette());
    const double y = std::round(yOf(*m_bars.level, plot));
    painter.setPen(QPen(colors.warning, 1, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const QFontMetricsF metrics(font());
    QRectF label(0, 0, metrics.horizontalAdvance(m_bars.levelText) + 8, metrics.height());
    label.moveBottomRight({plot.right() - 2, y - 2});
    drawBadge(painter, label, m_bars.levelText, colors.warning, colors.cardBackground);
}

void ResultChartView::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    setBackgroundBrush(colors.cardBackground);
    const QList<QBarSet *> sets = m_series->barSets();
    for (qsizetype i = 0; i < sets.size(); ++i) {
        const QColor color = colors.series[static_cast<std::size_t>(i) % colors.series.size()];
        sets[i]->setBrush(color);
        sets[i]->setPen(Qt::NoPen);
    }
    m_values->setGridLinePen(QPen(colors.gridLine, 1));
    for (QAbstractAxis *axis :
         {static_cast<QAbstractAxis *>(m_values), static_cast<QAbstractAxis *>(m_categories)}) {
        axis->setLinePen(QPen(colors.cardBorder, 1));
    }
}

void ResultChartView::resizeEvent(QResizeEvent *event)
{
    arrange();
    QChartView::resizeEvent(event);
}

void ResultChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    } else if (event->type() == QEvent::FontChange) {
        arrange();
    }
}

} // namespace thaw

#include "moc_resultchartview.cpp"
