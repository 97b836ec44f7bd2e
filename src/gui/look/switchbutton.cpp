// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/switchbutton.h"

#include "gui/look/colors.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace thaw {

namespace {

constexpr QSize trackSize{32, 18};
constexpr int gap = 7;
constexpr int focusMargin = 2; // room for the focus ring around the track

} // namespace

SwitchGeometry switchGeometry(const QRect &area, int textHeight, bool on,
                              Qt::LayoutDirection direction)
{
    SwitchGeometry result;
    const QRect inner = area.adjusted(focusMargin, 0, -focusMargin, 0);
    QRect track(QPoint(), trackSize);
    track.moveCenter(area.center());
    track.moveRight(inner.right());
    const int side = trackSize.height() - 6;
    QRect knob(0, 0, side, side);
    knob.moveTop(track.top() + 3);
    if (on) {
        knob.moveRight(track.right() - 3);
    } else {
        knob.moveLeft(track.left() + 3);
    }
    QRect text(inner.left(), 0, std::max(0, track.left() - gap - inner.left()), textHeight);
    text.moveTop(area.top() + (area.height() - textHeight) / 2);

    result.track = QStyle::visualRect(direction, area, track);
    result.knob = QStyle::visualRect(direction, area, knob);
    result.text = QStyle::visualRect(direction, area, text);
    return result;
}

SwitchButton::SwitchButton(QWidget *parent)
    : QCheckBox(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

QSize SwitchButton::sizeHint() const
{
    const QSize text = fontMetrics().size(Qt::TextShowMnemonic, this->text());
    const int textWidth = this->text().isEmpty() ? 0 : text.width() + gap;
    return {textWidth + trackSize.width() + 2 * focusMargin,
            std::max(text.height(), trackSize.height() + 2 * focusMargin)};
}

QSize SwitchButton::minimumSizeHint() const
{
    return sizeHint();
}

bool SwitchButton::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void SwitchButton::paintEvent(QPaintEvent *)
{
    const SwitchGeometry geometry =
            switchGeometry(rect(), fontMetrics().height(), isChecked(), layoutDirection());
    const ThemeColors colors = themeColors(palette());
    const QColor text = palette().color(QPalette::WindowText); // of the group the widget is in

    QPainter painter(this);
    painter.setPen(text);
    painter.drawText(geometry.text, Qt::AlignVCenter | Qt::AlignRight | Qt::TextShowMnemonic,
                     this->text());

    painter.setRenderHint(QPainter::Antialiasing);
    const qreal round = geometry.track.height() / 2.0;
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(geometry.track).adjusted(-1.2, -1.2, 1.2, 1.2), round + 1.2,
                                round + 1.2);
    }
    const QColor on = isEnabled() ? palette().color(QPalette::Highlight) : colors.subtleText;
    const QRectF track = QRectF(geometry.track).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(isChecked() ? QPen(Qt::NoPen) : QPen(colors.subtleText, 1.5));
    painter.setBrush(isChecked() ? QBrush(on) : QBrush(colors.cardBackground));
    painter.drawRoundedRect(track, round, round);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? palette().color(QPalette::HighlightedText) : colors.subtleText);
    painter.drawEllipse(geometry.knob);
}

void SwitchButton::changeEvent(QEvent *event)
{
    QCheckBox::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
}

} // namespace thaw

#include "moc_switchbutton.cpp"
