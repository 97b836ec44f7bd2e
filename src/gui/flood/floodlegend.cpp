// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodlegend.h"

#include "gui/flood/cellages.h"
#include "gui/flood/floodpainter.h"
#include "gui/look/colors.h"
#include "report/wording.h"

#include <QEvent>
#include <QPainter>

#include <array>

namespace thaw {

namespace {

using Freshness = CellAges::Freshness;

constexpr int swatchWidth = 22;
constexpr int swatchHeight = 14;
constexpr int gap = 6;       // between a swatch and its text
constexpr int distance = 14; // between two
constexpr std::array shownAges{Freshness::Now, Freshness::Recent, Freshness::Lately,
                               Freshness::Old};

QString textOf(Freshness freshness)
{
    switch (freshness) {
    case Freshness::Now:
        return FloodLegend::tr("changed now");
    case Freshness::Recent:
        return FloodLegend::tr("within %1").arg(timeText(CellAges::recent));
    case Freshness::Lately:
        return FloodLegend::tr("within %1").arg(timeText(CellAges::lately));
    case Freshness::Old:
    case Freshness::Never:
        break;
    }
    return FloodLegend::tr("longer ago");
}

} // namespace

FloodLegend::FloodLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(
            tr("The stronger a cell's colour, the more recently it changed; a cell without a "
               "number has had nothing yet."));
    setToolTip(accessibleDescription());
}

QSize FloodLegend::sizeHint() const
{
    int width = -distance;
    for (const Freshness freshness : shownAges) {
        width += swatchWidth + gap + fontMetrics().horizontalAdvance(textOf(freshness)) + distance;
    }
    return {width, qMax(swatchHeight, fontMetrics().height())};
}

void FloodLegend::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    int x = 0;
    const int top = (height() - swatchHeight) / 2;
    for (const Freshness freshness : shownAges) {
        painter.setBrush(cellColors(palette(), freshness).ground);
        painter.setPen(themeColors(palette()).cardBorder);
        painter.drawRect(QRectF(x + 0.5, top + 0.5, swatchWidth - 1, swatchHeight - 1));
        x += swatchWidth + gap;
        const QString text = textOf(freshness);
        const int width = fontMetrics().horizontalAdvance(text);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + distance;
    }
}

void FloodLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

} // namespace thaw

#include "moc_floodlegend.cpp"
