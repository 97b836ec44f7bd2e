// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/elidedlabel.h"

#include <QPainter>
#include <QStyle>

namespace thaw {

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect area = contentsRect();
    const QString shown =
            fontMetrics().elidedText(text().simplified(), Qt::ElideRight, area.width());
    style()->drawItemText(&painter, area, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                          palette(), isEnabled(), shown, foregroundRole());
}

} // namespace thaw

#include "moc_elidedlabel.cpp"
