// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/placement.h"

#include <QCoreApplication>

namespace thaw {

QString noThread()
{
    return QCoreApplication::translate("thaw::Runner",
                                       "The system refused a thread for the job; close other "
                                       "programs or raise the limits of processes and memory.");
}

} // namespace thaw
