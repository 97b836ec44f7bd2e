// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/lanelines.h"

#include <algorithm>
#include <utility>

namespace thaw {

void LaneLines::show(std::shared_ptr<const Transcript> transcript)
{
    m_transcript = std::move(transcript);
    m_taken = 0;
    m_lines.clear();
}

const TranscriptLine *LaneLines::newest(LaneId lane, std::chrono::nanoseconds place,
                                        const TimelineClock &clock)
{
    if (!m_transcript) {
        return nullptr;
    }
    const Transcript &transcript = *m_transcript;
    for (; m_taken < transcript.size(); ++m_taken) {
        m_lines[transcript[m_taken].lane].push_back(m_taken);
    }
    const std::vector<std::size_t> &lines = m_lines[lane];
    const auto next = std::ranges::upper_bound(lines, place, {}, [&](std::size_t line) {
        return clock.placeOf(transcript[line].saidAt);
    });
    return next == lines.begin() ? nullptr : &transcript[*(next - 1)];
}

} // namespace thaw
