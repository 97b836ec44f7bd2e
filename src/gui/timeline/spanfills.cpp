// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/spanfills.h"

#include "gui/look/colors.h"

#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

#include <cmath>

namespace thaw {

namespace {

constexpr int tileSize = 8; // of a pattern's tile, which goes on from one to the next

QImage tile(const QColor &ground, const QColor &ink, qreal penWidth, int pixels,
            void (*draw)(QPainter &))
{
    QImage image(pixels, pixels, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixels / qreal{tileSize}, pixels / qreal{tileSize});
    painter.setPen(QPen(ink, penWidth));
    painter.setBrush(ink);
    draw(painter);
    return image;
}

void drawRising(QPainter &painter)
{
    for (const int shift : {-tileSize, 0, tileSize}) {
        painter.drawLine(QPointF(shift, tileSize), QPointF(shift + tileSize, 0));
    }
}

void drawFalling(QPainter &painter)
{
    for (const int shift : {-tileSize, 0, tileSize}) {
        painter.drawLine(QPointF(shift, 0), QPointF(shift + tileSize, tileSize));
    }
}

void drawLattice(QPainter &painter)
{
    drawRising(painter);
    drawFalling(painter);
}

void drawLevel(QPainter &painter)
{
    painter.drawLine(QPointF(0, tileSize / 2.0), QPointF(tileSize, tileSize / 2.0));
}

void drawNothing(QPainter & /*painter*/) {}

void drawDots(QPainter &painter)
{
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(2, 2), 1, 1);
    painter.drawEllipse(QPointF(6, 6), 1, 1);
}

} // namespace

SpanFills::Fill SpanFills::makeFill(const QColor &ground, const QColor &ink, qreal penWidth,
                                    qreal ratio, void (*draw)(QPainter &))
{
    Fill fill{.brush = ground, .outline = {}, .ground = ground};
    const QImage coarse = tile(ground, ink, penWidth, side, draw);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            fill.points[static_cast<std::size_t>(y * side + x)] = coarse.pixel(x, y);
        }
    }
    if (draw != drawNothing) { // a plain brush is the quicker one
        const int pixels = static_cast<int>(std::ceil(side * ratio));
        fill.brush = QBrush(QPixmap::fromImage(tile(ground, ink, penWidth, pixels, draw)));
        fill.brush.setTransform(QTransform::fromScale(qreal{side} / pixels, qreal{side} / pixels));
    }
    return fill;
}

SpanFills::SpanFills(const QPalette &palette, qreal devicePixelRatio)
{
    const ThemeColors colors = themeColors(palette);
    const QColor card = colors.cardBackground;
    const auto fill = [&](const QColor &color, double groundShare, double inkShare, qreal penWidth,
                          void (*draw)(QPainter &)) {
        Fill made = makeFill(mixedColor(card, color, groundShare),
                             mixedColor(card, color, inkShare), penWidth, devicePixelRatio, draw);
        made.outline = color;
        return made;
    };
    // In the order of the states.
    m_fills = {fill(colors.series[0], 0.5, 0.5, 0, drawNothing),
               fill(colors.subtleText, 0.12, 0.45, 1.1, drawRising),
               fill(colors.series[1], 0.3, 0.8, 1.2, drawLattice),
               fill(colors.series[2], 0.1, 0.5, 1, drawDots),
               fill(colors.subtleText, 0.05, 0.6, 1, drawLevel)};
    m_frozen = fill(colors.bad, 0.35, 0.9, 2.4, drawFalling);
}

} // namespace thaw
