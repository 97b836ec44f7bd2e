// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QColor;
class QPainter;
class QRectF;
class QString;

namespace thaw {

/// Text on a ground of its own, so that it can be read above the lines of a chart.
void drawBadge(QPainter &painter, const QRectF &area, const QString &text, const QColor &color,
               const QColor &ground);

} // namespace thaw
