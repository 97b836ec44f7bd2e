// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

#include <optional>

namespace thaw {

/// Where the cells of a flood are: row by row, filling an area evenly. A plain value, in pixels
/// from the area's top left.
struct FloodGrid
{
    int cells = 0;
    int columns = 1;
    int rows = 0;
    QSize area; ///< of all cells together; higher than what is in sight if they must be scrolled

    /// Without the line of a pixel that is between it and the next ones.
    [[nodiscard]] QRect cell(int index) const;
    /// The one that is there, its line included; none beside or below the cells.
    [[nodiscard]] std::optional<int> cellAt(QPoint place) const;
    /// The cells of the rows that are, or partly are, between these heights: `first` to before
    /// `last`. The line at `to` itself is not asked for.
    struct Range
    {
        int first = 0;
        int last = 0;
    };
    [[nodiscard]] Range cellsBetween(int from, int to) const;

private:
    [[nodiscard]] int left(int column) const { return area.width() * column / columns; }
    [[nodiscard]] int top(int row) const
    {
        return static_cast<int>(qint64{area.height()} * row / rows);
    }
};

/// The grid of so many cells in `room`. A cell is at least as large as `least`, and at most three
/// times that, and as near to its proportions as can be. If not all fit, they are `least` high and
/// scroll.
[[nodiscard]] FloodGrid floodGrid(int cells, const QSize &room, const QSize &least);

/// Whether so many cells of that size fit without scrolling.
[[nodiscard]] bool cellsFit(int cells, const QSize &room, const QSize &least);

} // namespace thaw
