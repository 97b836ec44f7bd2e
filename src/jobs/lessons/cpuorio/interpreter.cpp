// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/cpuorio/interpreter.h"

#include <thread>

namespace thaw {

using namespace std::chrono_literals;

void Interpreter::enter(SourceLine where)
{
    if (m_imitated) {
        ++m_wanting;
        m_lock.lock(where);
        --m_wanting;
        m_enteredAt = m_context.activeTime();
        ++m_entries;
    }
    m_computing.enter();
}

void Interpreter::leave(SourceLine where)
{
    m_computing.leave();
    if (m_imitated) {
        m_lock.unlock(where);
    }
}

void Interpreter::giveWay(SourceLine where)
{
    m_context.point(where);
    if (!m_imitated || m_wanting == 0 || m_context.activeTime() - m_enteredAt < 5ms) {
        return;
    }
    const int entries = m_entries;
    leave(where);
    while (m_entries == entries && m_wanting > 0) { // until another has taken it
        m_context.point(where);
        std::this_thread::sleep_for(50us);
    }
    enter(where);
}

} // namespace thaw
