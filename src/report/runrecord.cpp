// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/runrecord.h"

#include "jobs/jobthread.h"

#include <QJsonArray>
#include <QSysInfo>
#include <QtGlobal>

#include <cmath>

namespace thaw {

namespace {

// Milliseconds with microseconds behind the point: more digits would pretend.
double milliseconds(std::chrono::nanoseconds time)
{
    return std::round(std::chrono::duration<double, std::micro>(time).count()) / 1000;
}

QJsonObject delays(const DelayHistogram &histogram)
{
    return {{QStringLiteral("count"), static_cast<qint64>(histogram.count())},
            {QStringLiteral("p50"), milliseconds(histogram.percentile(50))},
            {QStringLiteral("p95"), milliseconds(histogram.percentile(95))},
            {QStringLiteral("p99"), milliseconds(histogram.percentile(99))},
            {QStringLiteral("max"), milliseconds(histogram.max())}};
}

QJsonObject gui(const Recording &recording)
{
    QJsonArray stalls;
    for (const Stall &stall : recording.stalls) {
        stalls.append(QJsonObject{
                {QStringLiteral("start_ms"), milliseconds(stall.start - recording.start)},
                {QStringLiteral("duration_ms"), milliseconds(stall.duration)}});
    }
    return {{QStringLiteral("delay_ms"), delays(recording.delays)},
            {QStringLiteral("frames"),
             QJsonObject{{QStringLiteral("expected"), qint64{recording.frames.expected}},
                         {QStringLiteral("delivered"), qint64{recording.frames.delivered}}}},
            {QStringLiteral("stalls"), stalls},
            {QStringLiteral("longest_stall_ms"), milliseconds(recording.longestStall())}};
}

} // namespace

HostRecord HostRecord::current()
{
    return {coreCount(), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName()};
}

QJsonObject toJson(const RunRecord &record)
{
    QJsonArray transcript;
    if (record.transcript) {
        for (const TranscriptLine &line : *record.transcript) {
            transcript.append(line.text);
        }
    }
    QJsonArray threads;
    for (const ThreadCost &cost : record.threads) {
        threads.append(QJsonObject{{QStringLiteral("name"), cost.name},
                                   {QStringLiteral("cpu_ms"), milliseconds(cost.cpu)}});
    }
    const bool failed = record.outcome.kind == OutcomeKind::Failed;
    return {{QStringLiteral("schema"), QStringLiteral("thaw.run/1")},
            {QStringLiteral("job"), record.job},
            {QStringLiteral("placement"), record.placement},
            {QStringLiteral("parameters"), record.parameters},
            {QStringLiteral("outcome"), outcomeWord(record.outcome.kind)},
            {QStringLiteral("error"), failed ? QJsonValue(record.outcome.reason) : QJsonValue()},
            {QStringLiteral("elapsed_ms"), milliseconds(record.elapsed)},
            {QStringLiteral("progress"),
             QJsonObject{{QStringLiteral("done"), qint64{record.progress.done}},
                         {QStringLiteral("total"), qint64{record.progress.total}},
                         {QStringLiteral("unit"), record.unit}}},
            {QStringLiteral("facts"), record.facts},
            {QStringLiteral("transcript"), transcript},
            {QStringLiteral("transcript_dropped"), qint64{record.linesDropped}},
            {QStringLiteral("gui"), gui(record.gui)},
            {QStringLiteral("threads"), threads},
            {QStringLiteral("host"), QJsonObject{{QStringLiteral("cores"), record.host.cores},
                                                 {QStringLiteral("qt"), record.host.qt},
                                                 {QStringLiteral("os"), record.host.os}}}};
}

} // namespace thaw
