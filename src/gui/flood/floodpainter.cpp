// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodpainter.h"

#include "gui/look/colors.h"
#include "jobs/workloads/flood/floodcells.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>
#include <QtMath>

#include <algorithm>

namespace thaw {

namespace {

constexpr int mostDigits = 3; // of Sample::mostValue

// Of the accent in a cell's ground, by freshness. On dark ground it is a light colour, and more of
// it would come too near to the digits'.
using Shares = std::array<double, CellAges::freshnessCount>;
constexpr Shares sharesOnLight{0, 0.04, 0.16, 0.32, 0.52};
constexpr Shares sharesOnDark{0, 0.05, 0.15, 0.28, 0.42};

QSize digitSize(const QFont &font)
{
    const QFontMetricsF metrics(font);
    return {qCeil(metrics.horizontalAdvance(QLatin1Char('0'))),
            qCeil(metrics.capHeight())}; // figures have no descenders
}

QPixmap digitPixmap(int digit, const QFont &font, const QSize &size, const QColor &color,
                    qreal ratio)
{
    QPixmap pixmap((QSizeF(size) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(0, size.height()), QString::number(digit)); // stands on the last line
    return pixmap;
}

} // namespace

CellColors cellColors(const QPalette &palette, CellAges::Freshness freshness)
{
    const ThemeColors colors = themeColors(palette);
    const Shares &shares = isDark(palette) ? sharesOnDark : sharesOnLight;
    const QColor ground = mixedColor(colors.cardBackground, colors.accent,
                                     shares[static_cast<std::size_t>(freshness)]);
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const QColor other = isDark(palette) ? Qt::black : Qt::white;
    return {ground, contrastRatio(ground, text) >= contrastRatio(ground, other) ? text : other};
}

FloodPainter::FloodPainter(const QPalette &palette, const QFont &font, qreal devicePixelRatio)
    : m_lines(themeColors(palette).gridLine)
    , m_digit(digitSize(font))
{
    for (std::size_t freshness = 0; freshness < m_looks.size(); ++freshness) {
        const CellColors colors = cellColors(palette, static_cast<CellAges::Freshness>(freshness));
        Look &look = m_looks[freshness];
        look.ground = colors.ground;
        for (int digit = 0; digit < 10; ++digit) {
            look.digits[static_cast<std::size_t>(digit)] =
                    digitPixmap(digit, font, m_digit, colors.digits, devicePixelRatio);
        }
    }
}

QSize FloodPainter::leastCell(const QFont &font, int margin)
{
    const QSize digit = digitSize(font);
    return {mostDigits * digit.width() + 2 * margin, digit.height() + 2 * margin - 1};
}

void FloodPainter::paint(QPainter &painter, const Picture &picture, const QRect &exposed) const
{
    painter.fillRect(exposed, m_lines);
    const auto [first, last] = picture.grid.cellsBetween(exposed.top() + picture.scrolled,
                                                         exposed.bottom() + 1 + picture.scrolled);
    for (int index = first; index < last; ++index) {
        const auto cell = static_cast<std::size_t>(index);
        const QRect rect = picture.grid.cell(index).translated(0, -picture.scrolled);
        const auto freshness = static_cast<std::size_t>(picture.ages.freshness(cell, picture.at));
        painter.fillRect(rect, m_looks[freshness].ground);
        if (picture.cells[cell].tally.count > 0) {
            paintNumber(painter, rect, picture.cells[cell].value, freshness);
        }
    }
}

void FloodPainter::paintNumber(QPainter &painter, const QRect &cell, std::uint32_t number,
                               std::size_t freshness) const
{
    std::array<std::uint32_t, mostDigits> digits{};
    std::size_t count = 0;
    do {
        digits[count++] = number % 10;
        number /= 10;
    } while (number > 0 && count < digits.size());
    const int width = static_cast<int>(count) * m_digit.width();
    QPoint at(cell.left() + (cell.width() - width) / 2,
              cell.top() + (cell.height() - m_digit.height()) / 2);
    while (count > 0) {
        painter.drawPixmap(at, m_looks[freshness].digits[digits[--count]]);
        at.rx() += m_digit.width();
    }
}

} // namespace thaw
