// SPDX-License-Identifier: MIT
#include "probe/stallparts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace thaw {

namespace {

using std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

nanoseconds lengthOf(const ActivityStretch &stretch)
{
    return stretch.to - stretch.from;
}

/// `stretches` cut to the time from `from` to `to`, with nameless ones between them.
std::vector<ActivityStretch> filled(const std::vector<ActivityStretch> &stretches, TimePoint from,
                                    TimePoint to)
{
    std::vector<ActivityStretch> result;
    TimePoint reached = from;
    for (ActivityStretch stretch : stretches) {
        stretch.from = std::max(stretch.from, reached);
        stretch.to = std::min(stretch.to, to);
        if (stretch.from >= stretch.to) {
            continue;
        }
        if (stretch.from > reached) {
            result.push_back({reached, stretch.from, {}, false});
        }
        reached = stretch.to;
        result.push_back(std::move(stretch));
    }
    if (reached < to || result.empty()) {
        result.push_back({reached, to, {}, false});
    }
    return result;
}

using Iterator = std::vector<ActivityStretch>::const_iterator;

QString longestName(Iterator first, Iterator last)
{
    std::map<QString, nanoseconds> lengths;
    for (auto stretch = first; stretch != last; ++stretch) {
        if (!stretch->what.isEmpty()) {
            lengths[stretch->what] += lengthOf(*stretch);
        }
    }
    const auto longest = std::max_element(
            lengths.begin(), lengths.end(),
            [](const auto &one, const auto &other) { return one.second < other.second; });
    return longest == lengths.end() ? QString() : longest->first;
}

Stall wholeOf(Stall whole, const std::vector<ActivityStretch> &stretches)
{
    nanoseconds apart{0};
    for (const ActivityStretch &stretch : stretches) {
        if (stretch.isApart) {
            apart += lengthOf(stretch);
        }
    }
    whole.isApart = apart > whole.duration - apart;
    std::vector<ActivityStretch> decisive;
    std::ranges::copy_if(
            stretches, std::back_inserter(decisive),
            [&](const ActivityStretch &stretch) { return stretch.isApart == whole.isApart; });
    whole.what = longestName(decisive.begin(), decisive.end());
    return whole;
}

} // namespace

std::vector<Stall> stallParts(const Stall &whole, const std::vector<ActivityStretch> &stretches,
                              nanoseconds threshold)
{
    const std::vector<ActivityStretch> all =
            filled(stretches, whole.start, whole.start + whole.duration);
    std::vector<Stall> parts;
    for (auto first = all.begin(); first != all.end();) {
        const auto last = std::find_if(first, all.end(), [&](const ActivityStretch &stretch) {
            return stretch.isApart != first->isApart;
        });
        const nanoseconds length = std::prev(last)->to - first->from;
        if (length > threshold) {
            Stall part{first->from,
                       {},
                       length,
                       whole.lasting && last == all.end(),
                       longestName(first, last),
                       first->isApart};
            if (first == all.begin()) {
                part.startUncertainty = whole.startUncertainty;
            }
            parts.push_back(std::move(part));
        }
        first = last;
    }
    if (parts.empty()) {
        parts.push_back(wholeOf(whole, all));
    }
    return parts;
}

} // namespace thaw
