// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/colors.h"
#include "gui/timeline/spanfills.h"
#include "gui/timeline/timelinelanes.h"
#include "gui/timeline/timelinelayout.h"

#include <QCoreApplication>
#include <QFont>
#include <QPalette>
#include <QPen>
#include <QRectF>

#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace thaw {

/// A stretch of time that the person selected.
using Selection = std::pair<std::chrono::nanoseconds, std::chrono::nanoseconds>;

/// All that a picture of the timeline depends on.
struct TimelinePicture
{
    const TimelineLanes &lanes;
    TimeScale scale;
    LaneRows rows;
    std::chrono::nanoseconds now{};
    QRectF plot;         ///< where the spans are; the names are left of it, the ruler above
    double scrolled = 0; ///< pixels of the rows that are above the plot
    std::optional<int> lit;
    std::optional<Selection> selection;
    std::optional<double> pointer; ///< x in the plot, where a line shows the time
};

/// Of the edges of a pause.
[[nodiscard]] QPen breakPen(const QPalette &palette);

/// Paints the timeline: only the lanes and spans that are in sight.
class TimelinePainter
{
    Q_DECLARE_TR_FUNCTIONS(thaw::TimelinePainter)
public:
    static constexpr double rulerHeight = 22;
    static constexpr double rowHeight = 28;
    static constexpr double mostRowHeight = 40;  ///< where there is room for all
    static constexpr double leastBreakWidth = 5; ///< of a pause
    static constexpr double loopHeight = 10;     ///< more, where the GUI thread has spans

    TimelinePainter(const QPalette &palette, const QFont &font, qreal devicePixelRatio);

    void paint(QPainter &painter, const TimelinePicture &picture) const;

private:
    void drawRow(QPainter &painter, const TimelinePicture &picture, int lane) const;
    void drawName(QPainter &painter, const TimelinePicture &picture, int lane,
                  const QRectF &row) const;
    void drawSpans(QPainter &painter, const TimelinePicture &picture, int lane,
                   const QRectF &bar) const;
    void drawMerged(QPainter &painter, const std::vector<Block> &blocks,
                    const TimelinePicture &picture, const QRectF &bar) const;
    void drawText(QPainter &painter, const QRectF &area, const QString &text,
                  const QColor &ground) const;
    void drawLoop(QPainter &painter, const TimelinePicture &picture, const QRectF &strip) const;
    void drawRuler(QPainter &painter, const TimelinePicture &picture) const;
    void drawPauses(QPainter &painter, const TimelinePicture &picture) const;
    void drawGrid(QPainter &painter, const TimelinePicture &picture) const;
    void drawSelection(QPainter &painter, const TimelinePicture &picture) const;
    void drawBadge(QPainter &painter, const TimelinePicture &picture, QRectF area,
                   const QString &text, const QColor &ground, const QColor &color) const;
    void drawPointer(QPainter &painter, const TimelinePicture &picture) const;

    QPalette m_palette;
    QFont m_font;
    QFont m_small;
    ThemeColors m_colors;
    SpanFills m_fills;
};

} // namespace thaw
