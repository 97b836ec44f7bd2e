// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowfixture.h"

#include <QPoint>
#include <QPointer>
#include <QString>
#include <QWindow>

#include <functional>
#include <random>

class QWidget;

namespace thaw {

/// What a person can do to the windows, at random. On the GUI thread.
class Gestures
{
public:
    using Say = std::function<void(const QString &text)>;
    /// `random` decides about all; it is another one for each gesture, so that the n-th is the same
    /// whatever the others needed of it. `say` is told what it is before it is done. What is done
    /// may open a loop of its own, in which there are further gestures.
    void doOne(WindowFixture &fixture, std::mt19937 &random, const Say &say);
    /// Forgets what is held down: that window is gone.
    void letGo() { m_pressed = nullptr; }

private:
    [[nodiscard]] std::size_t pick(std::size_t count) { return (*m_random)() % count; }
    [[nodiscard]] QWidget *pickWindow();
    [[nodiscard]] QWidget *pickControl(QWidget &window);
    [[nodiscard]] QPoint pickPoint(QWidget &window, QWidget *&under);
    void say(const QString &text) const { (*m_say)(text); }

    void pressKey();
    void click();
    void moveMouse();
    void turnWheel();
    void resizeWindow();
    void trigger();
    void chooseTheme();
    [[nodiscard]] bool canChoose() const;
    void chooseJob();
    void choosePlacement();
    void closeWindow();

    WindowFixture *m_fixture = nullptr;
    std::mt19937 *m_random = nullptr;
    const Say *m_say = nullptr;
    QPointer<QWindow> m_pressed; // where the left button is held down
};

} // namespace thaw
