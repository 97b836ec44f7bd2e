// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace thaw {

// What the system still gives this process; asking takes it for a moment. Any thread.

/// How many files more may be open at once, counted up to `most`, which is 64 at most.
[[nodiscard]] int freeDescriptors(int most);

/// Whether so many bytes of address space are left in one piece.
[[nodiscard]] bool hasAddressSpace(std::size_t bytes);

} // namespace thaw
