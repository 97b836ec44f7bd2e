// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/menubutton.h"

#include <QCursor>
#include <QMenu>
#include <QScreen>
#include <QStyleOptionToolButton>

#include <algorithm>

namespace thaw {

MenuButton::MenuButton(QWidget *parent)
    : QToolButton(parent)
    , m_menu(new QMenu(this))
{
    connect(this, &QAbstractButton::pressed, this, &MenuButton::openMenu);
    connect(m_menu, &QMenu::aboutToHide, this, &MenuButton::closeMenu);
}

void MenuButton::initStyleOption(QStyleOptionToolButton *option) const
{
    QToolButton::initStyleOption(option);
    option->features |= QStyleOptionToolButton::HasMenu;
    if (m_menu->isVisible()) {
        option->state |= QStyle::State_Sunken;
    }
}

// Below the button, or above it where there is no room; on the screen as a whole.
void MenuButton::openMenu()
{
    const QSize size = m_menu->sizeHint();
    const QRect button(mapToGlobal(QPoint()), this->size());
    const QRect room = screen()->availableGeometry();
    const bool isBelow = button.bottom() + size.height() <= room.bottom();
    const int left = std::min(button.left(), room.right() + 1 - size.width());
    m_menu->setAttribute(Qt::WA_NoMouseReplay, false);
    m_menu->popup({std::max(left, room.left()),
                   isBelow ? button.bottom() + 1 : button.top() - size.height()});
}

// A press on the button closes the menu; given on to the button it would open it again.
void MenuButton::closeMenu()
{
    m_menu->setAttribute(Qt::WA_NoMouseReplay, rect().contains(mapFromGlobal(QCursor::pos())));
    setDown(false);
    update();
}

} // namespace thaw

#include "moc_menubutton.cpp"
