// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/measure.h"

#include "report/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace thaw {

namespace {

using std::chrono::nanoseconds;

struct MeasureText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::MeasureText)
};

double milliseconds(nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

std::optional<double> measured(const RunRecord &record, Measure measure)
{
    switch (measure) {
    case Measure::Elapsed:
        return milliseconds(record.elapsed);
    case Measure::CpuTime:
        return milliseconds(std::accumulate(
                record.threads.begin(), record.threads.end(), nanoseconds(),
                [](nanoseconds sum, const ThreadCost &cost) { return sum + cost.cpu; }));
    case Measure::WorstDelay:
        return milliseconds(record.gui.delays.max());
    case Measure::DelayP99:
        return milliseconds(record.gui.delays.percentile(99));
    case Measure::FramesMissed:
        return static_cast<double>(record.gui.frames.missed());
    case Measure::Stalls:
        return static_cast<double>(record.gui.stalls.size())
               + static_cast<double>(record.gui.stallsDropped);
    case Measure::Memory:
        return record.memory ? std::optional(record.memory->taken()) : std::nullopt;
    }
    Q_UNREACHABLE();
}

QString measureKey(Measure measure)
{
    switch (measure) {
    case Measure::Elapsed:
        return QStringLiteral("elapsed_ms");
    case Measure::CpuTime:
        return QStringLiteral("cpu_ms");
    case Measure::WorstDelay:
        return QStringLiteral("delay_max_ms");
    case Measure::DelayP99:
        return QStringLiteral("delay_p99_ms");
    case Measure::FramesMissed:
        return QStringLiteral("frames_missed");
    case Measure::Stalls:
        return QStringLiteral("stalls");
    case Measure::Memory:
        return QStringLiteral("memory_bytes");
    }
    Q_UNREACHABLE();
}

QString measureTitle(Measure measure)
{
    switch (measure) {
    case Measure::Elapsed:
        return MeasureText::tr("Elapsed");
    case Measure::CpuTime:
        return MeasureText::tr("CPU time");
    case Measure::WorstDelay:
        return MeasureText::tr("Worst delay");
    case Measure::DelayP99:
        return MeasureText::tr("p99 delay");
    case Measure::FramesMissed:
        return MeasureText::tr("Frames missed");
    case Measure::Stalls:
        return MeasureText::tr("Stalls");
    case Measure::Memory:
        return MeasureText::tr("Memory");
    }
    Q_UNREACHABLE();
}

QString measureHelp(Measure measure)
{
    switch (measure) {
    case Measure::Elapsed:
        return MeasureText::tr(
                "From the job's first moment to its last, without pauses; in a child process with "
                "the time to start it.");
    case Measure::CpuTime:
        return MeasureText::tr(
                "The processor time of the GUI thread and of all the job's threads, also those "
                "of a child process.");
    case Measure::WorstDelay:
        return MeasureText::tr("The longest that an event waited for the GUI thread.");
    case Measure::DelayP99:
        return MeasureText::tr(
                "In 99 % of the time an event would have waited no longer for the GUI thread.");
    case Measure::FramesMissed:
        return MeasureText::tr(
                "The frames, 60 a second, in which the GUI thread's event loop took no turn.");
    case Measure::Stalls:
        return MeasureText::tr("How often the GUI thread handled nothing for more than 100 ms.");
    case Measure::Memory:
        return MeasureText::tr(
                "The most resident memory above what was there before the run; for a child process "
                "all of its own added, shared libraries included.");
    }
    Q_UNREACHABLE();
}

QString measureText(Measure measure, double value)
{
    switch (measure) {
    case Measure::Elapsed:
    case Measure::CpuTime:
    case Measure::WorstDelay:
    case Measure::DelayP99:
        return timeText(nanoseconds(std::llround(value * 1e6)));
    case Measure::FramesMissed:
    case Measure::Stalls:
        // The middle of two counts may lie between them.
        return QLocale().toString(value, 'f', value == std::floor(value) ? 0 : 1);
    case Measure::Memory:
        return amountText(std::llround(std::min(value, 1e18)), QStringLiteral("bytes"));
    }
    Q_UNREACHABLE();
}

std::optional<Spread> Spread::of(std::vector<double> values)
{
    if (values.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    const double median = values.size() % 2 == 1
                                  ? values[middle]
                                  : std::midpoint(values[middle - 1], values[middle]);
    return Spread{median, values.front(), values.back()};
}

QString rangeText(Measure measure, const Spread &spread)
{
    QString least = measureText(measure, spread.least);
    const QString most = measureText(measure, spread.most);
    if (least == most) {
        return {};
    }
    const QString unit = most.section(QChar::Space, 1);
    if (most.count(QChar::Space) == 1 && least.section(QChar::Space, 1) == unit) {
        least = least.section(QChar::Space, 0, 0);
    }
    return QStringLiteral("%1–%2").arg(least, most);
}

} // namespace thaw
