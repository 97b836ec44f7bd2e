// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobcontext.h"

#include "jobs/jobthread.h"

namespace thaw {

JobContext::JobContext(RunControl &control, RunChannel &channel)
    : m_control(control)
    , m_channel(channel)
{}

void JobContext::say(const QString &text)
{
    m_channel.say({m_control.activeTime(), currentThreadName(), text});
}

} // namespace thaw
