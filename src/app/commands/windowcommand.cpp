// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/windowcommand.h"

#include "app/output.h"
#include "app/signalwatcher.h"
#include "app/userfolders.h"
#include "gui/settings/settingskeeper.h"
#include "gui/window/application.h"
#include "gui/window/mainwindow.h"
#include "history/historystore.h"
#include "probe/probe.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <cstdlib>
#include <memory>

namespace thaw {

namespace {

struct ShowWindow
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ShowWindow)
};

// Qt aborts if it finds no display, after several lines of its own: say it in one, and exit.
void reportNoDisplay(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type == QtFatalMsg) {
        printError(ShowWindow::tr("There is no display to open the window on, or Qt doesn't have "
                                  "the platform for it; 'thaw run' works without one."));
        std::_Exit(1);
    }
}

std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    const QtMessageHandler previous = qInstallMessageHandler(reportNoDisplay);
    auto application = std::make_unique<Application>(argc, argv);
    qInstallMessageHandler(previous);
    return application;
}

// Has the window keep its runs, and says what goes wrong with that.
void keepRuns(MainWindow &window, HistoryStore &history)
{
    const auto tell = [&window](const QString &problem) {
        printError(problem);
        window.showProblem(problem);
    };
    QObject::connect(&history, &HistoryStore::failed, &window, tell);
    QObject::connect(&history, &HistoryStore::delayed, &window, tell);
    window.setHistory(history);
    // Behind the first paint, which need not wait for it.
    QTimer::singleShot(std::chrono::seconds(1), &history, &HistoryStore::open);
}

// The window closes when its job has ended, and the run is measured a moment later.
void waitForRecord(const RunSession &session)
{
    if (session.isBusy()) {
        QEventLoop loop;
        QObject::connect(&session, &RunSession::closed, &loop, &QEventLoop::quit);
        QObject::connect(&session, &RunSession::comparisonEnded, &loop, &QEventLoop::quit);
        QTimer::singleShot(std::chrono::seconds(1), &loop, &QEventLoop::quit);
        loop.exec();
    }
}

// Has settings and runs written, and says what could not be. False if that goes on, and maybe for
// ever.
bool endKeeping(SettingsKeeper &keeper, HistoryStore &history, const QString &settings)
{
    const bool areSettingsKept = keeper.flush(std::chrono::seconds(5));
    if (!areSettingsKept) {
        printError(ShowWindow::tr("The settings could not be written in time to %1; "
                                  "check what holds it, or %1.lock.")
                           .arg(settings));
    }
    const HistoryStore::Closed closed = history.close(std::chrono::seconds(3));
    QCoreApplication::sendPostedEvents(); // what the last write has to tell
    if (!closed.problem.isEmpty()) {
        printError(closed.problem);
    } else if (closed.lost > 0) {
        printError(ShowWindow::tr("The last runs are not recorded in %1.").arg(history.path()));
    }
    return areSettingsKept && !closed.hangs;
}

} // namespace

int showWindow(int &argc, char **argv, const WindowCommand &command, const QString &dataFolder,
               const JobCatalog &jobs, const PlacementCatalog &placements, SignalWatcher &signals)
{
    const std::unique_ptr<QApplication> application = makeApplication(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("io.github.thaw.Thaw"));
    const QString settings = settingsPath(dataFolder);
    const SettingsFile file(settings);
    const SettingsFile::Loaded loaded = file.load();
    applyTheme(*application, loaded.settings.theme);
    signals.putOff(); // until there is a window to close

    Probe probe;
    HistoryStore history(historyPath(dataFolder));
    MainWindow window(jobs, placements, probe, loaded.settings);
    if (command.job) {
        window.chooseJob(command.job->id);
    }
    if (command.placement) {
        window.choosePlacement(command.placement->id);
    }
    if (!loaded.problem.isEmpty()) {
        printError(loaded.problem);
        window.showProblem(loaded.problem);
    }
    keepRuns(window, history);
    SettingsKeeper keeper(file);
    if (!loaded.isLeftAlone) {
        QObject::connect(&window, &MainWindow::settingsChanged, &keeper,
                         [&] { keeper.keep(window.settings()); });
    }
    QObject::connect(&keeper, &SettingsKeeper::failed, &window, [&](const QString &problem) {
        printError(problem);
        window.showProblem(problem);
    });
    QObject::connect(&window, &MainWindow::gaveUp, &keeper, [&] {
        printError(ShowWindow::tr(
                "What was under way did not stop in time; Thaw has ended without waiting for it."));
        keeper.flush(std::chrono::seconds(2));
        history.flush(std::chrono::seconds(1));
        std::_Exit(signals.received() != 0 ? signals.exitStatus() : 1);
    });
    // Not when the last window is closed: another one, a dialog or a popup may be open still.
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(
            &window, &MainWindow::closed, application.get(), [] { QCoreApplication::exit(0); },
            Qt::QueuedConnection);
    signals.setAction([&window] {
        window.session().requestStop(StopReason::Signal); // works while the GUI thread is blocked
        QMetaObject::invokeMethod(&window, &MainWindow::closeUnattended, Qt::QueuedConnection);
    });
    window.show();
    probe.start();
    const int status = QApplication::exec();
    signals.putOff();
    waitForRecord(window.session());
    const bool isEnded = endKeeping(keeper, history, settings);
    const int exitStatus = signals.received() != 0 ? signals.exitStatus() : status;
    if (!isEnded) {
        std::_Exit(exitStatus); // the disk doesn't answer, and who keeps them would wait for it
    }
    return exitStatus;
}

} // namespace thaw
