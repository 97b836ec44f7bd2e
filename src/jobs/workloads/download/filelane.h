// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runchannel.h"

#include <QString>

namespace thaw {

/// A lane of its own for what isn't a thread: a file on its way. One state after the other, without
/// a gap, until it is destroyed. One thread's.
class FileLane
{
public:
    FileLane(RunChannel &channel, const QString &name, LaneState state, const QString &object)
        : m_channel(channel)
        , m_span{.lane = channel.addLane(name).id,
                 .state = state,
                 .start = Span::Clock::now(),
                 .end = {},
                 .object = object}
    {
        m_channel.changeSpan(nullptr, &m_span);
    }
    ~FileLane()
    {
        m_span.end = Span::Clock::now();
        m_channel.changeSpan(&m_span, nullptr);
    }
    FileLane(const FileLane &) = delete;
    FileLane &operator=(const FileLane &) = delete;

    void enter(LaneState state, const QString &object = {})
    {
        if (state == m_span.state && object == m_span.object) {
            return;
        }
        const auto now = Span::Clock::now();
        m_span.end = now;
        const Span next{
                .lane = m_span.lane, .state = state, .start = now, .end = now, .object = object};
        m_channel.changeSpan(&m_span, &next);
        m_span = next;
    }

private:
    RunChannel &m_channel;
    Span m_span;
};

} // namespace thaw
