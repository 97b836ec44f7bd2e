// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listcommand.h"

#include "app/output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace thaw {

namespace {

QString typeWord(ParameterType type)
{
    switch (type) {
    case ParameterType::Integer:
        return QStringLiteral("integer");
    case ParameterType::Real:
        return QStringLiteral("number");
    case ParameterType::Switch:
        return QStringLiteral("switch");
    case ParameterType::Choice:
        return QStringLiteral("choice");
    case ParameterType::Text:
        return QStringLiteral("text");
    case ParameterType::Folder:
        return QStringLiteral("folder");
    case ParameterType::File:
        return QStringLiteral("file");
    case ParameterType::NewFile:
        return QStringLiteral("new file");
    }
    Q_UNREACHABLE();
}

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
    return {{QStringLiteral("id"), job.id},
            {QStringLiteral("kind"), jobKindWord(job.kind)},
            {QStringLiteral("title"), job.title},
            {QStringLiteral("summary"), job.summary},
            {QStringLiteral("parameters"), parameters}};
}

QString lineFor(const Parameter &parameter, const QString &initial)
{
    QString line = QStringLiteral("    %1=%2").arg(parameter.name, initial).leftJustified(28)
                   + QChar::Space + parameter.help;
    if (const QString allowed = parameter.allowed(); !allowed.isEmpty()) {
        line += QStringLiteral(" (%1)").arg(allowed);
    }
    if (parameter.required) {
        line += QStringLiteral(" (%1)").arg(
                QCoreApplication::translate("thaw::ListCommand", "required"));
    }
    return line;
}

} // namespace

int listJobs(const ListCommand &command, const JobCatalog &jobs)
{
    StandardOutput output;
    QJsonArray array;
    for (const JobDescriptor &job : jobs.all()) {
        if (command.json) {
            array.append(toJson(job));
            continue;
        }
        output.writeLine(QStringLiteral("%1 (%2): %3. %4")
                                 .arg(job.id, jobKindWord(job.kind), job.title, job.summary));
        const QJsonObject defaults = job.parameters.toJson(job.parameters.defaults());
        for (const Parameter &parameter : job.parameters.all()) {
            const QVariant initial = defaults.value(parameter.name).toVariant();
            const bool whole = parameter.type == ParameterType::Integer;
            output.writeLine(lineFor(parameter, whole ? QString::number(initial.toLongLong())
                                                      : initial.toString()));
        }
    }
    if (command.json) {
        output.write(QJsonDocument(array).toJson());
    }
    return output.failed() ? 1 : 0;
}

} // namespace thaw
