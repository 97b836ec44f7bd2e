// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace thaw {

/// `base` at `scale` times its size, for numbers that must not jitter: if its digits differ in
/// width, the system's fixed-width font in its place.
///
/// What is to stand out is DemiBold, everywhere, and 1.2 times as large where it is larger: each
/// weight and each size is another face to load before the first paint, half a millisecond each.
[[nodiscard]] QFont numberFont(const QFont &base, qreal scale = 1.0);
/// Whether all ten digits have the same advance.
[[nodiscard]] bool hasTabularDigits(const QFont &font);

} // namespace thaw
