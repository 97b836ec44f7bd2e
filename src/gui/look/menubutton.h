// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QMenu;

namespace thaw {

/// A tool button that opens a menu. QToolButton's own menu has an event loop to itself, behind
/// which a job in slices would stand still for as long as it is open, deaf to Cancel; this one's
/// comes and goes by events.
class MenuButton : public QToolButton
{
    Q_OBJECT
public:
    explicit MenuButton(QWidget *parent = nullptr);

    /// What it opens; to be filled.
    [[nodiscard]] QMenu &popup() const { return *m_menu; }

protected:
    void initStyleOption(QStyleOptionToolButton *option) const override;

private:
    void openMenu();
    void closeMenu();

    QMenu *const m_menu;
};

} // namespace thaw
