// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <QString>

namespace thaw {

class RunChannel;

/// Traces what one thread of a job does, as spans of its lane: one state after the other, without
/// a gap. It begins and ends in Running.
///
/// Made, used and destroyed on the thread that it traces; what it reports goes to the channel.
class LaneTracer
{
public:
    LaneTracer(RunChannel &channel, const Lane &lane);
    ~LaneTracer();
    LaneTracer(const LaneTracer &) = delete;
    LaneTracer &operator=(const LaneTracer &) = delete;

    /// The calling thread's; null on a thread that isn't traced.
    [[nodiscard]] static LaneTracer *current() { return s_current; }

    [[nodiscard]] LaneId lane() const { return m_span.lane; }
    /// The thread is at this line of the lesson's source now. Costs a store.
    void setLine(int line) { m_line->store(line, std::memory_order_relaxed); }
    /// The state changes now.
    void enter(LaneState state, const QString &object = {}, const QString &holder = {});

private:
    static constinit inline thread_local LaneTracer *s_current = nullptr;

    RunChannel &m_channel;
    const std::shared_ptr<std::atomic<int>> m_line;
    Span m_span; // the one that goes on
    LaneTracer *const m_outer;
};

/// The calling thread is in `state` for as long as this lives, then it runs again. On a thread that
/// isn't traced it does nothing.
class LaneStateScope
{
public:
    explicit LaneStateScope(LaneState state, const QString &object = {}, const QString &holder = {})
        : m_tracer(LaneTracer::current())
    {
        if (m_tracer) {
            m_tracer->enter(state, object, holder);
        }
    }
    ~LaneStateScope()
    {
        if (m_tracer) {
            m_tracer->enter(LaneState::Running);
        }
    }
    LaneStateScope(const LaneStateScope &) = delete;
    LaneStateScope &operator=(const LaneStateScope &) = delete;

private:
    LaneTracer *const m_tracer;
};

} // namespace thaw
