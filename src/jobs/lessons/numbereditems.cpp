// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/numbereditems.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace thaw {

bool NumberedItems::areEachOnceIn(const std::vector<int> &taken) const
{
    std::vector<char> isSeen(static_cast<std::size_t>(total()) + 1);
    const auto isNew = [&](int item) {
        return item >= 1 && item <= total()
               && !std::exchange(isSeen[static_cast<std::size_t>(item)], char{1});
    };
    return std::ssize(taken) == total() && std::ranges::all_of(taken, isNew);
}

bool NumberedItems::areInOrderIn(const std::vector<int> &taken) const
{
    std::vector<int> last(static_cast<std::size_t>(producers), 0);
    return std::ranges::all_of(taken, [&](int item) {
        int &before = last[static_cast<std::size_t>((item - 1) / each)];
        return std::exchange(before, item) < item;
    });
}

} // namespace thaw
