// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace thaw {

/// Tells when a window has been painted for the first time, or should have been: then is the time
/// for what its content need not wait for. It filters the events of the whole application until
/// then, on the GUI thread.
class FirstPaint : public QObject
{
    Q_OBJECT
public:
    explicit FirstPaint(QObject *parent = nullptr);

Q_SIGNALS:
    /// Once, and from the event loop.
    void passed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace thaw
