// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/runrecord.h"

#include "jobs/engine/jobthread.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QSysInfo>
#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace thaw {

namespace {

struct ShortenedRecord
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ShortenedRecord)
};

constexpr std::ptrdiff_t linesKept = 200; // of the first, and as many of the last
constexpr qsizetype longestLine = 2000;

using Lines = std::vector<TranscriptLine>;

void appendCut(Lines &lines, Lines::const_iterator from, Lines::const_iterator to)
{
    for (; from != to; ++from) {
        lines.push_back(*from);
        QString &text = lines.back().text;
        if (text.size() > longestLine) {
            text = text.left(longestLine) + QChar(u'…');
        }
    }
}

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
            {QStringLiteral("max"), milliseconds(histogram.max())},
            // Records without it are of an earlier version, which weighed each ping alike.
            {QStringLiteral("weighted_by"), QStringLiteral("time")}};
}

QJsonArray stalls(const std::vector<Stall> &stalls, const Recording &recording)
{
    QJsonArray array;
    for (const Stall &stall : stalls) {
        array.append(QJsonObject{
                {QStringLiteral("start_ms"), milliseconds(stall.start - recording.start)},
                {QStringLiteral("duration_ms"), milliseconds(stall.duration)},
                {QStringLiteral("what"), stall.what.isEmpty() ? QJsonValue() : stall.what}});
    }
    return array;
}

QJsonObject gui(const Recording &recording)
{
    return {{QStringLiteral("delay_ms"), delays(recording.delays)},
            {QStringLiteral("frames"),
             QJsonObject{{QStringLiteral("expected"), qint64{recording.frames.expected}},
                         {QStringLiteral("delivered"), qint64{recording.frames.delivered}}}},
            {QStringLiteral("stalls"), stalls(recording.stalls, recording)},
            {QStringLiteral("longest_stall_ms"), milliseconds(recording.longestStall())},
            {QStringLiteral("columns_stalls"), stalls(recording.stallsApart, recording)}};
}

QJsonValue memoryValue(const std::optional<MemoryRecord> &memory)
{
    if (!memory) {
        return {};
    }
    return QJsonObject{{QStringLiteral("start_bytes"), qint64{memory->start}},
                       {QStringLiteral("peak_bytes"), qint64{memory->peak}},
                       {QStringLiteral("child_peak_bytes"),
                        memory->childPeak ? QJsonValue(qint64{*memory->childPeak}) : QJsonValue()}};
}

} // namespace

double MemoryRecord::taken() const
{
    return static_cast<double>(std::max<std::int64_t>(peak - start, 0))
           + static_cast<double>(childPeak.value_or(0));
}

RunRecord shortened(const RunRecord &record)
{
    RunRecord result = record;
    result.timeline.reset();
    if (!record.transcript) {
        return result;
    }
    const Lines &all = *record.transcript;
    Lines lines;
    const auto omitted = std::max<std::ptrdiff_t>(std::ssize(all) - 2 * linesKept, 0);
    if (omitted == 0) {
        appendCut(lines, all.begin(), all.end());
    } else {
        appendCut(lines, all.begin(), all.begin() + linesKept);
        TranscriptLine note;
        note.text = ShortenedRecord::tr("… %1 lines left out …")
                            .arg(QLocale().toString(qlonglong{omitted}));
        lines.push_back(note);
        appendCut(lines, all.end() - linesKept, all.end());
    }
    result.linesDropped += omitted;
    result.transcript = std::make_shared<const Lines>(std::move(lines));
    return result;
}

HostRecord HostRecord::current()
{
    return {coreCount(), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName()};
}

QJsonObject toJson(const HostRecord &host)
{
    return {{QStringLiteral("cores"), host.cores},
            {QStringLiteral("qt"), host.qt},
            {QStringLiteral("os"), host.os}};
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
        threads.append(
                QJsonObject{{QStringLiteral("name"), cost.name},
                            {QStringLiteral("cpu_ms"), milliseconds(cost.cpu)},
                            {QStringLiteral("without_core_ms"), milliseconds(cost.withoutCore)},
                            {QStringLiteral("nice"), cost.nice}});
    }
    const bool failed = record.outcome.kind == OutcomeKind::Failed;
    return {{QStringLiteral("schema"), QStringLiteral("thaw.run/1")},
            {QStringLiteral("job"), record.job},
            {QStringLiteral("placement"), record.placement},
            {QStringLiteral("parameters"), record.parameters},
            {QStringLiteral("priority"), jobPriorityWord(record.priority)},
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
            {QStringLiteral("others"),
             QJsonObject{
                     {QStringLiteral("cpu_ms"), milliseconds(record.otherUse.others)},
                     {QStringLiteral("stolen_ms"), milliseconds(record.otherUse.stolen)},
                     {QStringLiteral("throttled_ms"), milliseconds(record.otherUse.throttled)}}},
            {QStringLiteral("memory"), memoryValue(record.memory)},
            {QStringLiteral("host"), toJson(record.host)}};
}

} // namespace thaw
