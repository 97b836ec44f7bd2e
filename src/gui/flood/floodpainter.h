// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/flood/cellages.h"
#include "gui/flood/floodgrid.h"

#include <QColor>
#include <QFont>
#include <QPixmap>

#include <array>

class QPainter;
class QPalette;

namespace thaw {

struct FloodCell;

/// How a cell of that freshness looks: its ground and its digits, which have a contrast of 4.5.
struct CellColors
{
    QColor ground;
    QColor digits;
};
[[nodiscard]] CellColors cellColors(const QPalette &palette, CellAges::Freshness freshness);

/// Paints the cells of a flood. Its digits are rendered once, for a palette, a font and a device,
/// and then only copied: it is made anew when one of these changes.
class FloodPainter
{
public:
    FloodPainter(const QPalette &palette, const QFont &font, qreal devicePixelRatio);

    /// The least size of a cell in `font`: its widest number with `margin` about it, of which a
    /// pixel is the line to the next cell.
    [[nodiscard]] static QSize leastCell(const QFont &font, int margin);

    /// What is to be painted. `cells` and `ages` are as many as the grid has.
    struct Picture
    {
        const FloodGrid &grid;
        const std::vector<FloodCell> &cells;
        const CellAges &ages;
        CellAges::Clock::time_point at;
        int scrolled = 0; ///< the grid's first line in sight
    };
    /// Paints what of the picture is in `exposed`, all of it opaque.
    void paint(QPainter &painter, const Picture &picture, const QRect &exposed) const;

private:
    void paintNumber(QPainter &painter, const QRect &cell, std::uint32_t number,
                     std::size_t freshness) const;

    struct Look
    {
        QColor ground;
        std::array<QPixmap, 10> digits;
    };
    QColor m_lines; // what is between the cells
    QSize m_digit;
    std::array<Look, CellAges::freshnessCount> m_looks;
};

} // namespace thaw
