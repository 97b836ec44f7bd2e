// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/colors.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>

namespace thaw {

namespace {

/// What a palette is made from; the rest follows from these.
struct Tones
{
    QRgb window, base, alternate, button, text, subtle, disabled;
    QRgb light, midlight, mid, dark, shadow;
    QRgb accent, onAccent, link, visited, disabledAccent, toolTip;
};

constexpr Tones lightTones{
        .window = 0xfff3f5f8,
        .base = 0xffffffff,
        .alternate = 0xfff6f8fa,
        .button = 0xfffdfdfe,
        .text = 0xff1b2027,
        .subtle = 0xff59636e,
        .disabled = 0xff98a1ab,
        .light = 0xffffffff,
        .midlight = 0xffe7ebef,
        .mid = 0xffd3d9e0,
        .dark = 0xffa9b2bc,
        .shadow = 0xff6b7580,
        .accent = 0xff0a66c2,
        .onAccent = 0xffffffff,
        .link = 0xff0a5fb4,
        .visited = 0xff6b3fa0,
        .disabledAccent = 0xffb9c6d4,
        .toolTip = 0xff23292f,
};

constexpr Tones darkTones{
        .window = 0xff171a1e,
        .base = 0xff1f2328,
        .alternate = 0xff242930,
        .button = 0xff2a3037,
        .text = 0xffe7eaee,
        .subtle = 0xff9da7b3,
        .disabled = 0xff68717c,
        .light = 0xff4b535d,
        .midlight = 0xff333a42,
        .mid = 0xff3a424b,
        .dark = 0xff0f1215,
        .shadow = 0xff000000,
        .accent = 0xff2f81d6,
        .onAccent = 0xffffffff,
        .link = 0xff6cb6ff,
        .visited = 0xffc297ff,
        .disabledAccent = 0xff3b4652,
        .toolTip = 0xff353c45,
};

QPalette paletteOf(const Tones &tones)
{
    QPalette palette;
    const auto all = [&palette](QPalette::ColorRole role, QRgb color) {
        palette.setColor(QPalette::All, role, QColor::fromRgb(color));
    };
    all(QPalette::Window, tones.window);
    all(QPalette::WindowText, tones.text);
    all(QPalette::Base, tones.base);
    all(QPalette::AlternateBase, tones.alternate);
    all(QPalette::Text, tones.text);
    all(QPalette::PlaceholderText, tones.subtle);
    all(QPalette::Button, tones.button);
    all(QPalette::ButtonText, tones.text);
    all(QPalette::BrightText, 0xffffffff);
    all(QPalette::Light, tones.light);
    all(QPalette::Midlight, tones.midlight);
    all(QPalette::Mid, tones.mid);
    all(QPalette::Dark, tones.dark);
    all(QPalette::Shadow, tones.shadow);
    all(QPalette::Highlight, tones.accent);
    all(QPalette::HighlightedText, tones.onAccent);
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    all(QPalette::Accent, tones.accent);
#endif
    all(QPalette::Link, tones.link);
    all(QPalette::LinkVisited, tones.visited);
    all(QPalette::ToolTipBase, tones.toolTip);
    all(QPalette::ToolTipText, 0xfff2f4f6);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText,
          QPalette::HighlightedText, QPalette::Link, QPalette::LinkVisited}) {
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(tones.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, QColor::fromRgb(tones.alternate));
    palette.setColor(QPalette::Disabled, QPalette::Button, QColor::fromRgb(tones.window));
    palette.setColor(QPalette::Disabled, QPalette::Highlight,
                     QColor::fromRgb(tones.disabledAccent));
    return palette;
}

double luminance(const QColor &color)
{
    // https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    static const std::array<double, 256> linear = [] {
        std::array<double, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i) {
            const double value = static_cast<double>(i) / 255.0;
            table[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        }
        return table;
    }();
    const auto of = [](int channel) { return linear[static_cast<std::size_t>(channel)]; };
    return 0.2126 * of(color.red()) + 0.7152 * of(color.green()) + 0.0722 * of(color.blue());
}

constexpr double midGrey = 0.18; // its luminance

/// `color`, moved towards black or white until it stands off from all `grounds`.
QColor readable(const QColor &color, std::initializer_list<QColor> grounds, double ratio)
{
    const QColor end = luminance(*grounds.begin()) < midGrey ? Qt::white : Qt::black;
    QColor result = color;
    for (int step = 1; step <= 20; ++step) {
        const bool isEnough =
                std::all_of(grounds.begin(), grounds.end(), [&](const QColor &ground) {
                    return contrastRatio(result, ground) >= ratio;
                });
        if (isEnough) {
            break;
        }
        result = mixedColor(color, end, step / 20.0);
    }
    return result;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(lightTones);
}

QPalette darkPalette()
{
    return paletteOf(darkTones);
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Window)) < midGrey;
}

ThemeColors themeColors(const QPalette &palette)
{
    const bool dark = isDark(palette);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor card = palette.color(QPalette::Active, QPalette::Base);
    const double tint = dark ? 0.15 : 0.10;

    const auto chosen = [dark](QRgb onLight, QRgb onDark) {
        return QColor::fromRgb(dark ? onDark : onLight);
    };
    const QColor accent = chosen(0xff0a66c2, 0xff6cb6ff);
    const QColor good = chosen(0xff1a7f37, 0xff56d364);
    const QColor warning = chosen(0xff9a6700, 0xffe3b341);
    const QColor bad = chosen(0xffcf222e, 0xffff8178);

    ThemeColors colors;
    colors.accentTint = mixedColor(card, accent, tint);
    colors.goodTint = mixedColor(card, good, tint);
    colors.warningTint = mixedColor(card, chosen(0xffe5a000, 0xffe3b341), tint);
    colors.badTint = mixedColor(card, bad, tint);
    colors.accent = readable(accent, {window, card, colors.accentTint}, 4.5);
    colors.good = readable(good, {window, card, colors.goodTint}, 4.5);
    colors.warning = readable(warning, {window, card, colors.warningTint}, 4.5);
    colors.bad = readable(bad, {window, card, colors.badTint}, 4.5);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    colors.subtleText = readable(mixedColor(text, window, 0.35),
                                 {window, card, colors.warningTint, colors.badTint}, 4.5);
    colors.gridLine = mixedColor(card, text, dark ? 0.14 : 0.10);
    colors.cardBackground = card;
    colors.cardBorder = mixedColor(card, text, dark ? 0.17 : 0.15);
    colors.series = {readable(accent, {card}, 3.0),
                     readable(chosen(0xffb35900, 0xffffa657), {card}, 3.0),
                     readable(chosen(0xff8250df, 0xffd2a8ff), {card}, 3.0),
                     readable(chosen(0xff116329, 0xff56d364), {card}, 3.0)};
    return colors;
}

QColor mixedColor(const QColor &color, const QColor &other, double share)
{
    const auto channel = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return QColor(channel(color.red(), other.red()), channel(color.green(), other.green()),
                  channel(color.blue(), other.blue()));
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace thaw
