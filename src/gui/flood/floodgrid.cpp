// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodgrid.h"

#include <algorithm>

namespace thaw {

namespace {

constexpr int mostTimesLeast = 3;

int rowsFor(int cells, int columns)
{
    return (cells + columns - 1) / columns;
}

// How many times the least size a cell is in its shorter direction.
double timesLeast(const QSize &room, int columns, int rows, const QSize &least)
{
    return std::min(room.width() / (1.0 * columns * least.width()),
                    room.height() / (1.0 * rows * least.height()));
}

} // namespace

QRect FloodGrid::cell(int index) const
{
    const int column = index % columns;
    const int row = index / columns;
    return {QPoint(left(column), top(row)), QPoint(left(column + 1) - 2, top(row + 1) - 2)};
}

std::optional<int> FloodGrid::cellAt(QPoint place) const
{
    if (rows == 0 || !QRect(QPoint(0, 0), area).contains(place)) {
        return std::nullopt;
    }
    // The edges are rounded down, so it may be the next one.
    int column = place.x() * columns / area.width();
    column += column + 1 < columns && left(column + 1) <= place.x() ? 1 : 0;
    auto row = static_cast<int>(qint64{place.y()} * rows / area.height());
    row += row + 1 < rows && top(row + 1) <= place.y() ? 1 : 0;
    const int index = row * columns + column;
    return index < cells ? std::optional(index) : std::nullopt;
}

FloodGrid::Range FloodGrid::cellsBetween(int from, int to) const
{
    if (rows == 0 || area.height() <= 0 || to <= from || to <= 0 || from >= area.height()) {
        return {};
    }
    const auto rowOf = [&](int y) {
        const int inside = std::clamp(y, 0, area.height() - 1);
        auto row = static_cast<int>(qint64{inside} * rows / area.height());
        return row + (row + 1 < rows && top(row + 1) <= inside ? 1 : 0);
    };
    return {rowOf(from) * columns, std::min(cells, (rowOf(to - 1) + 1) * columns)};
}

bool cellsFit(int cells, const QSize &room, const QSize &least)
{
    return qint64{room.width() / least.width()} * (room.height() / least.height()) >= cells;
}

FloodGrid floodGrid(int cells, const QSize &room, const QSize &least)
{
    if (cells <= 0 || room.isEmpty() || least.isEmpty()) {
        return {};
    }
    const int mostColumns = std::clamp(room.width() / least.width(), 1, cells);
    if (!cellsFit(cells, room, least)) {
        const int rows = rowsFor(cells, mostColumns);
        return {cells, mostColumns, rows, {room.width(), rows * least.height()}};
    }
    int columns = mostColumns;
    double best = 0;
    for (int candidate = 1; candidate <= mostColumns; ++candidate) {
        const double size = timesLeast(room, candidate, rowsFor(cells, candidate), least);
        if (size > best) {
            best = size;
            columns = candidate;
        }
    }
    const int rows = rowsFor(cells, columns);
    return {cells, columns, rows,
            room.boundedTo({columns * least.width() * mostTimesLeast,
                            rows * least.height() * mostTimesLeast})};
}

} // namespace thaw
