// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace thaw {

/// The application with a window. It tells the probe of each event that the GUI thread handles, so
/// that a stall which nothing else accounts for says at least what was handled.
class Application : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;

    /// Any thread, as Qt's own; only the GUI thread's events are told of.
    bool notify(QObject *receiver, QEvent *event) override;
};

} // namespace thaw
