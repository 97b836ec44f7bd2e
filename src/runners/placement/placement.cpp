// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/placement.h"

#include <QCoreApplication>

namespace thaw {

namespace {

struct Placement
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Placement)
};

} // namespace

QString noThread()
{
    return Placement::tr("The system refused a thread for the job; close other "
                         "programs or raise the limits of processes and memory.");
}

} // namespace thaw
