// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QImage>
#include <QList>
#include <QPointF>
#include <QString>

#include <memory>

class QColor;
class QJsonObject;
class QWidget;

namespace thaw {

struct ComparisonBars;
struct ResponsivenessSnapshot;
struct ResultChart;

/// A chart that is a widget: a child of the one that it was made in, and deleted with that.
class Chart
{
public:
    Chart() = default;
    Chart(const Chart &) = delete;
    Chart &operator=(const Chart &) = delete;
    virtual ~Chart() = default;
    [[nodiscard]] virtual QWidget &widget() = 0;
};

/// Values as a line without axes.
class LineChart : public Chart
{
public:
    /// x: 0 for the oldest to `capacity` - 1 for the newest.
    virtual void setPoints(const QList<QPointF> &points) = 0;
    /// The scale: `lowest` is less than `highest`.
    virtual void setRange(double lowest, double highest) = 0;
    virtual void setColors(const QColor &line, const QColor &grid, const QColor &background) = 0;
};

/// The delay over the last minute, with its stalls.
class DelayChart : public Chart
{
public:
    virtual void setSnapshot(std::shared_ptr<const ResponsivenessSnapshot> snapshot) = 0;
};

/// Bars of what a run of a lesson has measured.
class BarsChart : public Chart
{
public:
    virtual void showResults(const ResultChart &chart, const QJsonObject &facts) = 0;
};

/// Bars of what placements came to, with the range of their runs across each.
class RangesChart : public Chart
{
public:
    virtual void showBars(const ComparisonBars &bars) = 0;
};

/// Makes the window's charts. Qt Charts brings three more libraries with it, and loading them takes
/// longer than painting the window: so the charts are a module (src/charts), which is loaded when
/// the first of them is made, after the window's first paint.
///
/// On the GUI thread.
class Charts
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Charts)
public:
    Charts() = default;
    Charts(const Charts &) = delete;
    Charts &operator=(const Charts &) = delete;
    virtual ~Charts() = default;

    /// Null if the module can't be loaded; `problem` then says so in a sentence. It stays loaded.
    [[nodiscard]] static const Charts *load(QString &problem);
    /// The same, with the sentence in the layout of `place`, where the chart would have been.
    [[nodiscard]] static const Charts *loadFor(QWidget &place);

    [[nodiscard]] virtual LineChart &makeLine(int capacity, QWidget &parent) const = 0;
    [[nodiscard]] virtual DelayChart &makeDelays(QWidget &parent) const = 0;
    [[nodiscard]] virtual BarsChart &makeBars(QWidget &parent) const = 0;
    [[nodiscard]] virtual RangesChart &makeRanges(QWidget &parent) const = 0;
    /// What a RangesChart shows, with a title and in the colours of `looks`: at twice the points of
    /// a screen, and as SVG.
    [[nodiscard]] virtual QImage rangesPicture(const ComparisonBars &bars,
                                               const QWidget &looks) const = 0;
    [[nodiscard]] virtual QByteArray rangesDrawing(const ComparisonBars &bars,
                                                   const QWidget &looks) const = 0;
};

} // namespace thaw
