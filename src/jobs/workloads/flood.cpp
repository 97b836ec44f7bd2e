// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood.h"

#include "jobs/workloads/flood/floodjob.h"
#include "jobs/workloads/flood/floodtext.h"

#include <chrono>
#include <vector>

namespace thaw {

namespace {

FloodChannelKind kindOf(const ParameterValues &values)
{
    return static_cast<FloodChannelKind>(
            floodChannelWords().indexOf(values[QStringLiteral("channel")].toString()));
}

FloodPlan planOf(const ParameterValues &values)
{
    const std::chrono::duration<double> seconds(values[QStringLiteral("seconds")].toDouble());
    return {.producers = values[QStringLiteral("producers")].toInt(),
            .rate = values[QStringLiteral("rate")].toDouble(),
            .time = std::chrono::round<std::chrono::nanoseconds>(seconds)};
}

std::vector<Parameter> parameters()
{
    return {
            {.name = QStringLiteral("producers"),
             .type = ParameterType::Integer,
             .label = FloodText::tr("Producers"),
             .help = FloodText::tr("How many there are, on no more threads than there are cores"),
             .initial = qlonglong{1000},
             .least = 1,
             .most = Sample::mostProducers},
            {.name = QStringLiteral("rate"),
             .type = ParameterType::Real,
             .label = FloodText::tr("Rate of each"),
             .help = FloodText::tr("How many samples a second each produces; 0: as many as go "
                                   "through"),
             .initial = 0.0,
             .least = 0,
             .most = 1e6,
             .unit = QStringLiteral("/s")},
            {.name = QStringLiteral("seconds"),
             .type = ParameterType::Real,
             .label = FloodText::tr("Time"),
             .help = FloodText::tr("How long they produce"),
             .initial = 5.0,
             .least = 0.05,
             .most = 3600,
             .unit = QStringLiteral("s")},
            {.name = QStringLiteral("channel"),
             .type = ParameterType::Choice,
             .label = FloodText::tr("Channel"),
             .help = FloodText::tr("How samples get to the window: a queued signal each, batches "
                                   "with credits, or a ring that is drained once a frame"),
             .initial = QStringLiteral("ring"),
             .choices = floodChannelWords()},
    };
}

QMap<QString, QString> refusedPlacements()
{
    const QString deadlock =
            FloodText::tr("the producers wait until the window has taken samples, and the window "
                          "would wait for the producers: neither would ever go on");
    return {{QStringLiteral("gui"), deadlock},
            {QStringLiteral("join"), deadlock},
            {QStringLiteral("process"),
             FloodText::tr(
                     "a child process shares no memory with the window: its samples would all "
                     "have to be written to a pipe, and that is no channel of this job")}};
}

} // namespace

JobDescriptor floodJob()
{
    return {
            .id = QStringLiteral("flood"),
            .title = FloodText::tr("Flood the window"),
            .summary = FloodText::tr("A thousand producers send samples to the window, each shown "
                                     "live in a cell of its own."),
            .icon = QStringLiteral("job-flood"),
            .chapter = workloadsChapter(),
            .unit = QStringLiteral("samples"),
            .parameters = parameters(),
            .refusedPlacements = refusedPlacements(),
            .duration =
                    [](const ParameterValues &values) {
                        return std::chrono::ceil<std::chrono::milliseconds>(planOf(values).time);
                    },
            .make =
                    [](const ParameterValues &values) {
                        return makeFloodJob(planOf(values), kindOf(values));
                    },
    };
}

} // namespace thaw
