// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>

namespace thaw {

/// Something that needs a core and nothing else: every step needs the result of the one before,
/// and takes about a nanosecond. Returns the last result.
[[nodiscard]] std::uint64_t computeSteps(std::uint64_t start, qint64 steps);

/// So many are computed between two looks at whether to pause or stop: about a quarter of a
/// millisecond, a few in a program that is instrumented.
inline constexpr qint64 stepsAtOnce = 250'000;

} // namespace thaw
