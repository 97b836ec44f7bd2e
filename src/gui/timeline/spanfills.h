// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <QBrush>
#include <QColor>

#include <array>
#include <cstddef>

class QPainter;
class QPalette;

namespace thaw {

/// How the states look on the timeline: a colour and a pattern for each, so that they can be told
/// apart also in grey. Running is plain, waiting has stripes, blocked is a lattice, sleeping is
/// dotted, what is not recorded has level lines; a frozen GUI thread has bold stripes the other way
/// round.
class SpanFills
{
public:
    /// The opacity of stalls that are not the run's.
    static constexpr double pale = 0.45;

    SpanFills() = default;
    /// The patterns are as fine as a device of this ratio of pixels allows.
    SpanFills(const QPalette &palette, qreal devicePixelRatio);

    [[nodiscard]] const QBrush &brush(LaneState state) const { return of(state).brush; }
    /// The brush's colour at a place, for what is painted point by point.
    [[nodiscard]] QRgb colorAt(LaneState state, int x, int y) const
    {
        const int point = (y & 7) * side + (x & 7);
        return of(state).points[static_cast<std::size_t>(point)];
    }
    /// Of an outline: 3.0 against the ground of a card.
    [[nodiscard]] const QColor &outline(LaneState state) const { return of(state).outline; }
    /// The brush's ground, without the pattern: text stands on it.
    [[nodiscard]] const QColor &ground(LaneState state) const { return of(state).ground; }
    [[nodiscard]] const QBrush &frozen() const { return m_frozen.brush; }
    [[nodiscard]] const QColor &frozenOutline() const { return m_frozen.outline; }
    [[nodiscard]] const QColor &frozenGround() const { return m_frozen.ground; }

private:
    static constexpr int side = 8; // of a pattern's tile
    struct Fill
    {
        std::array<QRgb, std::size_t{side} * side> points{};
        QBrush brush;
        QColor outline;
        QColor ground;
    };
    [[nodiscard]] static Fill makeFill(const QColor &ground, const QColor &ink, qreal penWidth,
                                       qreal ratio, void (*draw)(QPainter &));
    [[nodiscard]] const Fill &of(LaneState state) const
    {
        return m_fills[static_cast<std::size_t>(state)];
    }

    std::array<Fill, 5> m_fills;
    Fill m_frozen;
};

} // namespace thaw
