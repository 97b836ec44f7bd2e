// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisonsequence.h"

#include "jobs/system/residentmemory.h"

#include <utility>

namespace thaw {

ComparisonSequence::ComparisonSequence(ComparisonPlan plan, Start start, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_start(std::move(start))
    , m_comparison(Comparison::begin(m_plan))
{
    m_breather.setSingleShot(true);
    connect(&m_breather, &QTimer::timeout, this, &ComparisonSequence::startNext);
}

void ComparisonSequence::begin()
{
    startNext();
}

void ComparisonSequence::startNext()
{
    if (m_isOver) {
        return;
    }
    if (isStopRequested()) {
        end(Comparison::State::Canceled);
        return;
    }
    returnFreedMemory(); // what the last run has left would hide what this one takes
    std::shared_ptr<RunControl> control = m_start(m_plan.request(m_next++));
    std::optional<StopReason> stop;
    {
        const std::lock_guard lock(m_mutex);
        m_control = control;
        stop = m_stop; // that came while the run was being made
    }
    if (stop) {
        control->requestStop(*stop);
    }
}

void ComparisonSequence::take(const RunRecord &record)
{
    {
        const std::lock_guard lock(m_mutex);
        m_control.reset();
    }
    m_comparison.add(record);
    Q_EMIT advanced(m_comparison);
    const bool wasCanceled = record.outcome.kind == OutcomeKind::Canceled
                             && record.stopReason != StopReason::FreezeLimit;
    if (wasCanceled || (isStopRequested() && m_next < m_plan.runCount())) {
        end(Comparison::State::Canceled);
    } else if (m_next == m_plan.runCount()) {
        end(Comparison::State::Complete);
    } else {
        m_breather.start(breather);
    }
}

void ComparisonSequence::requestStop(StopReason reason)
{
    const std::lock_guard lock(m_mutex);
    m_stop = m_stop.value_or(reason);
    if (m_control) {
        m_control->requestStop(reason);
        return;
    }
    // Queued, from whatever thread: there may be no run whose end would be noticed.
    QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_breather.isActive()) {
                    m_breather.stop();
                    startNext();
                }
            },
            Qt::QueuedConnection);
}

void ComparisonSequence::end(Comparison::State state)
{
    if (!std::exchange(m_isOver, true)) {
        m_comparison.state = state;
        Q_EMIT ended(m_comparison);
    }
}

bool ComparisonSequence::isStopRequested()
{
    const std::lock_guard lock(m_mutex);
    return m_stop.has_value();
}

} // namespace thaw

#include "moc_comparisonsequence.cpp"
