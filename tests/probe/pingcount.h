// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>

/// Counts the pings that a probe has handled, on the watched thread, from now on.
class PingCount : public QObject
{
public:
    explicit PingCount(QObject &probe) { probe.installEventFilter(this); }
    /// Those that have reached the probe: the newest may be in its hands.
    [[nodiscard]] int handled() const { return m_handled; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_handled += event->type() > QEvent::User ? 1 : 0;
        return false;
    }

private:
    int m_handled = 0;
};
