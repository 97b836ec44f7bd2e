// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/modeswitch.h"

#include "gui/look/colors.h"
#include "gui/look/icons.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace thaw {

namespace {

constexpr int glyph = 16;
constexpr int padding = 10;
constexpr int gap = 6;
constexpr qreal radius = 6;

} // namespace

ModeSwitch::ModeSwitch(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Mode"));
    connect(this, &ModeSwitch::toggled, this, &ModeSwitch::describe);
    describe();
}

void ModeSwitch::describe()
{
    setAccessibleDescription(segmentText(isChecked()));
}

QString ModeSwitch::segmentText(bool blocking) const
{
    return blocking ? tr("Blocking") : tr("Threaded");
}

QSize ModeSwitch::sizeHint() const
{
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const int text = std::max(metrics.horizontalAdvance(segmentText(false)),
                              metrics.horizontalAdvance(segmentText(true)));
    return {2 * (text + glyph + gap + 2 * padding), std::max(metrics.height(), glyph) + 14};
}

QRect ModeSwitch::segment(bool blocking) const
{
    const QRect half(0, 0, width() / 2, height());
    const bool second = blocking == (layoutDirection() == Qt::LeftToRight);
    return second ? half.translated(width() - half.width(), 0) : half;
}

void ModeSwitch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors colors = themeColors(palette());
    painter.setPen(hasFocus() ? QPen(colors.accent, 1.6) : QPen(colors.cardBorder, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    paintSegment(painter, false);
    paintSegment(painter, true);
}

void ModeSwitch::paintSegment(QPainter &painter, bool blocking) const
{
    const ThemeColors colors = themeColors(palette());
    const QRect area = segment(blocking);
    const bool chosen = blocking == isChecked();
    const QColor color = !chosen ? colors.subtleText : blocking ? colors.warning : colors.accent;
    if (chosen) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(blocking ? colors.warningTint : colors.accentTint);
        painter.drawRoundedRect(QRectF(area).adjusted(3, 3, -3, -3), radius - 2, radius - 2);
    }
    QFont font = this->font();
    font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    const QString text = segmentText(blocking);
    const int wide = glyph + gap + QFontMetrics(font).horizontalAdvance(text);
    const QRect iconArea(area.center().x() - wide / 2, area.center().y() - glyph / 2 + 1, glyph,
                         glyph);
    thaw::icon(blocking ? QStringLiteral("blocking") : QStringLiteral("threaded"), color)
            .paint(&painter, iconArea);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRect(iconArea.right() + 1 + gap, area.top(), wide, area.height()),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), text);
}

void ModeSwitch::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        const bool second =
                (event->key() == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight);
        if (second != isChecked()) {
            click();
        }
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void ModeSwitch::mouseReleaseEvent(QMouseEvent *event)
{
    // A click on the segment that is chosen already changes nothing.
    if (isDown() && segment(isChecked()).contains(event->position().toPoint())) {
        setDown(false);
        event->accept();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void ModeSwitch::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace thaw

#include "moc_modeswitch.cpp"
