// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/application.h"

#include "probe/activity.h"

namespace thaw {

bool Application::notify(QObject *receiver, QEvent *event)
{
    const HandledEvent handled(*receiver, *event);
    return QApplication::notify(receiver, event);
}

} // namespace thaw

#include "moc_application.cpp"
