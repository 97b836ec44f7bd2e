// SPDX-License-Identifier: MIT
#include "probe/recorder.h"

#include <algorithm>
#include <utility>

namespace thaw {

Recorder::Recorder(TimePoint start)
    : m_delays(start)
    , m_frames(start)
{
    m_recording.start = start;
}

void Recorder::addStall(Stall stall, std::chrono::nanoseconds threshold)
{
    if (stall.start < m_recording.start) {
        stall.duration -= m_recording.start - stall.start;
        stall.start = m_recording.start;
        stall.startUncertainty = {};
        if (stall.duration <= threshold) {
            return;
        }
    }
    const bool isApart = stall.isApart;
    std::vector<Stall> &stalls = isApart ? m_recording.stallsApart : m_recording.stalls;
    stalls.push_back(std::move(stall));
    if (stalls.size() > maxStalls) {
        const auto shorter = [](const Stall &a, const Stall &b) { return a.duration < b.duration; };
        stalls.erase(std::min_element(stalls.begin(), stalls.end(), shorter));
        ++(isApart ? m_recording.stallsApartDropped : m_recording.stallsDropped);
    }
}

Recording Recorder::closed(TimePoint end) const
{
    Recording recording = m_recording;
    recording.end = end;
    recording.delays = m_delays.delaysUntil(end);
    recording.frames = m_frames.count(end);
    return recording;
}

} // namespace thaw
