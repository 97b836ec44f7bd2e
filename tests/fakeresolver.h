// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thaw {

/// How many names are being looked up for ever: see fakeresolver.cpp. Any thread.
[[nodiscard]] int hangingLookups();

} // namespace thaw
