// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyrun.h"

namespace thaw {

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
