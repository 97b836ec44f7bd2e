// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <map>
#include <utility>
#include <vector>

namespace thaw {

/// What becomes of the spans for which there is no room any more: the next one of each lane is
/// still to be kept, since it may have begun long before, and what follows in the lane is one
/// stretch that is not recorded. So each lane says something true up to its end.
class SpanGaps
{
public:
    /// Whether this span is to be kept all the same; else it is in its lane's gap now.
    [[nodiscard]] bool keeps(const Span &span)
    {
        const auto [gap, isFirst] = m_gaps.try_emplace(span.lane, Span{.lane = span.lane,
                                                                       .state = LaneState::Unknown,
                                                                       .start = span.end,
                                                                       .end = span.end});
        if (!isFirst) {
            gap->second.end = span.end;
        }
        return isFirst;
    }
    /// Appends those that have a length, and begins anew.
    void close(std::vector<Span> &spans)
    {
        for (const auto &[lane, gap] : std::exchange(m_gaps, {})) {
            if (gap.end > gap.start) {
                spans.push_back(gap);
            }
        }
    }
    /// Those so far, by lane; some of no length.
    [[nodiscard]] const std::map<LaneId, Span> &all() const { return m_gaps; }

private:
    std::map<LaneId, Span> m_gaps;
};

} // namespace thaw
