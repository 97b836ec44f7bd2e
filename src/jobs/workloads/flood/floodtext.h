// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace thaw {

/// What `flood` says to a person, but for what its run does. Thread-safe.
struct FloodText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::FloodText)
};

} // namespace thaw
