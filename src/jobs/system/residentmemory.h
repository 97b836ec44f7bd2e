// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace thaw {

/// What of this process's memory is in RAM, in bytes, shared libraries included, as the system
/// counts it.
struct ResidentMemory
{
    std::int64_t now = 0;
    std::int64_t peak = 0; ///< the most since the last restartResidentPeak(), else since the start
};

/// Nothing where the system doesn't tell. Any thread; it takes some 50 us.
[[nodiscard]] std::optional<ResidentMemory> residentMemory();

/// The peak begins anew with what is resident now; false if the system doesn't let it. It is the
/// process's: whoever else restarts it meanwhile spoils it. Any thread.
bool restartResidentPeak();

/// Gives memory that was freed back to the system, as far as it goes, so that what is used next
/// counts again. Any thread; it takes some milliseconds, and longer after a lot was freed.
void returnFreedMemory();

} // namespace thaw
