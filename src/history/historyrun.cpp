// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyrun.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <memory>

namespace thaw {

namespace {

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

// The record with a transcript that doesn't blow the history up.
RunRecord shortened(const RunRecord &record)
{
    RunRecord result = record;
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
        note.text = QCoreApplication::translate("thaw::History", "… %1 lines left out …")
                            .arg(QLocale().toString(qlonglong{omitted}));
        lines.push_back(note);
        appendCut(lines, all.end() - linesKept, all.end());
    }
    result.linesDropped += omitted;
    result.transcript = std::make_shared<const Lines>(std::move(lines));
    return result;
}

} // namespace

StartedRun StartedRun::now(const RunRequest &request)
{
    return {request.job->id, request.placement->id, request.job->parameters.toJson(request.values),
            QDateTime::currentDateTimeUtc()};
}

QStringList historyOutcomes()
{
    return {QStringLiteral("finished"), QStringLiteral("canceled"), QStringLiteral("failed"),
            QStringLiteral("interrupted"), QStringLiteral("running")};
}

QJsonObject storedJson(const RunRecord &record)
{
    return toJson(shortened(record));
}

QJsonObject storedJson(const StartedRun &run)
{
    RunRecord record;
    record.job = run.job;
    record.placement = run.placement;
    record.parameters = run.parameters;
    record.host = HostRecord::current();
    QJsonObject json = toJson(record);
    json[QStringLiteral("outcome")] = QStringLiteral("running");
    for (const auto &unknown :
         {QStringLiteral("elapsed_ms"), QStringLiteral("progress"), QStringLiteral("gui")}) {
        json[unknown] = QJsonValue();
    }
    return json;
}

QString momentText(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

} // namespace thaw
