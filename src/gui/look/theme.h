// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace thaw {

/// System follows the platform's palette; where the platform has none of its own, Thaw's light one.
enum class Theme { System, Light, Dark };

/// Gives the application Thaw's style (Fusion, a little quieter) and the palette of `theme`. May be
/// called again at any time; widgets get a PaletteChange and must renew icons and colours that they
/// hold.
void applyTheme(QApplication &app, Theme theme);

} // namespace thaw
