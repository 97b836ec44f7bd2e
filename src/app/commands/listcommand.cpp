// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listcommand.h"

#include "app/arguments/jobhelp.h"
#include "app/output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace thaw {

namespace {

QJsonObject toJson(const Parameter &parameter, const QJsonValue &initial)
{
    QJsonObject object{{QStringLiteral("name"), parameter.name},
                       {QStringLiteral("type"), typeWord(parameter.type)},
                       {QStringLiteral("help"), parameter.help},
                       {QStringLiteral("default"), initial},
                       {QStringLiteral("required"), parameter.required}};
    if (parameter.type == ParameterType::Integer || parameter.type == ParameterType::Real) {
        object.insert(QStringLiteral("least"), parameter.least);
        object.insert(QStringLiteral("most"), parameter.most);
        object.insert(QStringLiteral("unit"), parameter.unit);
    }
    if (parameter.type == ParameterType::Choice) {
        object.insert(QStringLiteral("choices"), QJsonArray::fromStringList(parameter.choices));
    }
    return object;
}

QJsonObject toJson(const JobDescriptor &job)
{
    const QJsonObject defaults = job.parameters.toJson(job.parameters.defaults());
    QJsonArray parameters;
    for (const Parameter &parameter : job.parameters.all()) {
        parameters.append(toJson(parameter, defaults.value(parameter.name)));
    }
    QJsonObject refused;
    for (auto placement = job.refusedPlacements.begin(); placement != job.refusedPlacements.end();
         ++placement) {
        refused.insert(placement.key(), placement.value());
    }
    return {{QStringLiteral("id"), job.id},
            {QStringLiteral("kind"), jobKindWord(job)},
            {QStringLiteral("title"), job.title},
            {QStringLiteral("summary"), job.summary},
            {QStringLiteral("parameters"), parameters},
            {QStringLiteral("refused_placements"), refused}};
}

// The chapters, and in each its jobs.
QString text(const JobCatalog &jobs)
{
    QStringList lines;
    QString chapter;
    for (const JobDescriptor &job : jobs.all()) {
        if (job.chapter != chapter) {
            if (!lines.isEmpty()) {
                lines.append(QString());
            }
            chapter = job.chapter;
            lines.append(chapter + QLatin1Char(':'));
        }
        lines += jobHelp(job);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

int listJobs(const ListCommand &command, const JobCatalog &jobs)
{
    StandardOutput output;
    if (command.json) {
        QJsonArray array;
        for (const JobDescriptor &job : jobs.all()) {
            array.append(toJson(job));
        }
        output.write(QJsonDocument(array).toJson());
    } else {
        output.writeLine(text(jobs));
    }
    return output.failed() ? 1 : 0;
}

} // namespace thaw
