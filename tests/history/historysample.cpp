// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historysample.h"

#include "history/historydatabase.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <chrono>
#include <memory>
#include <vector>

namespace thaw {

StartedRun startedSample(int number)
{
    static const QStringList jobs{QStringLiteral("primes"), QStringLiteral("hash"),
                                  QStringLiteral("wait")};
    return {.job = jobs[number % 3],
            .placement = number % 2 == 0 ? QStringLiteral("worker") : QStringLiteral("gui"),
            .parameters = {{QStringLiteral("limit"), 1000 + number},
                           {QStringLiteral("path"), QStringLiteral("100%_of/it")}},
            .at = QDateTime({2026, 11, 1}, {12, 0}, QTimeZone::utc()).addSecs(60 * number)};
}

TranscriptLine lineSample(const QString &text)
{
    TranscriptLine line;
    line.text = text;
    return line;
}

RunRecord recordSample(int number)
{
    const StartedRun run = startedSample(number);
    RunRecord record;
    record.job = run.job;
    record.placement = run.placement;
    record.parameters = run.parameters;
    record.outcome = number % 7 == 6 ? Outcome::failed(QStringLiteral("The moon is missing; wait."))
                     : number % 7 == 5 ? Outcome::canceled()
                                       : Outcome::finished();
    record.stopReason = number % 7 == 5 ? StopReason::User : StopReason::None;
    record.elapsed = std::chrono::milliseconds(100 + number * 37 % 1000);
    record.progress = {number, 1000};
    record.unit = QStringLiteral("steps");
    record.facts = {{QStringLiteral("count"), number}};
    record.transcript = std::make_shared<const std::vector<TranscriptLine>>(
            std::vector{lineSample(QStringLiteral("line %1").arg(number))});
    record.gui.delays.record(std::chrono::microseconds(200 + number * 53 % 5000));
    record.gui.frames = {60, 60 - number % 9};
    record.threads = {{QStringLiteral("main"), std::chrono::milliseconds(3)},
                      {QStringLiteral("worker"), std::chrono::milliseconds(90)}};
    record.threads.back().withoutCore = std::chrono::milliseconds(7);
    record.otherUse.others = std::chrono::seconds(2);
    record.host = HostRecord::current();
    return record;
}

qint64 addSample(HistoryDatabase &database, int number)
{
    const StartedRun run = startedSample(number);
    const qint64 id = database.begin(run);
    database.keep(id, run, recordSample(number), run.at.addMSecs(1500));
    return id;
}

} // namespace thaw
