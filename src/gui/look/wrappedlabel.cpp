// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/wrappedlabel.h"

#include <QEvent>

namespace thaw {

WrappedLabel::WrappedLabel(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
}

int WrappedLabel::heightForWidth(int width) const
{
    if (m_text != text()) {
        m_heights.clear();
        m_text = text();
    }
    auto known = m_heights.find(width);
    if (known == m_heights.end()) {
        known = m_heights.insert(width, QLabel::heightForWidth(width));
    }
    return *known;
}

void WrappedLabel::changeEvent(QEvent *event)
{
    m_heights.clear(); // the font, the style
    QLabel::changeEvent(event);
}

} // namespace thaw

#include "moc_wrappedlabel.cpp"
