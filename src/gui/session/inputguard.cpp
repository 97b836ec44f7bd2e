// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/inputguard.h"

#include <QCoreApplication>
#include <QInputEvent>
#include <QKeyEvent>
#include <QKeySequence>
#include <QTimerEvent>
#include <QWindow>

#include <algorithm>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// After this long without waiting input, all of it has been delivered: the window system's events
// are read while the GUI thread is blocked, so they are here at its first turn.
constexpr auto quiet = 150ms;

bool isPlainWish(const QInputEvent &input)
{
    if (input.type() != QEvent::KeyPress && input.type() != QEvent::ShortcutOverride) {
        return false;
    }
    const QKeyCombination keys = static_cast<const QKeyEvent &>(input).keyCombination();
    return keys == QKeyCombination(Qt::CTRL, Qt::Key_Q) || keys == QKeyCombination(Qt::Key_Escape);
}

// A key press that a person would count: not a modifier on the way to one, and not a repetition.
bool isKeyOfItsOwn(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
        return false;
    default:
        return !key.isAutoRepeat();
    }
}

} // namespace

WaitingInput sumOf(const WaitingInput &one, const WaitingInput &other)
{
    return {one.clicks + other.clicks, one.keys + other.keys, std::max(one.longest, other.longest)};
}

std::optional<std::chrono::milliseconds> waitOf(std::uint64_t stamp,
                                                std::chrono::steady_clock::time_point now,
                                                std::chrono::milliseconds plausible)
{
    const auto nowMs =
            std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    const auto waited =
            static_cast<std::uint32_t>(static_cast<std::uint64_t>(nowMs.count()) - stamp);
    return std::chrono::milliseconds(waited) <= plausible
                   ? std::optional(std::chrono::milliseconds(waited))
                   : std::nullopt;
}

InputGuard::InputGuard(QObject *parent)
    : QObject(parent)
{}

void InputGuard::freezeBegins()
{
    m_active = true;
    m_input = {};
    m_dropped = {};
    m_droppedKeys.clear();
    m_begun = Clock::now();
    m_ended = Clock::time_point::max();
    QCoreApplication::instance()->installEventFilter(this);
}

void InputGuard::freezeEnds()
{
    m_ended = Clock::now();
    awaitRest();
}

void InputGuard::awaitRest()
{
    if (m_restTimer != 0) {
        killTimer(m_restTimer);
    }
    m_restTimer = startTimer(quiet);
}

void InputGuard::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_restTimer) {
        return;
    }
    killTimer(m_restTimer);
    m_restTimer = 0;
    m_active = false;
    QCoreApplication::instance()->removeEventFilter(this);
    Q_EMIT delivered(m_input);
}

// How long an event made in the freeze waited; empty for one made after it.
std::optional<std::chrono::nanoseconds> InputGuard::waitInFreeze(std::uint64_t stamp) const
{
    const auto now = Clock::now();
    const auto sinceBegin = std::chrono::ceil<std::chrono::milliseconds>(now - m_begun);
    const auto waited = waitOf(stamp, now, sinceBegin + 1s);
    if (!waited) {
        // Of another clock: what comes in the first moment after the freeze was made in it.
        return now - m_ended < quiet ? std::optional(sinceBegin) : std::nullopt;
    }
    return now - *waited < m_ended ? std::optional(*waited) : std::nullopt;
}

// A button or key that was pressed before the freeze and released in it must not stay pressed.
bool InputGuard::isReleaseOfDelivered(const QEvent &event)
{
    if (event.type() == QEvent::MouseButtonRelease) {
        const Qt::MouseButton button = static_cast<const QMouseEvent &>(event).button();
        return !m_dropped.testFlag(button);
    }
    return event.type() == QEvent::KeyRelease
           && !m_droppedKeys.contains(static_cast<const QKeyEvent &>(event).key());
}

void InputGuard::count(const QEvent &event, std::chrono::nanoseconds waited)
{
    switch (event.type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        m_dropped |= static_cast<const QMouseEvent &>(event).button();
        ++m_input.clicks;
        break;
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        ++m_input.clicks;
        break;
    case QEvent::KeyPress: {
        const auto &key = static_cast<const QKeyEvent &>(event);
        m_droppedKeys.insert(key.key());
        if (!isKeyOfItsOwn(key)) {
            return;
        }
        ++m_input.keys;
        break;
    }
    default:
        return;
    }
    m_input.longest = std::max(m_input.longest, waited);
}

bool InputGuard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease:
    case QEvent::Wheel:
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::ShortcutOverride:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TabletPress:
    case QEvent::TabletRelease:
        break;
    default:
        return QObject::eventFilter(watched, event);
    }
    const auto &input = static_cast<const QInputEvent &>(*event);
    const auto waited = waitInFreeze(input.timestamp());
    if (!waited || isPlainWish(input) || isReleaseOfDelivered(*event)) {
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // so that it becomes a key press, which is dropped, and no shortcut
    } else if (qobject_cast<QWindow *>(watched)) {
        count(*event, *waited); // each comes to its window first, and goes no further
    }
    awaitRest();
    return true;
}

} // namespace thaw

#include "moc_inputguard.cpp"
