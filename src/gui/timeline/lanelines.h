// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/timelineclock.h"
#include "jobs/engine/runchannel.h"
#include "jobs/engine/timeline.h"

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace thaw {

/// The lines of a run's transcript, by the lane of the thread that said them.
class LaneLines
{
public:
    using Transcript = std::vector<TranscriptLine>;

    /// Those of this one from now on; it may grow. Null: none.
    void show(std::shared_ptr<const Transcript> transcript);
    /// The last one that was said up to this place of the timeline; null if none was.
    [[nodiscard]] const TranscriptLine *newest(LaneId lane, std::chrono::nanoseconds place,
                                               const TimelineClock &clock);

private:
    std::shared_ptr<const Transcript> m_transcript;
    std::size_t m_taken = 0; // of its lines
    std::map<LaneId, std::vector<std::size_t>> m_lines;
};

} // namespace thaw
