// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/sliceturn.h"

#include "jobs/engine/jobthread.h"

#include <algorithm>
#include <utility>

namespace thaw {

void SliceTurn::begin(Slices slices)
{
    m_slices = std::move(slices);
    m_thread = std::this_thread::get_id();
    m_end = Clock::now() + m_slices.length;
    m_state.set(ControlState::InSlices);
}

std::chrono::milliseconds SliceTurn::longestWait(std::chrono::milliseconds otherwise) const
{
    return isHere() ? std::min(otherwise,
                               std::chrono::ceil<std::chrono::milliseconds>(m_slices.length))
                    : otherwise;
}

void SliceTurn::giveWay(std::chrono::nanoseconds atMost)
{
    if (isHere()) {
        // Those are the window's: what they do is none of the job's.
        JobContext *const context = setCurrentJobContext(nullptr);
        m_slices.handleEvents(atMost);
        setCurrentJobContext(context);
        m_end = Clock::now() + m_slices.length;
    }
}

void SliceTurn::giveWayIfDue()
{
    if (isHere() && !m_state.has(ControlState::Stopping) && Clock::now() >= m_end) {
        giveWay();
    }
}

} // namespace thaw
