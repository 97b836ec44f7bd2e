// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/historyarguments.h"

#include "jobs/job/nearestname.h"
#include "jobs/job/parameter.h"

#include <QByteArray>
#include <QCoreApplication>

#include <CLI/App.hpp>

namespace thaw {

namespace {

QString allOutcomes()
{
    return historyOutcomes().join(QStringLiteral(", "));
}

} // namespace

HistoryArguments::HistoryArguments(CLI::App &application)
    : m_command(*application.add_subcommand(
            "history",
            tr("Print earlier runs, those of the window, too, newest first").toStdString()))
{
    auto *json = m_command.add_flag("--json", m_json,
                                    tr("Print the runs' records as JSON").toStdString());
    m_command.add_flag("--csv", m_csv, tr("Print a table as CSV").toStdString())->excludes(json);
    m_command.add_option("--job", m_job, tr("Only the runs of this job").toStdString())
            ->type_name("JOB");
    m_command.add_option("--on", m_placement, tr("Only those in this placement").toStdString())
            ->type_name("PLACEMENT");
    m_command
            .add_option("--outcome", m_outcome,
                        tr("Only those with this outcome: %1").arg(allOutcomes()).toStdString())
            ->type_name("OUTCOME");
    m_command.add_option("--limit", m_limit, tr("Only the newest N (default: all)").toStdString())
            ->type_name("N");
}

// A job or a placement that this version doesn't know may be in the history all the same.
std::optional<QString> HistoryArguments::read(HistoryCommand &command) const
{
    command.format = m_json  ? HistoryCommand::Format::Json
                     : m_csv ? HistoryCommand::Format::Csv
                             : HistoryCommand::Format::Table;
    command.query.job = QString::fromStdString(m_job);
    command.query.placement = QString::fromStdString(m_placement);
    command.query.outcome = QString::fromStdString(m_outcome);
    if (m_command.count("--outcome") > 0 && !historyOutcomes().contains(command.query.outcome)) {
        const QString given = displayPath(QByteArray::fromStdString(m_outcome));
        return tr("there is no outcome %1; allowed: %2")
                .arg(quotedGiven(given, nearestName(given, historyOutcomes())), allOutcomes());
    }
    if (m_command.count("--limit") > 0) {
        bool isNumber = false;
        const QByteArray limit = QByteArray::fromStdString(m_limit);
        command.query.limit = limit.toLongLong(&isNumber);
        if (!isNumber || command.query.limit < 1) {
            return tr("--limit needs a whole number from 1 on, not '%1'").arg(displayPath(limit));
        }
    }
    return std::nullopt;
}

} // namespace thaw
