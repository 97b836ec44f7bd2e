// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/commandline.h"
#include "app/arguments/qtoptions.h"
#include "app/commands/comparecommand.h"
#include "app/commands/historycommand.h"
#include "app/commands/listcommand.h"
#include "app/commands/runcommand.h"
#include "app/commands/windowcommand.h"
#include "app/limits.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "app/userfolders.h"
#include "jobs/catalog/builtinjobs.h"
#include "jobs/catalog/childtasks.h"
#include "runners/placement/builtinplacements.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

#include <string_view>
#include <system_error>
#include <variant>

namespace {

int print(const thaw::PrintCommand &command)
{
    if (command.status != 0) {
        thaw::printError(command.text);
        return command.status;
    }
    thaw::StandardOutput output;
    output.writeLine(command.text);
    return output.failed() ? 1 : 0;
}

// Of the file that runs, also where the application object isn't there to ask.
QString ownPath()
{
    return QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
}

int runProgram(int argc, char **argv)
{
    thaw::SignalWatcher signals; // before every other thread
    QCoreApplication::setOrganizationName(QStringLiteral("thaw"));
    QCoreApplication::setApplicationName(QStringLiteral("thaw"));
    QCoreApplication::setApplicationVersion(QStringLiteral(THAW_VERSION));
    const thaw::JobCatalog jobs = thaw::builtInJobs(ownPath());
    const thaw::PlacementCatalog placements = thaw::builtInPlacements(ownPath());
    const thaw::CommandLine line = thaw::parseCommandLine(argc, argv, jobs, placements);
    if (const auto *text = std::get_if<thaw::PrintCommand>(&line.command)) {
        return print(*text);
    }
    if (const auto *list = std::get_if<thaw::ListCommand>(&line.command)) {
        return thaw::listJobs(*list, jobs);
    }
    const bool runsJobs = !std::holds_alternative<thaw::HistoryCommand>(line.command);
    if (const auto lacking =
                thaw::whatIsLacking(runsJobs ? thaw::Need::ToRun : thaw::Need::ToRead)) {
        thaw::printError(*lacking);
        return 1;
    }
    const QString dataFolder = QFile::decodeName(line.dataFolder);
    if (const auto *window = std::get_if<thaw::WindowCommand>(&line.command)) {
        thaw::ArgumentVector arguments(argv[0], window->qtOptions);
        return thaw::showWindow(arguments.count(), arguments.pointers(), *window, dataFolder, jobs,
                                placements, signals);
    }
    const QCoreApplication application(argc, argv);
    const QString history = thaw::historyPath(dataFolder);
    if (const auto *command = std::get_if<thaw::HistoryCommand>(&line.command)) {
        return thaw::printHistory(*command, history);
    }
    if (const auto *command = std::get_if<thaw::CompareCommand>(&line.command)) {
        return thaw::compareJob(*command, history, signals);
    }
    return thaw::runJob(std::get<thaw::RunCommand>(line.command), history, signals);
}

} // namespace

int main(int argc, char **argv)
{
    thaw::reserveStandardDescriptors();
    thaw::endInOneLine();
    if (QLocale::system().language() == QLocale::C) {
        QLocale::setDefault(QLocale(QLocale::English)); // for figures with their thousands apart
    }
    if (argc > 1 && std::string_view(argv[1]) == "child") {
        return thaw::runChildTask({argv + 2, argv + argc});
    }
    thaw::settleUserFolders();
    try {
        return thaw::withLostReader(runProgram(argc, argv));
    } catch (const std::system_error &error) {
        thaw::printError(
                QStringLiteral("The system refused the first thread that Thaw needs (%1); "
                               "close other programs or raise the limits of processes and memory.")
                        .arg(QString::fromLocal8Bit(error.what())));
        return thaw::withLostReader(1);
    }
}
