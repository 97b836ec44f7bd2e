// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/jobarguments.h"
#include "app/jobhelp.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace thaw {

namespace {

// What CLI11 fills in, before names are looked up.
struct Arguments
{
    std::string data;
    std::string windowJob;
    std::string windowPlacement;
    JobArguments run;
    std::string placement = "worker";
    std::string trace;
    JobArguments compare;
    std::string placements;
    int repeats = ComparisonPlan().repeats;
    bool json = false;
    bool quiet = false;
    bool csv = false;
    std::string historyJob;
    std::string historyPlacement;
    std::string outcome;
    std::string limit;
};

class CommandLineReader
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CommandLine)
public:
    CommandLineReader(const JobCatalog &jobs, const PlacementCatalog &placements);
    CommandLine read(int argc, const char *const *argv);

private:
    void declareWindow();
    void declareList();
    void declareRun();
    void declareCompare();
    void declareHistory();

    PrintCommand help();
    std::optional<QString> describeParameters(CLI::App &command);
    CommandLine commandLine();
    std::optional<QString> readWindow(WindowCommand &command) const;
    std::optional<QString> readRun(RunCommand &command) const;
    std::optional<QString> readCompare(CompareCommand &command) const;
    std::optional<QString> readPlacements(ComparisonPlan &plan) const;
    std::optional<QString> readHistory(HistoryCommand &command) const;

    const JobCatalog &m_jobs;
    const PlacementCatalog &m_placements;
    Arguments m_arguments;
    CLI::App m_app;
    CLI::App *m_list = nullptr;
    CLI::App *m_run = nullptr;
    CLI::App *m_compare = nullptr;
    CLI::App *m_history = nullptr;
};

PrintCommand usageError(const QString &message)
{
    return {message, 2};
}

CommandLineReader::CommandLineReader(const JobCatalog &jobs, const PlacementCatalog &placements)
    : m_jobs(jobs)
    , m_placements(placements)
    , m_app(tr("Thaw: see a window freeze, measure the freeze, and cure it by moving the very same "
               "job off the GUI thread.\nWithout a command it opens the window.")
                    .toStdString(),
            "thaw")
{
    m_app.set_help_flag("-h,--help", tr("Print this help").toStdString());
    m_app.set_version_flag("--version",
                           "thaw " + QCoreApplication::applicationVersion().toStdString(),
                           tr("Print the version").toStdString());
    m_app.add_option("--data", m_arguments.data,
                     tr("Keep settings and history in DIR instead of the user's standard folders")
                             .toStdString())
            ->type_name("DIR");
    m_app.require_subcommand(0, 1);
    m_app.fallthrough();
    declareWindow();
    declareList();
    declareRun();
    declareCompare();
    declareHistory();
    m_app.footer(tr("Exit status: 0 finished, 1 failed, 2 usage, 130 canceled by Ctrl-C, 143 by "
                    "SIGTERM or SIGHUP.\n'thaw list' names the jobs with their parameters.")
                         .toStdString());
}

void CommandLineReader::declareWindow()
{
    m_app.add_option("--job", m_arguments.windowJob,
                     tr("The window: choose this job (%1)").arg(idsOf(m_jobs.all())).toStdString())
            ->type_name("JOB");
    m_app.add_option("--on", m_arguments.windowPlacement,
                     tr("The window: choose this placement (%1)")
                             .arg(idsOf(m_placements.all()))
                             .toStdString())
            ->type_name("PLACEMENT");
}

void CommandLineReader::declareList()
{
    m_list = m_app.add_subcommand("list", tr("List the jobs with their parameters").toStdString());
    m_list->add_flag("--json", m_arguments.json, tr("Print a JSON array").toStdString());
}

void CommandLineReader::declareRun()
{
    m_run = m_app.add_subcommand(
            "run", tr("Run a job here, without a window, and measure what it does to the main "
                      "thread's event loop")
                           .toStdString());
    m_arguments.run.declare(*m_run, m_jobs);
    m_run->add_option("--on", m_arguments.placement,
                      tr("Where it runs: %1 (default: worker)")
                              .arg(idsOf(m_placements.all()))
                              .toStdString())
            ->type_name("PLACEMENT");
    m_run->add_option("--trace", m_arguments.trace,
                      tr("Write the timeline to FILE, as a trace that ui.perfetto.dev opens")
                              .toStdString())
            ->type_name("FILE");
    m_run->add_flag("--json", m_arguments.json, tr("Print the run's record as JSON").toStdString());
    m_run->add_flag("--quiet", m_arguments.quiet,
                    tr("No progress and no summary; JSON and errors stay").toStdString());
}

void CommandLineReader::declareCompare()
{
    m_compare = m_app.add_subcommand(
            "compare", tr("Run a job in several placements, one after the other, and compare what "
                          "each does to the main thread's event loop")
                               .toStdString());
    m_arguments.compare.declare(*m_compare, m_jobs);
    m_compare
            ->add_option("--on", m_arguments.placements,
                         tr("Where it runs, with commas between: %1 (default: all that the job "
                            "allows)")
                                 .arg(idsOf(m_placements.all()))
                                 .toStdString())
            ->type_name("P1,P2,...");
    m_compare
            ->add_option("--repeats", m_arguments.repeats,
                         tr("How often it runs in each, 1 to %1 (default: %2)")
                                 .arg(ComparisonPlan::mostRepeats)
                                 .arg(m_arguments.repeats)
                                 .toStdString())
            ->check(CLI::Range(1, ComparisonPlan::mostRepeats).description(""))
            ->type_name("N");
    auto *json = m_compare->add_flag(
            "--json", m_arguments.json,
            tr("Print the figures and all runs' records as JSON").toStdString());
    m_compare->add_flag("--csv", m_arguments.csv, tr("Print the table as CSV").toStdString())
            ->excludes(json);
    m_compare->add_flag(
            "--quiet", m_arguments.quiet,
            tr("No progress and no table for a person; JSON, CSV and errors stay").toStdString());
}

void CommandLineReader::declareHistory()
{
    m_history = m_app.add_subcommand(
            "history",
            tr("Print earlier runs, those of the window, too, newest first").toStdString());
    auto *json = m_history->add_flag("--json", m_arguments.json,
                                     tr("Print the runs' records as JSON").toStdString());
    m_history->add_flag("--csv", m_arguments.csv, tr("Print a table as CSV").toStdString())
            ->excludes(json);
    m_history
            ->add_option("--job", m_arguments.historyJob,
                         tr("Only the runs of this job").toStdString())
            ->type_name("JOB");
    m_history
            ->add_option("--on", m_arguments.historyPlacement,
                         tr("Only those in this placement").toStdString())
            ->type_name("PLACEMENT");
    m_history
            ->add_option("--outcome", m_arguments.outcome,
                         tr("Only those with this outcome: %1")
                                 .arg(historyOutcomes().join(QStringLiteral(", ")))
                                 .toStdString())
            ->type_name("OUTCOME");
    m_history
            ->add_option("--limit", m_arguments.limit,
                         tr("Only the newest N (default: all)").toStdString())
            ->type_name("N");
}

CommandLine CommandLineReader::read(int argc, const char *const *argv)
{
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::CallForHelp &) {
        return {help(), {}};
    } catch (const CLI::CallForVersion &version) {
        return {PrintCommand{QString::fromUtf8(version.what()), 0}, {}};
    } catch (const CLI::ParseError &error) {
        return {usageError(tr("%1; see 'thaw --help'")
                                   .arg(displayPath(QByteArray(error.what()).simplified()))),
                {}};
    }
    return commandLine();
}

PrintCommand CommandLineReader::help()
{
    if (m_app.get_subcommands().empty()) {
        return {QString::fromStdString(m_app.help()).trimmed(), 0};
    }
    CLI::App &asked = *m_app.get_subcommands().front();
    if (&asked == m_run || &asked == m_compare) {
        if (const std::optional<QString> error = describeParameters(asked)) {
            return usageError(*error);
        }
    }
    return {QString::fromStdString(asked.help(m_app.get_name())).trimmed(), 0};
}

// The help of `run` and `compare` is about the job that is named, else about all. (CLI11 hasn't
// filled in its variables when it calls for help.)
std::optional<QString> CommandLineReader::describeParameters(CLI::App &command)
{
    QStringList lines = {tr("Placements, for --on:")};
    lines += placementHelp(m_placements);
    lines.append({QString(), tr("Parameters, each with its default, for --set:")});
    const std::vector<std::string> &named = command.get_option("JOB")->results();
    if (named.empty()) {
        for (const JobDescriptor &job : m_jobs.all()) {
            lines += jobHelp(job);
        }
    } else {
        const JobDescriptor *job = nullptr;
        if (auto error = findJob(m_jobs, named.front(), job)) {
            return error;
        }
        lines += jobHelp(*job);
    }
    command.footer(lines.join(QLatin1Char('\n')).toStdString());
    return std::nullopt;
}

CommandLine CommandLineReader::commandLine()
{
    CommandLine line;
    line.dataFolder = QByteArray::fromStdString(m_arguments.data);
    std::optional<QString> error;
    const bool hasCommand = !m_app.get_subcommands().empty();
    if (m_app.count("--data") > 0 && line.dataFolder.isEmpty()) {
        error = tr("--data needs the path of a folder");
    } else if (hasCommand && (m_app.count("--job") > 0 || m_app.count("--on") > 0)) {
        error = tr("--job and --on before a command are for the window; 'run' and 'compare' take "
                   "JOB and --on behind them");
    } else if (m_list->parsed()) {
        line.command = ListCommand{m_arguments.json};
    } else if (m_history->parsed()) {
        HistoryCommand command;
        error = readHistory(command);
        line.command = std::move(command);
    } else if (m_compare->parsed()) {
        CompareCommand command;
        error = readCompare(command);
        line.command = std::move(command);
    } else if (m_run->parsed()) {
        RunCommand command;
        error = readRun(command);
        line.command = std::move(command);
    } else {
        WindowCommand command;
        error = readWindow(command);
        line.command = command;
    }
    if (error) {
        line.command = usageError(*error);
    }
    return line;
}

std::optional<QString> CommandLineReader::readWindow(WindowCommand &command) const
{
    std::optional<QString> error;
    if (m_app.count("--job") > 0) {
        error = findJob(m_jobs, m_arguments.windowJob, command.job);
    }
    if (!error && m_app.count("--on") > 0) {
        error = findPlacement(m_placements, m_arguments.windowPlacement, command.placement);
    }
    return error;
}

std::optional<QString> CommandLineReader::readRun(RunCommand &command) const
{
    command.json = m_arguments.json;
    command.quiet = m_arguments.quiet;
    if (m_run->count("--trace") > 0) {
        const QByteArray path = QByteArray::fromStdString(m_arguments.trace);
        command.trace = QFile::decodeName(path);
        if (path.isEmpty() || QFile::encodeName(command.trace) != path) {
            return tr("--trace needs the path of a file, in UTF-8");
        }
    }
    RunRequest &request = command.request;
    request.settings = m_arguments.run.placementSettings();
    if (auto error = m_arguments.run.read(m_jobs, request.job, request.values)) {
        return error;
    }
    if (auto error = findPlacement(m_placements, m_arguments.placement, request.placement)) {
        return error;
    }
    if (auto problem = request.problem()) {
        return tr("%1: %2").arg(request.job->id, *problem);
    }
    return std::nullopt;
}

std::optional<QString> CommandLineReader::readCompare(CompareCommand &command) const
{
    command.format = m_arguments.json  ? CompareCommand::Format::Json
                     : m_arguments.csv ? CompareCommand::Format::Csv
                                       : CompareCommand::Format::Table;
    command.quiet = m_arguments.quiet;
    const JobDescriptor *job = nullptr;
    ParameterValues values;
    if (auto error = m_arguments.compare.read(m_jobs, job, values)) {
        return error;
    }
    ComparisonPlan &plan = command.plan;
    plan = planForAll(*job, m_placements);
    plan.values = values;
    plan.settings = m_arguments.compare.placementSettings();
    plan.repeats = m_arguments.repeats;
    if (m_compare->count("--on") > 0) {
        if (auto error = readPlacements(plan)) {
            return error;
        }
    }
    if (plan.placements.empty()) {
        return tr("%1 runs in no placement").arg(job->id);
    }
    if (auto problem = plan.request(0).problem()) {
        return tr("%1: %2").arg(job->id, *problem);
    }
    return std::nullopt;
}

// Those that were named, in that order, in place of all.
std::optional<QString> CommandLineReader::readPlacements(ComparisonPlan &plan) const
{
    const std::vector<const PlacementDescriptor *> allowed = std::exchange(plan.placements, {});
    plan.refused.clear();
    for (const QByteArray &id : QByteArray::fromStdString(m_arguments.placements).split(',')) {
        const PlacementDescriptor *placement = nullptr;
        if (auto error = findPlacement(m_placements, id.trimmed().toStdString(), placement)) {
            return error;
        }
        if (std::ranges::find(allowed, placement) == allowed.end()) {
            QStringList ids;
            for (const PlacementDescriptor *other : allowed) {
                ids.append(other->id);
            }
            return tr("%1 can't run on %2: %3; allowed: %4")
                    .arg(plan.job->id, placement->id,
                         plan.job->refusedPlacements.value(placement->id),
                         ids.join(QStringLiteral(", ")));
        }
        if (std::ranges::find(plan.placements, placement) != plan.placements.end()) {
            return tr("--on names %1 twice; each placement is compared once").arg(placement->id);
        }
        plan.placements.push_back(placement);
    }
    return std::nullopt;
}

// A job or a placement that this version doesn't know may be in the history all the same.
std::optional<QString> CommandLineReader::readHistory(HistoryCommand &command) const
{
    command.format = m_arguments.json  ? HistoryCommand::Format::Json
                     : m_arguments.csv ? HistoryCommand::Format::Csv
                                       : HistoryCommand::Format::Table;
    command.query.job = QString::fromStdString(m_arguments.historyJob);
    command.query.placement = QString::fromStdString(m_arguments.historyPlacement);
    command.query.outcome = QString::fromStdString(m_arguments.outcome);
    if (m_history->count("--outcome") > 0 && !historyOutcomes().contains(command.query.outcome)) {
        return tr("there is no outcome '%1'; allowed: %2")
                .arg(displayPath(QByteArray::fromStdString(m_arguments.outcome)),
                     historyOutcomes().join(QStringLiteral(", ")));
    }
    if (m_history->count("--limit") > 0) {
        bool isNumber = false;
        const QByteArray limit = QByteArray::fromStdString(m_arguments.limit);
        command.query.limit = limit.toLongLong(&isNumber);
        if (!isNumber || command.query.limit < 1) {
            return tr("--limit needs a whole number from 1 on, not '%1'").arg(displayPath(limit));
        }
    }
    return std::nullopt;
}

} // namespace

CommandLine parseCommandLine(int argc, const char *const *argv, const JobCatalog &jobs,
                             const PlacementCatalog &placements)
{
    return CommandLineReader(jobs, placements).read(argc, argv);
}

} // namespace thaw
