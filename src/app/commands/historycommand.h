// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"

#include <QString>

namespace thaw {

/// Prints the runs of the history's database at that path, under a QCoreApplication. Makes and
/// changes nothing, but for runs that Thaw died in, which become interrupted. Returns the exit
/// status.
[[nodiscard]] int printHistory(const HistoryCommand &command, const QString &path);

} // namespace thaw
