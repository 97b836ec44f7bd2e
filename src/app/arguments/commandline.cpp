// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/commandline.h"

#include "app/arguments/comparearguments.h"
#include "app/arguments/historyarguments.h"
#include "app/arguments/jobarguments.h"
#include "app/arguments/jobhelp.h"
#include "app/arguments/qtoptions.h"
#include "app/arguments/runarguments.h"
#include "app/arguments/usageerror.h"

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

class CommandLineReader
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CommandLineReader)
public:
    CommandLineReader(const JobCatalog &jobs, const PlacementCatalog &placements);
    CommandLine read(int argc, const char *const *argv);

private:
    void declareWindow();
    void declareList();

    PrintCommand help();
    std::optional<QString> describeJobs(CLI::App &command) const;
    CommandLine commandLine(std::vector<QByteArray> qtOptions) const;
    [[nodiscard]] std::optional<QString> problemOfPlaces() const;
    std::optional<QString> readCommand(CommandLine &line) const;
    std::optional<QString> readWindow(WindowCommand &command) const;

    const JobCatalog &m_jobs;
    const PlacementCatalog &m_placements;
    // What CLI11 fills in, before names are looked up.
    std::string m_data;
    std::string m_windowJob;
    std::string m_windowPlacement;
    bool m_listsJson = false;
    CLI::App m_app;
    CLI::App *m_list = nullptr;
    std::optional<RunArguments> m_run;
    std::optional<CompareArguments> m_compare;
    std::optional<HistoryArguments> m_history;
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
    m_app.add_option("--data", m_data,
                     tr("Keep settings and history in DIR instead of the user's standard folders")
                             .toStdString())
            ->type_name("DIR");
    m_app.require_subcommand(0, 1);
    m_app.fallthrough();
    declareWindow();
    declareList();
    m_run.emplace(m_app, jobs, placements);
    m_compare.emplace(m_app, jobs, placements);
    m_history.emplace(m_app);
    QStringList footer = {tr("Jobs, for 'thaw run JOB' and 'thaw compare JOB':")};
    footer += jobsByChapter(jobs);
    footer.append(
            {QString(),
             tr("Qt's own options, such as -platform, -style and -reverse, are for the window; the "
                "commands pass them over."),
             tr("Exit status: 0 finished, 1 failed, 2 usage, 130 canceled by Ctrl-C, 141 when "
                "nobody reads the output\nany more, 143 canceled by SIGTERM or SIGHUP.")});
    m_app.footer(footer.join(QLatin1Char('\n')).toStdString());
}

void CommandLineReader::declareWindow()
{
    m_app.add_option("--job", m_windowJob,
                     tr("The window: choose this job, see below").toStdString())
            ->type_name("JOB");
    m_app.add_option("--on", m_windowPlacement,
                     tr("The window: choose this placement (%1)")
                             .arg(idsOf(m_placements.all()).join(QStringLiteral(", ")))
                             .toStdString())
            ->type_name("PLACEMENT");
}

void CommandLineReader::declareList()
{
    m_list = m_app.add_subcommand("list", tr("List the jobs with their parameters").toStdString());
    m_list->add_flag("--json", m_listsJson, tr("Print a JSON array").toStdString());
}

CommandLine CommandLineReader::read(int argc, const char *const *argv)
{
    SeparatedArguments arguments = separateQtOptions(argc, argv);
    std::ranges::reverse(arguments.ours); // as CLI11 takes them
    try {
        m_app.parse(std::move(arguments.ours));
    } catch (const CLI::CallForHelp &) {
        return {help(), {}};
    } catch (const CLI::CallForVersion &version) {
        return {PrintCommand{QString::fromUtf8(version.what()), 0}, {}};
    } catch (const CLI::ParseError &error) {
        return {usageError(usageErrorOf(m_app, error, m_jobs)), {}};
    }
    if (arguments.problem) {
        return {usageError(*arguments.problem), {}};
    }
    return commandLine(std::move(arguments.qt));
}

PrintCommand CommandLineReader::help()
{
    if (m_app.get_subcommands().empty()) {
        const auto error = whyNoCommand(m_app, m_jobs);
        return error ? usageError(*error)
                     : PrintCommand{QString::fromStdString(m_app.help()).trimmed(), 0};
    }
    CLI::App &asked = *m_app.get_subcommands().front();
    if (&asked == &m_run->command() || &asked == &m_compare->command()) {
        if (const std::optional<QString> error = describeJobs(asked)) {
            return usageError(*error);
        }
    }
    return {QString::fromStdString(asked.help(m_app.get_name())).trimmed(), 0};
}

// The help of `run` and `compare` is about the job that is named, else it names all. (CLI11 hasn't
// filled in its variables when it calls for help.)
std::optional<QString> CommandLineReader::describeJobs(CLI::App &command) const
{
    QStringList lines = {tr("Placements, for --on:")};
    lines += placementHelp(m_placements);
    lines.append(QString());
    const std::vector<std::string> &named = command.get_option("JOB")->results();
    if (named.empty()) {
        lines.append(tr("Jobs; 'thaw %1 JOB --help' names the parameters of one, for --set:")
                             .arg(QString::fromStdString(command.get_name())));
        lines += jobsByChapter(m_jobs);
    } else {
        const JobDescriptor *job = nullptr;
        if (auto error = findJob(m_jobs, named.front(), job)) {
            return error;
        }
        lines.append(tr("Parameters, each with its default, for --set:"));
        lines += jobHelp(*job);
    }
    command.footer(lines.join(QLatin1Char('\n')).toStdString());
    return std::nullopt;
}

CommandLine CommandLineReader::commandLine(std::vector<QByteArray> qtOptions) const
{
    CommandLine line;
    line.dataFolder = QByteArray::fromStdString(m_data);
    std::optional<QString> error = problemOfPlaces();
    if (!error) {
        error = readCommand(line);
    }
    if (error) {
        line.command = usageError(*error);
    } else if (auto *window = std::get_if<WindowCommand>(&line.command)) {
        window->qtOptions = std::move(qtOptions);
    }
    return line;
}

// What stands before a command, or is no path.
std::optional<QString> CommandLineReader::problemOfPlaces() const
{
    const bool hasCommand = !m_app.get_subcommands().empty();
    const QByteArray data = QByteArray::fromStdString(m_data);
    if (m_app.count("--data") > 0
        && (data.isEmpty() || QFile::encodeName(QFile::decodeName(data)) != data)) {
        return tr("--data needs the path of a folder, in UTF-8");
    }
    if (hasCommand && (m_app.count("--job") > 0 || m_app.count("--on") > 0)) {
        return tr("--job and --on before a command are for the window; 'run' and 'compare' take "
                  "JOB and --on behind them");
    }
    return std::nullopt;
}

template <typename Command, typename Arguments>
std::optional<QString> take(const Arguments &arguments, CommandLine &line)
{
    Command command;
    std::optional<QString> error = arguments.read(command);
    line.command = std::move(command);
    return error;
}

std::optional<QString> CommandLineReader::readCommand(CommandLine &line) const
{
    if (m_list->parsed()) {
        line.command = ListCommand{m_listsJson};
        return std::nullopt;
    }
    if (m_history->command().parsed()) {
        return take<HistoryCommand>(*m_history, line);
    }
    if (m_compare->command().parsed()) {
        return take<CompareCommand>(*m_compare, line);
    }
    if (m_run->command().parsed()) {
        return take<RunCommand>(*m_run, line);
    }
    WindowCommand command;
    std::optional<QString> error = readWindow(command);
    line.command = command;
    return error;
}

std::optional<QString> CommandLineReader::readWindow(WindowCommand &command) const
{
    std::optional<QString> error;
    if (m_app.count("--job") > 0) {
        error = findJob(m_jobs, m_windowJob, command.job);
    }
    if (!error && m_app.count("--on") > 0) {
        error = findPlacement(m_placements, m_windowPlacement, command.placement);
    }
    return error;
}

} // namespace

CommandLine parseCommandLine(int argc, const char *const *argv, const JobCatalog &jobs,
                             const PlacementCatalog &placements)
{
    return CommandLineReader(jobs, placements).read(argc, argv);
}

} // namespace thaw
