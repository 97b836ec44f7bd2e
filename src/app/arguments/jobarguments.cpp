// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/jobarguments.h"

#include "app/arguments/jobhelp.h"
#include "app/arguments/numberbetween.h"
#include "jobs/job/nearestname.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace thaw {

namespace {

QString priorityWords()
{
    QStringList words;
    for (const JobPriority priority : jobPriorities) {
        words.append(jobPriorityWord(priority));
    }
    return words.join(QStringLiteral(", "));
}

std::optional<QString> setValue(const JobDescriptor &job, ParameterValues &values,
                                const QByteArray &setting)
{
    const qsizetype equals = setting.indexOf('=');
    if (equals < 1) {
        return JobArguments::tr("'%1' sets nothing; --set takes NAME=VALUE")
                .arg(displayPath(setting));
    }
    const auto error =
            job.parameters.set(values, displayPath(setting.left(equals)), setting.mid(equals + 1));
    return error ? std::optional(JobArguments::tr("%1: %2").arg(job.id, *error)) : std::nullopt;
}

// The message with what was given, which may have been meant otherwise, and what is allowed.
template <typename Descriptors>
QString unknown(const QString &message, const std::string &id, const Descriptors &allowed)
{
    const QString given = displayPath(QByteArray::fromStdString(id));
    const QStringList ids = idsOf(allowed);
    return message.arg(quotedGiven(given, nearestName(given, ids)), ids.join(QStringLiteral(", ")));
}

} // namespace

std::optional<QString> findJob(const JobCatalog &jobs, const std::string &id,
                               const JobDescriptor *&job)
{
    job = jobs.find(QString::fromStdString(id));
    return job ? std::nullopt
               : std::optional(unknown(JobArguments::tr("there is no job %1; allowed: %2"), id,
                                       jobs.all()));
}

std::optional<QString> findPlacement(const PlacementCatalog &placements, const std::string &id,
                                     const PlacementDescriptor *&placement)
{
    placement = placements.find(QString::fromStdString(id));
    return placement ? std::nullopt
                     : std::optional(
                             unknown(JobArguments::tr("there is no placement %1; allowed: %2"), id,
                                     placements.all()));
}

void JobArguments::declare(CLI::App &command)
{
    command.add_option("JOB", m_job, tr("The job to run, see below").toStdString())
            ->required()
            ->type_name("");
    command.add_option("--set", m_settings,
                       tr("Set a parameter of the job, see below; may be given more than once")
                               .toStdString())
            ->type_name("NAME=VALUE")
            ->allow_extra_args(false)
            ->take_all();
    const auto leastSlice = static_cast<int>(PlacementSettings::leastSlice.count());
    const auto mostSlice = static_cast<int>(PlacementSettings::mostSlice.count());
    command.add_option("--slice", m_slice,
                       tr("In placement slices: give way every MS milliseconds, %1 to %2 "
                          "(default: %3)")
                               .arg(leastSlice)
                               .arg(mostSlice)
                               .arg(m_slice)
                               .toStdString())
            ->check(numberBetween(leastSlice, mostSlice))
            ->type_name("MS");
    command.add_option("--pool", m_poolSize,
                       tr("In placement pool: how many threads the pool may have, 1 to %1 "
                          "(default: one a core, %2)")
                               .arg(PlacementSettings::mostPoolSize)
                               .arg(m_poolSize)
                               .toStdString())
            ->check(numberBetween(1, PlacementSettings::mostPoolSize))
            ->type_name("THREADS");
    command.add_option("--priority", m_priority,
                       tr("Of the threads that the job starts: gentle, a little lower where there "
                          "are more of them than cores, or normal (default: gentle)")
                               .toStdString())
            ->type_name("P");
}

std::optional<QString> JobArguments::read(const JobCatalog &jobs, const JobDescriptor *&job,
                                          ParameterValues &values) const
{
    if (auto error = findJob(jobs, m_job, job)) {
        return error;
    }
    if (!jobPriorityOf(QString::fromStdString(m_priority))) {
        return tr("there is no priority '%1'; allowed: %2")
                .arg(displayPath(QByteArray::fromStdString(m_priority)), priorityWords());
    }
    values = job->parameters.defaults();
    for (const std::string &setting : m_settings) {
        if (auto error = setValue(*job, values, QByteArray::fromStdString(setting))) {
            return error;
        }
    }
    if (const Parameter *missing = job->parameters.missing(values)) {
        return tr("%1: %2 is required; give it by %3")
                .arg(job->id, missing->name, settingFor(*missing));
    }
    return std::nullopt;
}

PlacementSettings JobArguments::placementSettings() const
{
    PlacementSettings settings;
    settings.poolSize = m_poolSize;
    settings.slice = std::chrono::milliseconds(m_slice);
    settings.priority =
            jobPriorityOf(QString::fromStdString(m_priority)).value_or(settings.priority);
    return settings;
}

} // namespace thaw
