// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/stepgate.h"

#include <algorithm>
#include <utility>

namespace thaw {

void StepGate::close()
{
    m_steps = 0;
    m_stepsSeen.clear();
    m_state.set(ControlState::Pausing);
    tell(false);
}

void StepGate::open()
{
    m_state.clear(ControlState::Pausing);
    tell(true);
}

void StepGate::step()
{
    ++m_steps;
    tell(true);
}

bool StepGate::letsPass()
{
    return !isClosed() || hasPermit();
}

bool StepGate::hasPermit()
{
    return m_stepsSeen[std::this_thread::get_id()] < m_steps;
}

// Of the permits that the thread has, one is taken and one is left at the most.
void StepGate::pass()
{
    if (isClosed()) {
        std::uint64_t &seen = m_stepsSeen[std::this_thread::get_id()];
        seen = std::max(seen + 1, m_steps - 1);
    }
}

bool StepGate::tryPass()
{
    if (!isClosed() || !hasPermit()) {
        return false;
    }
    pass();
    return true;
}

void StepGate::threadBegins()
{
    m_stepsSeen[std::this_thread::get_id()] = m_steps;
}

std::uint64_t StepGate::listen(std::function<void(bool mayRun)> mayRun)
{
    if (isClosed()) {
        mayRun(false);
    }
    m_listeners.emplace(m_nextListener, std::move(mayRun));
    return m_nextListener++;
}

void StepGate::tell(bool mayRun) const
{
    for (const auto &[number, listener] : m_listeners) {
        listener(mayRun);
    }
}

} // namespace thaw
