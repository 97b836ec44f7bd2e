// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonchart.h"

#include "charts/barechart.h"
#include "charts/resultchartview.h"
#include "gui/look/colors.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QBuffer>
#include <QChart>
#include <QEvent>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGraphicsScene>
#include <QHorizontalStackedBarSeries>
#include <QPainter>
#include <QResizeEvent>
#include <QSvgGenerator>
#include <QValueAxis>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr double gap = 6;
constexpr double swatchSize = 10;
constexpr double whisker = 7; // the height of a range's ends
constexpr QSizeF pictureSize(960, 420);
constexpr int pictureScale = 2;

void drawRange(QPainter &painter, double from, double to, double y)
{
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    for (const double x : {from, to}) {
        painter.drawLine(QPointF(x, y - whisker / 2), QPointF(x, y + whisker / 2));
    }
}

} // namespace

ComparisonChart::ComparisonChart(QWidget *parent)
    : QChartView(new QChart, parent)
    , m_series(new QHorizontalStackedBarSeries)
    , m_categories(new QBarCategoryAxis)
    , m_values(new QValueAxis)
{
    makeBare(*this); // names, values and legend are painted here
    m_series->append(new QBarSet(tr("Answered")));
    m_series->append(new QBarSet(tr("Stood still")));
    m_series->setBarWidth(0.6);
    chart()->addSeries(m_series);
    chart()->addAxis(m_categories, Qt::AlignLeft);
    chart()->addAxis(m_values, Qt::AlignBottom);
    m_series->attachAxis(m_categories);
    m_series->attachAxis(m_values);
    m_categories->setLabelsVisible(false);
    m_categories->setGridLineVisible(false);
    m_values->setLabelsVisible(false);
    m_values->setRange(0, 1);
    setObjectName(QStringLiteral("comparisonChart"));
    setAccessibleName(tr("Comparison"));
}

void ComparisonChart::showBars(const ComparisonBars &bars)
{
    m_bars = bars;
    QStringList texts;
    for (const ComparisonBars::Bar &bar : m_bars.bars) {
        texts.append(tr("%1: %2").arg(bar.name, valueText(bar)));
    }
    setAccessibleDescription(tr("%1. %2").arg(m_bars.title, texts.join(tr(", "))));
    arrange(size());
    applyColors();
    update();
}

QString ComparisonChart::valueText(const ComparisonBars::Bar &bar) const
{
    return bar.spread ? measureText(m_bars.measure, bar.spread->median) : bar.whyEmpty;
}

double ComparisonChart::titleHeight() const
{
    return m_hasTitle ? 2 * QFontMetricsF(font()).height() : 0;
}

// The margins are those that the texts need; the rest is the plot's.
void ComparisonChart::arrange(const QSizeF &size)
{
    const QFontMetricsF metrics(font());
    double names = 0;
    double values = 0;
    for (const ComparisonBars::Bar &bar : m_bars.bars) {
        names = std::max(names, metrics.horizontalAdvance(bar.name));
        values = std::max(values, metrics.horizontalAdvance(valueText(bar)));
    }
    const double left = std::min(names, size.width() * 0.45) + 2 * gap;
    const double right = values + 3 * gap;
    const double wide = std::max(size.width() - left - right, 1.0);
    m_scale = ComparisonScale::of(m_bars, std::clamp(static_cast<int>(wide / 70), 2, 6));
    m_values->setTickCount(static_cast<int>(m_scale.ticks.size()));
    m_marks = marks();
    QList<double> legend;
    for (const Mark mark : m_marks) {
        legend.append(metrics.horizontalAdvance(markText(mark)));
    }
    m_legend = legendAreas(legend, metrics.height(), size.width() - 4 * gap);
    const double legendHeight = m_legend.empty() ? 0 : m_legend.back().bottom();
    chart()->setMargins({static_cast<int>(left),
                         static_cast<int>(titleHeight() + legendHeight + 2 * gap),
                         static_cast<int>(right), static_cast<int>(metrics.height() + 2 * gap)});
    chart()->resize(size);
    setBars();
}

void ComparisonChart::setBars()
{
    QStringList categories;
    QList<double> answered;
    QList<double> still;
    // The first category is at the bottom.
    for (std::size_t above = m_bars.bars.size(); above > 0; --above) {
        const ComparisonBars::Bar &bar = m_bars.bars[above - 1];
        const double length = bar.spread ? m_scale.at(bar.spread->median) : 0;
        categories.append(QString::number(categories.size())); // names of placements needn't differ
        answered.append(bar.stoodStill ? 0 : length);
        still.append(bar.stoodStill ? length : 0);
    }
    m_categories->setCategories(categories);
    for (const auto &[set, values] : {std::pair(Mark::Answered, std::as_const(answered)),
                                      std::pair(Mark::StoodStill, std::as_const(still))}) {
        QBarSet &bars = *m_series->barSets()[static_cast<int>(set)];
        bars.remove(0, bars.count());
        bars.append(values);
    }
}

void ComparisonChart::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    setBackgroundBrush(colors.cardBackground);
    m_series->barSets()[static_cast<int>(Mark::Answered)]->setBrush(colors.accent);
    m_series->barSets()[static_cast<int>(Mark::StoodStill)]->setBrush(colors.bad);
    for (QBarSet *set : m_series->barSets()) {
        set->setPen(Qt::NoPen);
    }
    m_values->setGridLinePen(QPen(colors.gridLine, 1));
    m_values->setLinePen(QPen(colors.cardBorder, 1));
    m_categories->setLinePen(QPen(colors.cardBorder, 1));
}

QRectF ComparisonChart::rowOf(std::size_t bar, const QRectF &plot) const
{
    const double height = plot.height() / static_cast<double>(m_bars.bars.size());
    return {plot.left(), plot.top() + height * static_cast<double>(bar), plot.width(), height};
}

void ComparisonChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    if (m_bars.bars.empty()) {
        return;
    }
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    painter->save();
    painter->setFont(font());
    drawTitle(*painter);
    drawLegend(*painter);
    drawNames(*painter, plot);
    drawTicks(*painter, plot);
    drawValues(*painter, plot);
    painter->restore();
}

void ComparisonChart::drawTitle(QPainter &painter) const
{
    if (!m_hasTitle) {
        return;
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(2 * gap, gap, chart()->size().width() - 4 * gap, titleHeight()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_bars.title);
    painter.setFont(font());
}

// What there is in the chart, and no more.
std::vector<ComparisonChart::Mark> ComparisonChart::marks() const
{
    const auto has = [&](const auto &isOne) {
        return std::ranges::any_of(m_bars.bars, [&](const ComparisonBars::Bar &bar) {
            return bar.spread && isOne(bar);
        });
    };
    std::vector<Mark> marks;
    if (has([](const ComparisonBars::Bar &bar) { return !bar.stoodStill; })) {
        marks.push_back(Mark::Answered);
    }
    if (has([](const ComparisonBars::Bar &bar) { return bar.stoodStill; })) {
        marks.push_back(Mark::StoodStill);
    }
    if (has([](const ComparisonBars::Bar &bar) { return bar.spread->most > bar.spread->least; })) {
        marks.push_back(Mark::Range);
    }
    return marks;
}

QString ComparisonChart::markText(Mark mark) const
{
    return mark == Mark::Range ? tr("Range") : m_series->barSets()[static_cast<int>(mark)]->label();
}

void ComparisonChart::drawLegend(QPainter &painter) const
{
    const QColor color = palette().color(QPalette::WindowText);
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const QRectF area = m_legend[i].translated(2 * gap, titleHeight() + gap);
        QRectF square(0, 0, swatchSize, swatchSize);
        square.moveCenter({area.left() + swatchSize / 2, area.center().y()});
        if (m_marks[i] == Mark::Range) {
            painter.setPen(QPen(color, 1.5));
            drawRange(painter, square.left(), square.right(), square.center().y());
        } else {
            painter.fillRect(square, m_series->barSets()[static_cast<int>(m_marks[i])]->brush());
        }
        painter.setPen(color);
        painter.drawText(area.adjusted(swatchSize + gap, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         markText(m_marks[i]));
    }
}

void ComparisonChart::drawNames(QPainter &painter, const QRectF &plot) const
{
    const QFontMetricsF metrics(font());
    painter.setPen(palette().color(QPalette::WindowText));
    for (std::size_t i = 0; i < m_bars.bars.size(); ++i) {
        const QRectF row = rowOf(i, plot);
        const QRectF place(gap, row.top(), plot.left() - 2 * gap, row.height());
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_bars.bars[i].name, Qt::ElideRight, place.width()));
    }
}

void ComparisonChart::drawTicks(QPainter &painter, const QRectF &plot) const
{
    const QFontMetricsF metrics(font());
    painter.setPen(themeColors(palette()).subtleText);
    double free = 0; // no text before this
    for (std::size_t i = 0; i < m_scale.ticks.size(); ++i) {
        const QString text = measureText(m_bars.measure, m_scale.ticks[i]);
        const double width = metrics.horizontalAdvance(text);
        const double x = plot.left()
                         + plot.width() * static_cast<double>(i)
                                   / static_cast<double>(m_scale.ticks.size() - 1)
                         - width / 2;
        if (x >= free) {
            painter.drawText(QRectF(x, plot.bottom() + gap, width + 1, metrics.height()),
                             Qt::AlignHCenter | Qt::AlignTop, text);
            free = x + width + 2 * gap;
        }
    }
}

// The range across the bar, and the median behind both.
void ComparisonChart::drawValues(QPainter &painter, const QRectF &plot) const
{
    const ThemeColors colors = themeColors(palette());
    const QColor text = palette().color(QPalette::WindowText);
    for (std::size_t i = 0; i < m_bars.bars.size(); ++i) {
        const ComparisonBars::Bar &bar = m_bars.bars[i];
        const QRectF row = rowOf(i, plot);
        double end = plot.left();
        if (bar.spread) {
            const auto x = [&](double value) {
                return plot.left() + plot.width() * m_scale.at(value);
            };
            end = x(bar.spread->median);
            if (bar.spread->most > bar.spread->least) {
                // Light around it, so that it shows on the bar, too.
                const double y = row.center().y();
                painter.setPen(QPen(colors.cardBackground, 4));
                drawRange(painter, x(bar.spread->least), x(bar.spread->most), y);
                painter.setPen(QPen(text, 1.5));
                drawRange(painter, x(bar.spread->least), x(bar.spread->most), y);
                end = std::max(end, x(bar.spread->most));
            }
        }
        painter.setPen(bar.spread ? text : colors.subtleText);
        painter.drawText(QRectF(end + gap, row.top(), chart()->size().width() - end, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, valueText(bar));
    }
}

void ComparisonChart::paint(QPainter &painter, const QSizeF &size)
{
    const QRectF area(QPointF(), size);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, backgroundBrush());
    scene()->setSceneRect(area);
    scene()->render(&painter, area, area);
    drawForeground(&painter, area);
}

std::unique_ptr<ComparisonChart> ComparisonChart::titled(const ComparisonBars &bars,
                                                         const QWidget &looks)
{
    auto chart = std::make_unique<ComparisonChart>();
    chart->setPalette(looks.palette());
    QFont font = looks.font();
    font.setPixelSize(QFontInfo(font).pixelSize()); // a drawing has points of its own
    chart->setFont(font);
    chart->m_hasTitle = true;
    chart->resize(pictureSize.toSize());
    chart->showBars(bars);
    return chart;
}

QImage ComparisonChart::picture(const ComparisonBars &bars, const QWidget &looks)
{
    QImage image(pictureSize.toSize() * pictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pictureScale);
    QPainter painter(&image);
    titled(bars, looks)->paint(painter, pictureSize);
    return image;
}

QByteArray ComparisonChart::drawing(const ComparisonBars &bars, const QWidget &looks)
{
    const std::unique_ptr<ComparisonChart> chart = titled(bars, looks);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96); // as the web has it: a point is a pixel
    generator.setSize(pictureSize.toSize());
    generator.setViewBox(QRectF(QPointF(), pictureSize));
    generator.setTitle(bars.title);
    generator.setDescription(chart->accessibleDescription());
    QPainter painter(&generator);
    chart->paint(painter, pictureSize);
    painter.end();
    return buffer.data();
}

void ComparisonChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    arrange(event->size());
}

void ComparisonChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    } else if (event->type() == QEvent::FontChange) {
        arrange(size());
    }
}

} // namespace thaw

#include "moc_comparisonchart.cpp"
