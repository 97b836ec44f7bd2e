// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace thaw {

/// What the producers of a lesson hand over: items with the numbers from 1 on, first those of the
/// first producer.
struct NumberedItems
{
    int producers = 0;
    int each = 0; ///< of a producer

    [[nodiscard]] int total() const { return producers * each; }
    [[nodiscard]] int firstOf(int producer) const { return 1 + producer * each; }
    /// Whether each item is among the `taken` ones, once.
    [[nodiscard]] bool areEachOnceIn(const std::vector<int> &taken) const;
    /// Whether of each producer's items those with the lower numbers were taken first.
    [[nodiscard]] bool areInOrderIn(const std::vector<int> &taken) const;
};

} // namespace thaw
