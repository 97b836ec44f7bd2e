// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowkeys.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QEvent>
#include <QKeyEvent>
#include <QKeySequence>
#include <QWidget>

#include <algorithm>

namespace thaw {

namespace {

QKeySequence keysOf(const QEvent &event)
{
    return static_cast<const QKeyEvent &>(event).keyCombination();
}

} // namespace

WindowKeys::WindowKeys(QWidget &window, QAction &run, QAction &quit, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_run(run)
    , m_quit(quit)
{
    m_quit.setShortcutContext(Qt::ApplicationShortcut);
    QCoreApplication::instance()->installEventFilter(this);
}

QString WindowKeys::text()
{
    return tr("Ctrl+R run, Ctrl+P pause or resume, Ctrl+. step, Esc cancel, Ctrl+T Threaded or "
              "Blocking, Ctrl+J job, Ctrl+1 Responsiveness, Ctrl+2 Timeline, Ctrl+3 Compare, "
              "Ctrl+4 Output, Ctrl+5 or F1 Lesson, Ctrl+H history, Ctrl+E export, Ctrl+, "
              "settings, Ctrl+Q quit; in the Timeline +, -, 0 and the arrows.");
}

bool WindowKeys::isOurs(const QKeySequence &keys) const
{
    return std::ranges::any_of(m_window.findChildren<QAction *>(),
                               [&](const QAction *action) { return action->shortcut() == keys; });
}

bool WindowKeys::takeKey(const QWidget &widget, const QKeySequence &keys)
{
    const bool isInWindow = widget.window() == &m_window;
    // The window's shortcuts don't reach into other windows, dialogs and popups; this one does.
    if (!isInWindow && keys == m_quit.shortcut()) {
        m_window.close();
        return true;
    }
    // The shortcut of an action that is disabled comes as a key, to whatever has the focus.
    if (isInWindow && !m_run.isEnabled() && keys == m_run.shortcut()) {
        Q_EMIT runRefused();
        return true;
    }
    return false;
}

bool WindowKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        if (widget && widget != &m_window && widget->window() == &m_window
            && isOurs(keysOf(*event))) {
            event->ignore();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        return widget && takeKey(*widget, keysOf(*event));
    } else if (event->type() == QEvent::Show) {
        // Behind a dialog that blocks it, the window hears no key; the dialog's shortcuts still
        // count.
        if (auto *dialog = qobject_cast<QDialog *>(watched)) {
            dialog->addAction(&m_quit);
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace thaw

#include "moc_windowkeys.cpp"
