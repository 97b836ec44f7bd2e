// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/jobhelp.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace thaw {

namespace {

struct JobHelp
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JobHelp)
};

// Where the text about a job or a parameter begins: as far as in the help about the options.
constexpr int textColumn = 30;

QString initialText(const JobDescriptor &job, const Parameter &parameter)
{
    const QVariant initial =
            job.parameters.toJson(job.parameters.defaults()).value(parameter.name).toVariant();
    return parameter.type == ParameterType::Integer ? QString::number(initial.toLongLong())
                                                    : initial.toString();
}

QString lineFor(const Parameter &parameter, const QString &initial)
{
    QString line = QStringLiteral("  %1=%2 ").arg(parameter.name, initial).leftJustified(textColumn)
                   + parameter.help;
    if (const QString allowed = parameter.allowed(); !allowed.isEmpty()) {
        line += QStringLiteral(" (%1)").arg(allowed);
    }
    if (parameter.required) {
        line += QStringLiteral(" (%1)").arg(JobHelp::tr("required"));
    }
    return line;
}

} // namespace

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

QString settingFor(const Parameter &parameter)
{
    const QString word = parameter.type == ParameterType::NewFile ? QStringLiteral("file")
                                                                  : typeWord(parameter.type);
    return QStringLiteral("--set %1=%2").arg(parameter.name, word.toUpper());
}

QStringList jobHelp(const JobDescriptor &job)
{
    QStringList lines = {QStringLiteral("%1 (%2): %3. %4")
                                 .arg(job.id, jobKindWord(job), job.title, job.summary)};
    for (const Parameter &parameter : job.parameters.all()) {
        lines.append(lineFor(parameter, initialText(job, parameter)));
    }
    for (auto refused = job.refusedPlacements.begin(); refused != job.refusedPlacements.end();
         ++refused) {
        lines.append(QStringLiteral("  ")
                     + JobHelp::tr("not on %1: %2").arg(refused.key(), refused.value()));
    }
    return lines;
}

QStringList jobsByChapter(const JobCatalog &jobs)
{
    QStringList lines;
    QString chapter;
    for (const JobDescriptor &job : jobs.all()) {
        if (job.chapter != chapter) {
            chapter = job.chapter;
            lines.append(QStringLiteral("  %1:").arg(chapter));
        }
        lines.append(QStringLiteral("    %1 ").arg(job.id).leftJustified(textColumn) + job.summary);
    }
    return lines;
}

QStringList placementHelp(const PlacementCatalog &placements)
{
    QStringList lines;
    for (const PlacementDescriptor &placement : placements.all()) {
        lines.append(QStringLiteral("  %1 ").arg(placement.id).leftJustified(textColumn)
                     + placement.summary);
    }
    return lines;
}

} // namespace thaw
