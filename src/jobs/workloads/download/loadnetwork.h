// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/network.h"

#include <QString>

namespace thaw {

/// Null if its module can't be loaded; `problem` then says so in a sentence. It stays loaded. Any
/// thread, while a QCoreApplication lives.
[[nodiscard]] const Network *loadNetwork(QString &problem);

} // namespace thaw
