// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/comparisonscale.h"
#include "gui/chart/charts.h"

#include <QByteArray>
#include <QChartView>
#include <QImage>
#include <QRectF>
#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

class QBarCategoryAxis;
class QHorizontalStackedBarSeries;
class QValueAxis;

namespace thaw {

/// A chart of one measure of a comparison: bars with the range of the runs across them.
class ComparisonChart : public QChartView, public RangesChart
{
    Q_OBJECT
public:
    explicit ComparisonChart(QWidget *parent = nullptr);

    [[nodiscard]] QWidget &widget() override { return *this; }
    void showBars(const ComparisonBars &bars) override;
    [[nodiscard]] const ComparisonBars &bars() const { return m_bars; }

    [[nodiscard]] QSize sizeHint() const override { return {320, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {260, 170}; }

    /// A picture of the bars with their title, at twice the points of a screen, in the colours of
    /// `looks`; and the same as SVG.
    [[nodiscard]] static QImage picture(const ComparisonBars &bars, const QWidget &looks);
    [[nodiscard]] static QByteArray drawing(const ComparisonBars &bars, const QWidget &looks);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// What is drawn. The first two are the sets of bars: where a placement has none in one, that
    /// has 0.
    enum class Mark { Answered, StoodStill, Range };

    [[nodiscard]] static std::unique_ptr<ComparisonChart> titled(const ComparisonBars &bars,
                                                                 const QWidget &looks);
    void arrange(const QSizeF &size);
    void setBars();
    void applyColors();
    void paint(QPainter &painter, const QSizeF &size);
    void drawTitle(QPainter &painter) const;
    void drawLegend(QPainter &painter) const;
    [[nodiscard]] std::vector<Mark> marks() const;
    [[nodiscard]] QString markText(Mark mark) const;
    void drawNames(QPainter &painter, const QRectF &plot) const;
    void drawValues(QPainter &painter, const QRectF &plot) const;
    void drawTicks(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] QRectF rowOf(std::size_t bar, const QRectF &plot) const;
    [[nodiscard]] QString valueText(const ComparisonBars::Bar &bar) const;
    [[nodiscard]] double titleHeight() const;

    ComparisonBars m_bars;
    ComparisonScale m_scale;
    std::vector<Mark> m_marks;    // in the legend
    std::vector<QRectF> m_legend; // their places, from the left and the title's end
    bool m_hasTitle = false;
    QHorizontalStackedBarSeries *m_series;
    QBarCategoryAxis *m_categories;
    QValueAxis *m_values;
};

} // namespace thaw
