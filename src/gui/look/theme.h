// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

class QApplication;

namespace thaw {

/// System follows the platform's palette; where the platform has none of its own, Thaw's light one.
enum class Theme { System, Light, Dark };

/// Gives the application Thaw's style (Fusion, a little quieter) and the palette of `theme`. May be
/// called again at any time; widgets get a PaletteChange and must renew icons and colours that they
/// hold.
void applyTheme(QApplication &app, Theme theme);

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

/// `base` at `scale` times its size, for numbers that must not jitter: if its digits differ in
/// width, the system's fixed-width font in its place.
///
/// What is to stand out is DemiBold, everywhere, and 1.2 times as large where it is larger: each
/// weight and each size is another face to load before the first paint, half a millisecond each.
[[nodiscard]] QFont numberFont(const QFont &base, qreal scale = 1.0);
/// Whether all ten digits have the same advance.
[[nodiscard]] bool hasTabularDigits(const QFont &font);

} // namespace thaw
