// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace thaw {

/// Thaw's own palettes: every role in every group.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// Whether light text stands on dark ground.
[[nodiscard]] bool isDark(const QPalette &palette);

/// Colours that a QPalette has no role for. All text colours have WCAG AA contrast (4.5) on the
/// window, on cards and on the tint of their kind.
struct ThemeColors
{
    QColor accent;
    QColor good;
    QColor warning;
    QColor bad;
    QColor accentTint; ///< backgrounds: of a banner, a badge, a card
    QColor goodTint;
    QColor warningTint;
    QColor badTint;
    QColor gridLine;
    QColor subtleText;
    QColor cardBackground;
    QColor cardBorder;
    std::array<QColor, 4> series; ///< lines of charts: 3.0 on cards, told apart also in grey
};
[[nodiscard]] ThemeColors themeColors(const QPalette &palette);

/// `color` with a `share` (0 to 1) of `other` in it; both opaque, and so is the result.
[[nodiscard]] QColor mixedColor(const QColor &color, const QColor &other, double share);
/// WCAG 2's contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

} // namespace thaw
