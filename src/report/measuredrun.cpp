// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/measuredrun.h"

#include "jobs/engine/jobthread.h"
#include "probe/probe.h"

#include <algorithm>
#include <utility>

namespace thaw {

MeasuredRun::MeasuredRun(RunRequest request, Probe &probe, QObject *parent)
    : QObject(parent)
    , m_probe(probe)
{
    const auto before = residentMemory();
    m_run = std::make_unique<Run>(std::move(request));
    if (const auto after = residentMemory(); before && after) {
        m_memoryToMake = std::max<std::int64_t>(after->now - before->now, 0);
    }
    connect(m_run.get(), &Run::ended, this, &MeasuredRun::end);
    connect(&m_probe, &Probe::recorded, this, &MeasuredRun::measure);
}

MeasuredRun::~MeasuredRun()
{
    disconnect(&m_probe, nullptr, this, nullptr);
    m_probe.setStallLimit({}, {}); // the action holds the control of a run that is going
    m_run.reset();
    if (m_recording) {
        m_probe.endRecording();
    }
}

void MeasuredRun::start(std::chrono::milliseconds freezeLimit)
{
    m_recording = true;
    m_peakIsOurs = restartResidentPeak();
    m_memoryBefore = residentMemory().value_or(ResidentMemory());
    m_cpuBefore = currentThreadCpu();
    m_withoutCoreBefore = currentThreadWithoutCore().value_or(std::chrono::nanoseconds());
    m_watch = CoreWatch();
    m_probe.beginRecording();
    const PlacementDescriptor &placement = *m_run->request().placement;
    if ((placement.freezesWindow || placement.isOnGuiThread) && freezeLimit.count() > 0) {
        m_probe.setStallLimit(freezeLimit, [control = m_run->control()] {
            control->requestStop(StopReason::FreezeLimit);
        });
    }
    m_run->start();
}

// Before anybody has shown the end, which takes memory, too.
void MeasuredRun::end()
{
    // A peak of earlier tells of this run only if this run has passed it.
    if (const auto memory = residentMemory();
        memory && (m_peakIsOurs || memory->peak > m_memoryBefore.peak)) {
        // The system counts the two in different ways, some pages apart.
        m_memory = MemoryRecord{m_memoryBefore.now - m_memoryToMake,
                                std::max(memory->peak, m_memoryBefore.now), m_run->childMemory()};
    }
    m_otherUse = m_watch.use();
    m_probe.endRecording();
}

void MeasuredRun::measure(const Recording &recording)
{
    if (!m_recording || m_run->state() != Run::State::Ended) {
        return;
    }
    m_recording = false;
    m_probe.setStallLimit({}, {});

    const RunRequest &request = m_run->request();
    std::vector<ThreadCost> threads{
            {.name = QStringLiteral("main"),
             .cpu = currentThreadCpu() - m_cpuBefore,
             .nice = currentThreadNice(),
             .withoutCore = currentThreadWithoutCore().value_or(m_withoutCoreBefore)
                            - m_withoutCoreBefore}};
    for (const ThreadCost &cost : m_run->threads()) {
        threads.push_back(cost);
    }
    m_record = RunRecord{.job = request.job->id,
                         .placement = request.placement->id,
                         .parameters = request.job->parameters.toJson(request.values),
                         .priority = request.settings.priority,
                         .outcome = *m_run->outcome(),
                         .stopReason = m_run->control()->stopReason(),
                         .elapsed = m_run->elapsed(),
                         .stopTook = m_run->stopTook(),
                         .progress = m_run->progress(),
                         .unit = request.job->unit,
                         .facts = m_run->facts(),
                         .transcript = m_run->sharedTranscript(),
                         .linesDropped = m_run->linesDropped(),
                         .timeline = m_run->sharedTimeline(),
                         .gui = recording,
                         .threads = std::move(threads),
                         .otherUse = m_otherUse,
                         .memory = m_memory,
                         .host = HostRecord::current()};
    Q_EMIT measured(*m_record);
}

} // namespace thaw

#include "moc_measuredrun.cpp"
