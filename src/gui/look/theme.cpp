// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/theme.h"

#include "gui/look/colors.h"
#include "gui/look/style.h"

#include <QApplication>

namespace thaw {

namespace {

/// The palette that the platform has of its own, or Thaw's if it has none.
QPalette systemPalette(QApplication &app)
{
    app.setPalette(QPalette()); // nothing set: what is left is the platform's and the style's
    const QPalette given = QApplication::palette();
    if (given != QApplication::style()->standardPalette()) {
        return QPalette();
    }
    return isDark(given) ? darkPalette() : lightPalette();
}

} // namespace

void applyTheme(QApplication &app, Theme theme)
{
    if (!qobject_cast<Style *>(QApplication::style())) {
        QApplication::setStyle(new Style); // the application owns it
    }
    switch (theme) {
    case Theme::System:
        app.setPalette(systemPalette(app));
        break;
    case Theme::Light:
        app.setPalette(lightPalette());
        break;
    case Theme::Dark:
        app.setPalette(darkPalette());
        break;
    }
}

} // namespace thaw
