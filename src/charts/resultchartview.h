// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chart/charts.h"
#include "jobs/job/resulttable.h"

#include <QChartView>
#include <QJsonObject>
#include <QList>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QBarCategoryAxis;
class QBarSeries;
class QValueAxis;

namespace thaw {

/// What a chart of results draws.
struct ResultBars
{
    /// The bars of one name: as many values as there are categories, 0 where there is none.
    struct Set
    {
        QString name;
        QList<double> values;
    };

    QStringList categories; ///< in the order of the rows
    std::vector<Set> sets;
    std::optional<double> level; ///< the line across
    QString levelText;

    [[nodiscard]] double most() const;
};

/// The bars of the rows in the fact `table`.
[[nodiscard]] ResultBars resultBars(const ResultChart &chart, const QJsonObject &facts);

/// An axis from 0 to `top` in equal steps with round numbers.
struct ResultScale
{
    double top = 1;
    double step = 1;
    int decimals = 0; ///< that the steps need

    /// No more than `steps` of them, and some room above `most`.
    [[nodiscard]] static ResultScale upTo(double most, int steps);
};

/// The room below the plot for a category's name.
[[nodiscard]] QRectF categoryArea(int category, qsizetype count, const QRectF &plot, double height);

/// Where each name of the legend goes, with its colour before it: from the left, in as many lines
/// of this height as they need.
[[nodiscard]] std::vector<QRectF> legendAreas(const QList<double> &textWidths, double lineHeight,
                                              double width);

/// Bars over categories, with a line across where the lesson names one. Its description is the
/// lesson's verdict.
class ResultChartView : public QChartView, public BarsChart
{
    Q_OBJECT
public:
    explicit ResultChartView(QWidget *parent = nullptr);

    [[nodiscard]] QWidget &widget() override { return *this; }
    void showResults(const ResultChart &chart, const QJsonObject &facts) override;
    [[nodiscard]] const ResultBars &bars() const { return m_bars; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 110}; }

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setBars();
    void arrange();
    void applyColors();
    void drawLegend(QPainter &painter, const QRectF &plot) const;
    void drawScales(QPainter &painter, const QRectF &plot) const;
    void drawLevel(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] double yOf(double value, const QRectF &plot) const;
    [[nodiscard]] QString scaleText(double value) const;
    [[nodiscard]] double categoryTextHeight(const QRectF &plot) const;

    ResultBars m_bars;
    ResultScale m_scale;
    std::vector<QRectF> m_legend; // from the plot's left edge and the top
    QBarSeries *m_series;
    QBarCategoryAxis *m_categories;
    QValueAxis *m_values;
};

} // namespace thaw
