// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobcontext.h"

#include "jobs/engine/jobthread.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

namespace thaw {

namespace {

struct StepOrResume
{
    Q_DECLARE_TR_FUNCTIONS(thaw::StepOrResume)
};

} // namespace

QString stepOrResume()
{
    return StepOrResume::tr("Step or Resume");
}

namespace {

// In the lane, a thread that is paused in its sleep waits for the person.
void traceHoldUp(bool isHeldUp)
{
    if (LaneTracer *tracer = LaneTracer::current()) {
        if (isHeldUp) {
            tracer->enter(LaneState::Waiting, stepOrResume());
        } else {
            tracer->enter(LaneState::Sleeping);
        }
    }
}

} // namespace

JobContext::JobContext(RunControl &control, RunChannel &channel)
    : m_control(control)
    , m_channel(channel)
{}

bool JobContext::passPointSlowly()
{
    m_control.turn().giveWayIfDue(); // a pause may begin in it
    std::optional<LaneStateScope> waiting;
    if (m_control.paused()) {
        waiting.emplace(LaneState::Waiting, stepOrResume());
    }
    return m_control.passPoint();
}

bool JobContext::sleepFor(std::chrono::nanoseconds time)
{
    const LaneStateScope sleeping(LaneState::Sleeping);
    return m_control.sleepFor(time, traceHoldUp);
}

void JobContext::say(const QString &text)
{
    const LaneTracer *tracer = LaneTracer::current();
    TranscriptLine line{
            .thread = currentThreadName(), .text = text, .lane = tracer ? tracer->lane() : noLane};
    m_control.tellTime([&](RunControl::Clock::time_point now, std::chrono::nanoseconds active) {
        line.at = active;
        line.saidAt = now;
        m_channel.say(std::move(line));
    });
}

std::chrono::nanoseconds JobContext::sleep(std::chrono::nanoseconds time, SourceLine where)
{
    if (time.count() <= 0) {
        point(where);
        return {};
    }
    markLine(where);
    const LaneStateScope sleeping(LaneState::Sleeping);
    const auto slept = m_control.sleepPaced(time, traceHoldUp);
    if (!slept) {
        throw Canceled();
    }
    return *slept;
}

void JobContext::throwIfStopped() const
{
    if (stopRequested()) {
        throw Canceled();
    }
}

} // namespace thaw
