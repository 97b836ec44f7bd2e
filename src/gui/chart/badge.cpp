// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/chart/badge.h"

#include <QPainter>

namespace thaw {

void drawBadge(QPainter &painter, const QRectF &area, const QString &text, const QColor &color,
               const QColor &ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(area, 3, 3);
    painter.setPen(color);
    painter.drawText(area, Qt::AlignCenter, text);
}

} // namespace thaw
