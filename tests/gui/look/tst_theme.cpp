// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "gui/look/theme.h"

#include "gui/look/icons.h"
#include "gui/look/style.h"

#include <QApplication>
#include <QFontMetrics>
#include <QIcon>
#include <QStyle>
#include <QTest>

using namespace thaw;

Q_DECLARE_METATYPE(QPalette)

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void palettes()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
        QPalette grey; // as a platform may give it
        grey.setColor(QPalette::Window, QColor(190, 190, 190));
        grey.setColor(QPalette::Base, QColor(225, 225, 225));
        grey.setColor(QPalette::WindowText, Qt::black);
        QTest::newRow("a platform's own") << grey;
    }

    void setsEveryRoleInEveryGroup_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void setsEveryRoleInEveryGroup()
    {
        QFETCH(QPalette, palette);
        for (int group = 0; group < QPalette::NColorGroups; ++group) {
            for (int role = 0; role < QPalette::NColorRoles; ++role) {
                if (role == QPalette::NoRole) {
                    continue;
                }
                QVERIFY2(palette.isBrushSet(QPalette::ColorGroup(group), QPalette::ColorRole(role)),
                         qPrintable(QStringLiteral("group %1, role %2").arg(group).arg(role)));
            }
        }
    }

    void textCanBeRead_data() { setsEveryRoleInEveryGroup_data(); }
    void textCanBeRead()
    {
        QFETCH(QPalette, palette);
        const auto contrast = [&palette](QPalette::ColorRole text, QPalette::ColorRole ground) {
            return contrastRatio(palette.color(text), palette.color(ground));
        };
        QVERIFY(contrast(QPalette::WindowText, QPalette::Window) >= 4.5);
        QVERIFY(contrast(QPalette::Text, QPalette::Base) >= 4.5);
        QVERIFY(contrast(QPalette::Text, QPalette::AlternateBase) >= 4.5);
        QVERIFY(contrast(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
        QVERIFY(contrast(QPalette::ButtonText, QPalette::Button) >= 4.5);
        QVERIFY(contrast(QPalette::Link, QPalette::Window) >= 4.5);
        QVERIFY(contrast(QPalette::LinkVisited, QPalette::Window) >= 4.5);
        QVERIFY(contrast(QPalette::ToolTipText, QPalette::ToolTipBase) >= 4.5);
        QVERIFY(contrast(QPalette::HighlightedText, QPalette::Highlight) >= 4.0); // bold or large
    }

    void coloursStandOff_data() { palettes(); }
    void coloursStandOff()
    {
        QFETCH(QPalette, palette);
        const ThemeColors colors = themeColors(palette);
        const QColor window = palette.color(QPalette::Window);
        const QColor text = palette.color(QPalette::WindowText);
        const auto stands = [&](const QColor &color, const QColor &tint) {
            return contrastRatio(color, window) >= 4.5
                   && contrastRatio(color, colors.cardBackground) >= 4.5
                   && contrastRatio(color, tint) >= 4.5 && contrastRatio(text, tint) >= 4.5;
        };
        QVERIFY(stands(colors.accent, colors.accentTint));
        QVERIFY(stands(colors.good, colors.goodTint));
        QVERIFY(stands(colors.warning, colors.warningTint));
        QVERIFY(stands(colors.bad, colors.badTint));
        QVERIFY(stands(colors.subtleText, colors.warningTint));
        for (const QColor &line : colors.series) {
            QVERIFY(contrastRatio(line, colors.cardBackground) >= 3.0);
        }
    }

    void knowsLightFromDark()
    {
        QVERIFY(!isDark(lightPalette()));
        QVERIFY(isDark(darkPalette()));
    }

    void measuresContrastAsTheStandardSays()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        QVERIFY(qAbs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void switchesAtAnyTime()
    {
        applyTheme(*qApp, Theme::Dark);
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(qobject_cast<Style *>(QApplication::style()));
        applyTheme(*qApp, Theme::Light);
        QVERIFY(!isDark(QApplication::palette()));
        applyTheme(*qApp, Theme::Dark);
        applyTheme(*qApp, Theme::System); // this platform has no palette of its own
        QCOMPARE(QApplication::palette().color(QPalette::Window),
                 lightPalette().color(QPalette::Window));
    }

    // The style's own is a file: it would have all image plugins loaded before the first paint.
    void drawsTheExtensionOfAToolBarItself()
    {
        applyTheme(*qApp, Theme::Light);
        const QIcon drawn =
                QApplication::style()->standardIcon(QStyle::SP_ToolBarHorizontalExtensionButton);
        QVERIFY(!drawn.isNull());
        const QPixmap expected = icon(QStringLiteral("more"), QColor(0x7d, 0x85, 0x90)).pixmap(16);
        QCOMPARE(drawn.pixmap(16).toImage(), expected.toImage());
    }

    void givesNumbersEqualDigits()
    {
        for (const char *family : {"Noto Sans", "DejaVu Sans", "URW Bookman", "monospace"}) {
            const QFont font = numberFont(QFont(QString::fromLatin1(family), 10), 1.5);
            QVERIFY2(hasTabularDigits(font), qPrintable(font.family()));
            QCOMPARE(font.pointSizeF(), 15.0);
        }
        QFont pixels;
        pixels.setPixelSize(10);
        QCOMPARE(numberFont(pixels, 1.5).pixelSize(), 15);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
