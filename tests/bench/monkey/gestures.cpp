// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/gestures.h"

#include "gui/look/theme.h"
#include "monkey/invariants.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QKeySequence>
#include <QLineEdit>
#include <QTabBar>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace thaw {

namespace {

// Steering keys, the window's shortcuts, and something to type. No key types a slash or a tilde,
// with which a path would lead out of the folder.
constexpr std::array keys{
        Qt::Key_Tab,    Qt::Key_Backtab, Qt::Key_Return,   Qt::Key_Space,  Qt::Key_Escape,
        Qt::Key_Up,     Qt::Key_Down,    Qt::Key_Left,     Qt::Key_Right,  Qt::Key_Home,
        Qt::Key_End,    Qt::Key_PageUp,  Qt::Key_PageDown, Qt::Key_Delete, Qt::Key_Backspace,
        Qt::Key_Insert, Qt::Key_F1,      Qt::Key_F2,       Qt::Key_F4,     Qt::Key_F10,
        Qt::Key_Menu,   Qt::Key_Plus,    Qt::Key_Minus,    Qt::Key_0,      Qt::Key_1,
        Qt::Key_2,      Qt::Key_5,       Qt::Key_9,        Qt::Key_Period, Qt::Key_Comma,
        Qt::Key_A,      Qt::Key_E,       Qt::Key_N,        Qt::Key_X};
constexpr std::array shortcuts{Qt::Key_R, Qt::Key_R, Qt::Key_R,    Qt::Key_P,  Qt::Key_Period,
                               Qt::Key_T, Qt::Key_J, Qt::Key_1,    Qt::Key_2,  Qt::Key_3,
                               Qt::Key_4, Qt::Key_5, Qt::Key_H,    Qt::Key_E,  Qt::Key_Comma,
                               Qt::Key_A, Qt::Key_C, Qt::Key_V,    Qt::Key_X,  Qt::Key_Z,
                               Qt::Key_F, Qt::Key_Q, Qt::Key_Home, Qt::Key_Tab};

bool canBeUsed(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && !widget->size().isEmpty()
           && (qobject_cast<const QAbstractButton *>(widget)
               || qobject_cast<const QAbstractSpinBox *>(widget)
               || qobject_cast<const QAbstractSlider *>(widget)
               || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget)
               || qobject_cast<const QTabBar *>(widget)
               || qobject_cast<const QAbstractScrollArea *>(widget));
}

} // namespace

void Gestures::doOne(WindowFixture &fixture, std::mt19937 &random, const Say &say)
{
    m_fixture = &fixture;
    m_random = &random;
    m_say = &say;
    struct Kind
    {
        unsigned share; // of a thousand
        void (Gestures::*gesture)();
    };
    static constexpr std::array kinds{
            Kind{300, &Gestures::pressKey},       Kind{270, &Gestures::click},
            Kind{130, &Gestures::moveMouse},      Kind{60, &Gestures::turnWheel},
            Kind{40, &Gestures::resizeWindow},    Kind{110, &Gestures::trigger},
            Kind{10, &Gestures::chooseTheme},     Kind{40, &Gestures::chooseJob},
            Kind{37, &Gestures::choosePlacement}, Kind{3, &Gestures::closeWindow}};
    auto left = static_cast<unsigned>(pick(1000));
    for (const Kind &kind : kinds) {
        if (left < kind.share) {
            (this->*kind.gesture)();
            return;
        }
        left -= kind.share;
    }
}

// Where input goes: to what is above the others, mostly.
QWidget *Gestures::pickWindow()
{
    const bool anywhere = pick(8) == 0;
    if (QWidget *popup = QApplication::activePopupWidget(); popup && !anywhere) {
        return popup;
    }
    if (QWidget *modal = QApplication::activeModalWidget(); modal && !anywhere) {
        return modal;
    }
    QWidgetList windows = QApplication::topLevelWidgets();
    windows.removeIf([](const QWidget *window) {
        return !window->isVisible() || !window->windowHandle() || window->size().isEmpty();
    });
    if (windows.isEmpty()) {
        return m_fixture->window.get();
    }
    std::ranges::sort(windows, {}, [](const QWidget *window) { return nameOf(window); });
    return windows[static_cast<qsizetype>(pick(static_cast<std::size_t>(windows.size())))];
}

QWidget *Gestures::pickControl(QWidget &window)
{
    QWidgetList controls = window.findChildren<QWidget *>();
    controls.removeIf([&](const QWidget *widget) {
        return widget->window() != &window || !canBeUsed(widget);
    });
    return controls.isEmpty() ? &window
                              : controls[static_cast<qsizetype>(
                                      pick(static_cast<std::size_t>(controls.size())))];
}

// In a control, or anywhere. It is within the window.
QPoint Gestures::pickPoint(QWidget &window, QWidget *&under)
{
    under = pick(4) == 0 ? &window : pickControl(window);
    const auto within = [&](int size) {
        return static_cast<int>(pick(static_cast<std::size_t>(std::max(size, 1))));
    };
    const QPoint inside(within(under->width()), within(under->height()));
    const QPoint point = under->mapTo(&window, inside);
    return {std::clamp(point.x(), 0, window.width() - 1),
            std::clamp(point.y(), 0, window.height() - 1)};
}

void Gestures::pressKey()
{
    QWidget *window = pickWindow();
    const bool isShortcut = pick(3) == 0;
    Qt::Key key = isShortcut ? shortcuts[pick(shortcuts.size())] : keys[pick(keys.size())];
    Qt::KeyboardModifiers modifiers = isShortcut ? Qt::ControlModifier : Qt::NoModifier;
    if (key == Qt::Key_Q && pick(8) != 0) { // it closes the window, which is to live for a while
        key = Qt::Key_R;
    }
    if (pick(10) == 0) {
        modifiers |= pick(2) == 0 ? Qt::ShiftModifier : Qt::AltModifier;
    }
    say(QStringLiteral("key %1, in %2 with the focus on %3")
                .arg(QKeySequence(QKeyCombination(modifiers, key)).toString(), nameOf(window),
                     nameOf(QApplication::focusWidget())));
    QTest::keyClick(window->windowHandle(), key, modifiers);
}

void Gestures::click()
{
    QWidget *window = pickWindow();
    QWidget *under = nullptr;
    const QPoint point = pickPoint(*window, under);
    const std::size_t kind = pick(12);
    const auto where = QStringLiteral("%1 at %2,%3 in %4")
                               .arg(nameOf(under))
                               .arg(point.x())
                               .arg(point.y())
                               .arg(nameOf(window));
    if (kind == 0) {
        say(QStringLiteral("right click on ") + where);
        QTest::mouseClick(window->windowHandle(), Qt::RightButton, {}, point);
    } else if (kind == 1) {
        say(QStringLiteral("double click on ") + where);
        QTest::mouseDClick(window->windowHandle(), Qt::LeftButton, {}, point);
    } else {
        const bool extends = kind == 2;
        say((extends ? QStringLiteral("click with Shift on ") : QStringLiteral("click on "))
            + where);
        QTest::mouseClick(window->windowHandle(), Qt::LeftButton,
                          extends ? Qt::ShiftModifier : Qt::NoModifier, point);
    }
}

// Presses, drags and releases, one a gesture: others come between.
void Gestures::moveMouse()
{
    if (m_pressed && !m_pressed->isVisible()) {
        m_pressed = nullptr;
    }
    QWidget *window = pickWindow();
    QWidget *under = nullptr;
    const QPoint point = pickPoint(*window, under);
    const auto where =
            QStringLiteral("%1 at %2,%3").arg(nameOf(under)).arg(point.x()).arg(point.y());
    QWindow *handle = window->windowHandle();
    if (m_pressed && pick(2) == 0) {
        say(QStringLiteral("release"));
        QWindow *pressed = std::exchange(m_pressed, nullptr);
        QTest::mouseRelease(pressed, Qt::LeftButton, {},
                            {std::min(point.x(), pressed->width() - 1),
                             std::min(point.y(), pressed->height() - 1)});
    } else if (!m_pressed && pick(3) == 0) {
        say(QStringLiteral("press on ") + where);
        m_pressed = handle;
        QTest::mousePress(handle, Qt::LeftButton, {}, point);
    } else {
        say(QStringLiteral("move to ") + where);
        QTest::mouseMove(handle, point);
    }
}

void Gestures::turnWheel()
{
    QWidget *window = pickWindow();
    QWidget *under = nullptr;
    const QPoint point = pickPoint(*window, under);
    QWidget *target = window->childAt(point);
    if (!target) {
        target = window;
    }
    const bool isHorizontal = pick(5) == 0;
    const int turn = 120 * (static_cast<int>(pick(7)) - 3);
    const Qt::KeyboardModifiers modifiers = pick(4) == 0 ? Qt::ControlModifier : Qt::NoModifier;
    say(QStringLiteral("wheel by %1 on %2").arg(turn).arg(nameOf(target)));
    QWheelEvent event(target->mapFrom(window, QPointF(point)), window->mapToGlobal(QPointF(point)),
                      {}, isHorizontal ? QPoint(turn, 0) : QPoint(0, turn), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

void Gestures::resizeWindow()
{
    QWidget *window = pickWindow();
    const bool isLeast = pick(4) == 0;
    const QSize size =
            isLeast ? window->minimumSizeHint()
                    : QSize(300 + static_cast<int>(pick(1300)), 200 + static_cast<int>(pick(900)));
    say(QStringLiteral("size of %1: %2x%3")
                .arg(nameOf(window))
                .arg(size.width())
                .arg(size.height()));
    if (window->isWindow() && window->windowType() != Qt::Popup) {
        window->resize(size);
    }
}

void Gestures::trigger()
{
    QList<QAction *> actions = m_fixture->window->findChildren<QAction *>();
    actions.removeIf([](const QAction *action) {
        // To quit is another gesture; and behind a dialog none of them can be reached.
        return !action->isEnabled() || action->objectName().isEmpty()
               || action->objectName() == QStringLiteral("quit");
    });
    if (actions.isEmpty() || QApplication::activeModalWidget()) {
        say(QStringLiteral("nothing"));
        return;
    }
    QAction *action =
            actions[static_cast<qsizetype>(pick(static_cast<std::size_t>(actions.size())))];
    say(QStringLiteral("action ") + action->objectName());
    action->trigger();
}

void Gestures::chooseTheme()
{
    const auto theme = static_cast<Theme>(pick(3));
    say(QStringLiteral("theme %1").arg(static_cast<int>(theme)));
    applyTheme(*qApp, theme);
}

// Nobody comes to the lists of jobs and placements past a dialog or a menu.
bool Gestures::canChoose() const
{
    return !QApplication::activeModalWidget() && !QApplication::activePopupWidget();
}

void Gestures::chooseJob()
{
    if (!canChoose()) {
        say(QStringLiteral("nothing"));
        return;
    }
    const auto &jobs = m_fixture->jobs.all();
    const QString id = jobs[pick(jobs.size())].id;
    say(QStringLiteral("job ") + id);
    m_fixture->window->chooseJob(id);
}

void Gestures::choosePlacement()
{
    if (!canChoose()) {
        say(QStringLiteral("nothing"));
        return;
    }
    const auto &placements = m_fixture->placements.all();
    const QString id = placements[pick(placements.size())].id;
    say(QStringLiteral("placement ") + id);
    m_fixture->window->choosePlacement(id);
}

void Gestures::closeWindow()
{
    const bool isUnattended = pick(3) == 0;
    say(isUnattended ? QStringLiteral("close, with nobody there") : QStringLiteral("close"));
    if (isUnattended) {
        m_fixture->window->closeUnattended();
    } else {
        m_fixture->window->close();
    }
}

} // namespace thaw
