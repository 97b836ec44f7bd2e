// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace thaw {

/// Sees to it that a window's keys are its own, whatever has the focus: a line edit would take
/// Ctrl+E and others for itself, and other windows, dialogs and popups would not hear of Ctrl+Q. It
/// filters the events of the whole application, on the GUI thread.
class WindowKeys : public QObject
{
    Q_OBJECT
public:
    /// Those of the actions that the window has when a key is pressed. `quit` counts in every
    /// window of the application; all three outlive this.
    WindowKeys(QWidget &window, QAction &run, QAction &quit, QObject *parent = nullptr);

    /// All keys, as one sentence.
    [[nodiscard]] static QString text();

Q_SIGNALS:
    /// The key of `run` was pressed while that is disabled.
    void runRefused();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isOurs(const QKeySequence &keys) const;
    [[nodiscard]] bool takeKey(const QWidget &widget, const QKeySequence &keys);

    QWidget &m_window;
    QAction &m_run;
    QAction &m_quit;
};

} // namespace thaw
