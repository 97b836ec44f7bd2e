// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/startline.h"

#include <algorithm>
#include <chrono>
#include <random>

namespace thaw {

/// When a thread is interrupted, and for how long: at about eight places, which are others in each
/// thread and in each run, as they would be if the system did it. At one of the first places it
/// waits until all threads are there. Used by that thread.
class Interruptions
{
public:
    /// The thread comes to `places` places, and waits for the others at the one with the number
    /// `meetingPlace`, counted from 1.
    Interruptions(JobContext &context, StartLine &start, int meetingPlace, int places)
        : m_context(context)
        , m_start(start)
        , m_placesToMeeting(meetingPlace)
        , m_mostPlacesBetween(std::max(places / 4, 2))
        , m_random(std::random_device{}())
        , m_placesLeft(draw(m_mostPlacesBetween))
    {}

    /// The thread is at one of these places. Throws Canceled when the run must stop.
    void mayCome(SourceLine where = SourceLine::current())
    {
        if (m_placesToMeeting > 0) {
            if (--m_placesToMeeting == 0) {
                m_start.arrive(where);
            }
        } else if (--m_placesLeft <= 0) {
            m_placesLeft = draw(m_mostPlacesBetween);
            m_context.sleep(std::chrono::microseconds(1000 + draw(8000)), where);
        }
    }

private:
    [[nodiscard]] int draw(int most) { return std::uniform_int_distribution(1, most)(m_random); }

    JobContext &m_context;
    StartLine &m_start;
    int m_placesToMeeting;
    const int m_mostPlacesBetween;
    std::minstd_rand m_random;
    int m_placesLeft;
};

} // namespace thaw
