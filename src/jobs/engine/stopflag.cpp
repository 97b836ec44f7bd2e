// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/stopflag.h"

namespace thaw {

bool StopFlag::set(StopReason reason)
{
    if (m_reason != StopReason::None) {
        return false;
    }
    m_reason = reason;
    m_since = Clock::now();
    m_state.set(ControlState::Stopping);
    return true;
}

} // namespace thaw
