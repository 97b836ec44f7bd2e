// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/usageerror.h"

#include "app/arguments/jobarguments.h"
#include "jobs/job/nearestname.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QStringList>

#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace thaw {

namespace {

struct UsageError
{
    Q_DECLARE_TR_FUNCTIONS(thaw::UsageError)
};

QString shown(const std::string &argument)
{
    return displayPath(QByteArray::fromStdString(argument));
}

bool isOption(const std::string &argument)
{
    return argument.starts_with('-');
}

// What nothing was found for, in order, without the mark that ends the options.
std::vector<std::string> unreadBy(const CLI::App &application)
{
    std::vector<std::string> unread = application.remaining(true);
    std::erase(unread, "--");
    return unread;
}

QStringList commandsOf(const CLI::App &application)
{
    QStringList names;
    for (const CLI::App *command : application.get_subcommands({})) {
        names.append(QString::fromStdString(command->get_name()));
    }
    return names;
}

QStringList optionsOf(const CLI::App &application)
{
    QStringList names;
    for (const CLI::Option *option : application.get_options()) {
        for (const std::string &name : option->get_lnames()) {
            names.append(QStringLiteral("--") + QString::fromStdString(name));
        }
    }
    return names;
}

// "thaw run", for its help.
QString callOf(const CLI::App &application)
{
    const std::vector<CLI::App *> commands = application.get_subcommands();
    return QStringLiteral("thaw")
           + (commands.empty()
                      ? QString()
                      : QLatin1Char(' ') + QString::fromStdString(commands.front()->get_name()));
}

QString noOption(const CLI::App &application, const std::string &argument)
{
    const std::string name = argument.substr(0, argument.find('='));
    QStringList options = optionsOf(application);
    for (const CLI::App *command : application.get_subcommands()) {
        options = optionsOf(*command) + options;
    }
    return UsageError::tr("there is no option %1; see '%2 --help'")
            .arg(quotedGiven(shown(name), nearestName(shown(name), options)), callOf(application));
}

// The call that was meant by something in a command's place; empty if it is like nothing there is.
QString callMeantBy(const QString &given, const QStringList &commands, const JobCatalog &jobs)
{
    const QStringList options{QStringLiteral("help"), QStringLiteral("version")};
    if (options.contains(given)) {
        return QStringLiteral("thaw --") + given;
    }
    if (jobs.find(given)) {
        return QStringLiteral("thaw run ") + given;
    }
    if (const QString command = nearestName(given, commands); !command.isEmpty()) {
        return QStringLiteral("thaw ") + command;
    }
    if (const QString job = nearestName(given, idsOf(jobs.all())); !job.isEmpty()) {
        return QStringLiteral("thaw run ") + job;
    }
    return {};
}

} // namespace

std::optional<QString> whyNoCommand(const CLI::App &application, const JobCatalog &jobs)
{
    const std::vector<std::string> unread = unreadBy(application);
    // Behind an option that there isn't, it may be that one's value.
    if (unread.empty() || isOption(unread.front()) || !application.get_subcommands().empty()) {
        return std::nullopt;
    }
    const QString given = shown(unread.front());
    const QStringList commands = commandsOf(application);
    return UsageError::tr("there is no command %1; commands: %2; 'thaw list' names the jobs")
            .arg(quotedGiven(given, callMeantBy(given, commands, jobs)),
                 commands.join(QStringLiteral(", ")));
}

QString usageErrorOf(const CLI::App &application, const CLI::ParseError &error,
                     const JobCatalog &jobs)
{
    if (auto noCommand = whyNoCommand(application, jobs)) {
        return *noCommand;
    }
    const std::vector<std::string> unread = unreadBy(application);
    const bool isUnread = dynamic_cast<const CLI::ExtrasError *>(&error) && !unread.empty();
    if (isUnread && isOption(unread.front())) {
        return noOption(application, unread.front());
    }
    return isUnread ? UsageError::tr("'%1' is not expected here; see '%2 --help'")
                              .arg(shown(unread.front()), callOf(application))
                    : UsageError::tr("%1; see '%2 --help'")
                              .arg(displayPath(QByteArray(error.what()).simplified()),
                                   callOf(application));
}

} // namespace thaw
