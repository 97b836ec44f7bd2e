// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/firstpaint.h"

#include <QCoreApplication>
#include <QEvent>

namespace thaw {

using namespace std::chrono_literals;

FirstPaint::FirstPaint(QObject *parent)
    : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        QCoreApplication::instance()->removeEventFilter(this);
        Q_EMIT passed();
    });
    m_timer.start(500ms);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        m_timer.start(0ms);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace thaw

#include "moc_firstpaint.cpp"
