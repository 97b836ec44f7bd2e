// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/style.h"

#include "gui/look/colors.h"
#include "gui/look/icons.h"

#include <QPainter>
#include <QPolygonF>
#include <QStyleOption>
#include <QToolButton>
#include <QWidget>

#include <algorithm>

namespace thaw {

namespace {

constexpr qreal radius = 5.0;
constexpr QColor extensionColor{0x7d, 0x85, 0x90}; // on light and on dark: a tool bar keeps it

QColor translucent(QColor color, qreal alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

/// A rectangle with lines that lie on whole pixels.
QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

/// What a pointer, a press or being checked puts over a flat button.
void drawToolButtonPanel(const QStyleOption &option, QPainter &painter)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool pressed = option.state & QStyle::State_Sunken;
    const bool on = option.state & QStyle::State_On;
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    const QColor text = option.palette.color(QPalette::ButtonText);
    const qreal strength = pressed ? 0.16 : on ? 0.11 : hovered ? 0.07 : 0.0;
    if (strength <= 0.0) {
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(translucent(text, strength));
    painter.drawRoundedRect(option.rect, radius, radius);
}

// The rectangle is what the style has for it: three pixels within the button.
void drawToolButtonRing(const QStyleOption &option, QPainter &painter)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen({themeColors(option.palette).accent, 1.6});
    painter.drawRoundedRect(crisp(option.rect.adjusted(-2, -2, 2, 2)), radius, radius);
}

void drawPushButtonPanel(const QStyleOption &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool focused = enabled && (option.state & QStyle::State_HasFocus)
                         && (option.state & QStyle::State_KeyboardFocusChange);
    const ThemeColors colors = themeColors(palette);

    painter.setBrush(palette.color(QPalette::Button));
    painter.setPen(focused ? QPen(colors.accent, 1.6) : QPen(colors.cardBorder));
    painter.drawRoundedRect(crisp(option.rect), radius, radius);
    if (pressed || (enabled && (option.state & QStyle::State_MouseOver))) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(translucent(palette.color(QPalette::ButtonText), pressed ? 0.10 : 0.05));
        painter.drawRoundedRect(QRectF(option.rect), radius, radius);
    }
}

void drawCheckBox(const QStyleOption &option, QPainter &painter)
{
    const ThemeColors colors = themeColors(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor fill = option.palette.color(on ? QPalette::Highlight : QPalette::Base);
    const QColor outline = hovered   ? colors.accent
                           : enabled ? colors.subtleText
                                     : colors.cardBorder;
    const QRectF box = crisp(option.rect);
    painter.setPen(on ? QPen(fill) : QPen(outline));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 3, 3);
    if (!on) {
        return;
    }
    QPolygonF mark{{0.22, 0.52}, {0.43, 0.72}, {0.78, 0.30}};
    if (option.state & QStyle::State_NoChange) { // partly checked
        mark = QPolygonF{{0.25, 0.5}, {0.75, 0.5}};
    }
    for (QPointF &point : mark) {
        point = {box.left() + point.x() * box.width(), box.top() + point.y() * box.height()};
    }
    painter.setPen(QPen(option.palette.color(QPalette::HighlightedText), 1.8, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(mark);
}

void drawLineEditFrame(const QStyleOption &option, QPainter &painter)
{
    const ThemeColors colors = themeColors(option.palette);
    const bool focused = option.state & QStyle::State_HasFocus;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(focused ? QPen(colors.accent, 1.4) : QPen(colors.cardBorder));
    painter.drawRoundedRect(crisp(option.rect), radius - 1, radius - 1);
}

void drawTab(const QStyleOption &option, QPainter &painter)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered =
            (option.state & QStyle::State_Enabled) && (option.state & QStyle::State_MouseOver);
    const QRect rect = option.rect;
    if (selected) {
        const QRectF line(rect.left() + 8, rect.bottom() - 2, rect.width() - 16, 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColors(option.palette).accent);
        painter.drawRoundedRect(line, 1.5, 1.5);
    } else if (hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(translucent(option.palette.color(QPalette::WindowText), 0.05));
        painter.drawRoundedRect(rect.adjusted(1, 3, -1, -4), radius, radius);
    }
}

void drawProgress(const QStyleOptionProgressBar &bar, QPainter &painter, bool groove)
{
    const qreal height = std::min(bar.rect.height(), 10);
    QRectF rect(bar.rect);
    rect.setTop(rect.center().y() - height / 2);
    rect.setHeight(height);
    const ThemeColors colors = themeColors(bar.palette);
    painter.setPen(Qt::NoPen);
    if (groove) {
        painter.setBrush(translucent(bar.palette.color(QPalette::WindowText), 0.12));
        painter.drawRoundedRect(rect, height / 2, height / 2);
        return;
    }
    const double range = static_cast<double>(bar.maximum) - bar.minimum;
    const double share =
            std::clamp((static_cast<double>(bar.progress) - bar.minimum) / range, 0.0, 1.0);
    if (share <= 0.0) {
        return;
    }
    QRectF done = rect;
    done.setWidth(std::max(height, rect.width() * share)); // never narrower than its round ends
    const bool fromRight = (bar.direction == Qt::RightToLeft) != bar.invertedAppearance;
    if (fromRight) {
        done.moveRight(rect.right());
    }
    painter.setBrush(bar.state & QStyle::State_Enabled ? colors.accent : colors.subtleText);
    painter.drawRoundedRect(done, height / 2, height / 2);
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarItemMargin:
        return 5;
    case PM_ToolBarFrameWidth:
        return 1;
    case PM_ToolBarIconSize:
        return 20;
    case PM_ButtonMargin:
        return 10;
    case PM_TabBarTabHSpace:
        return 28;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
        return 0;
    case PM_HeaderMargin:
        return 6;
    case PM_FocusFrameHMargin:
        return 5; // beside the text of a list's items
    case PM_ScrollBarExtent:
        return 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText
        || hint == SH_DialogButtonBox_ButtonsHaveIcons) {
        return 0;
    }
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
    case CT_ComboBox:
    case CT_LineEdit:
    case CT_SpinBox:
        result.setHeight(std::max(result.height(), 28)); // a row of them lines up
        break;
    case CT_ToolButton:
        result += QSize(6, 4);
        break;
    default:
        break;
    }
    return result;
}

// Each tool bar takes it at once, for the case that it gets too narrow. The style's own is a file:
// it has all image plugins loaded before the first paint, which takes a millisecond.
QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option,
                          const QWidget *widget) const
{
    if (which == SP_ToolBarHorizontalExtensionButton) {
        return icon(QStringLiteral("more"), extensionColor);
    }
    return QProxyStyle::standardIcon(which, option, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_PanelButtonTool:
        drawToolButtonPanel(*option, *painter);
        break;
    case PE_PanelButtonCommand:
        drawPushButtonPanel(*option, *painter);
        break;
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, *painter);
        break;
    case PE_FrameLineEdit:
        drawLineEditFrame(*option, *painter);
        break;
    case PE_FrameTabBarBase:
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(themeColors(option->palette).cardBorder);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        break;
    case PE_Frame: // of text and lists; the keyboard is there when it is lit
        painter->setBrush(Qt::NoBrush);
        painter->setPen(option->state & State_HasFocus ? themeColors(option->palette).accent
                                                       : themeColors(option->palette).cardBorder);
        painter->drawRect(crisp(option->rect));
        break;
    case PE_FrameFocusRect:
        if (!qobject_cast<const QToolButton *>(widget)) {
            painter->restore();
            QProxyStyle::drawPrimitive(element, option, painter, widget);
            return;
        }
        if (option->state & State_KeyboardFocusChange) {
            drawToolButtonRing(*option, *painter);
        }
        break;
    case PE_FrameTabWidget:
        painter->setBrush(themeColors(option->palette).cardBackground);
        painter->setPen(themeColors(option->palette).cardBorder);
        painter->drawRect(crisp(option->rect));
        break;
    case PE_FrameStatusBarItem:
        break; // no boxes around the parts of a status bar
    default:
        painter->restore();
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    const bool isDefinite = bar && bar->maximum > bar->minimum && (bar->state & State_Horizontal);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (element == CE_ToolBar) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(themeColors(option->palette).cardBorder);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    } else if (element == CE_HeaderSection) {
        painter->fillRect(option->rect, option->palette.color(QPalette::AlternateBase));
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(themeColors(option->palette).cardBorder);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    } else if (element == CE_TabBarTabShape) {
        drawTab(*option, *painter);
    } else if (isDefinite && element == CE_ProgressBarGroove) {
        drawProgress(*bar, *painter, true);
    } else if (isDefinite && element == CE_ProgressBarContents) {
        drawProgress(*bar, *painter, false);
    } else {
        painter->restore();
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    painter->restore();
}

} // namespace thaw

#include "moc_style.cpp"
