// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowcommand.h"

#include "app/output.h"
#include "app/signalwatcher.h"
#include "app/userfolders.h"
#include "gui/application.h"
#include "gui/mainwindow.h"
#include "gui/settingskeeper.h"
#include "history/historystore.h"
#include "probe/probe.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <cstdlib>
#include <memory>

namespace thaw {

namespace {

// Qt aborts if it finds no display, after several lines of its own: say it in one, and exit.
void reportNoDisplay(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type == QtFatalMsg) {
        printError(QCoreApplication::translate("thaw::WindowCommand",
                                               "There is no display to open the window on, or Qt "
                                               "doesn't have the platform for it; "
                                               "'thaw run' works without one."));
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

// Records each run of the window, and shows the history in it.
void keepRuns(MainWindow &window, HistoryStore &history)
{
    RunSession &session = window.session();
    const auto ticket = std::make_shared<RunTicket>();
    QObject::connect(&session, &RunSession::started, &history, [&history, ticket](const Run &run) {
        *ticket = history.begin(run.request());
    });
    QObject::connect(
            &session, &RunSession::closed, &history,
            [&history, ticket](const RunRecord &record) { history.complete(*ticket, record); });
    QObject::connect(&history, &HistoryStore::failed, &window, [&window](const QString &problem) {
        printError(problem);
        window.showProblem(problem);
    });
    window.setHistory(history);
    // Behind the first paint, which need not wait for it.
    QTimer::singleShot(std::chrono::seconds(1), &history, &HistoryStore::open);
}

// The window closes when its job has ended, and the run's record is closed a moment later.
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

} // namespace

int showWindow(int &argc, char **argv, const WindowCommand &command, const QString &dataFolder,
               const JobCatalog &jobs, const PlacementCatalog &placements, SignalWatcher &signals)
{
    const std::unique_ptr<QApplication> application = makeApplication(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("io.github.thaw.Thaw"));
    const SettingsFile file(settingsPath(dataFolder));
    const SettingsFile::Loaded loaded = file.load();
    applyTheme(*application, loaded.settings.theme);

    Probe probe;
    MainWindow window(jobs, placements, probe, loaded.settings);
    if (command.job) {
        window.chooseJob(command.job->id);
    }
    if (command.placement) {
        window.choosePlacement(command.placement->id);
    }
    if (!loaded.problem.isEmpty()) {
        window.showProblem(loaded.problem);
    }
    HistoryStore history(historyPath(dataFolder));
    keepRuns(window, history);
    SettingsKeeper keeper(file);
    QObject::connect(&window, &MainWindow::settingsChanged, &keeper,
                     [&] { keeper.keep(window.settings()); });
    QObject::connect(&keeper, &SettingsKeeper::failed, &window, [&](const QString &problem) {
        printError(problem);
        window.showProblem(problem);
    });
    QObject::connect(&window, &MainWindow::gaveUp, &keeper, [&] {
        printError(QCoreApplication::translate(
                "thaw::WindowCommand",
                "What was under way did not stop in time; Thaw has ended without waiting for it."));
        keeper.flush(std::chrono::seconds(2));
        history.flush(std::chrono::seconds(1));
        std::_Exit(signals.received() != 0 ? signals.exitStatus() : 1);
    });
    signals.setAction([&window] {
        window.session().requestStop(StopReason::Signal); // works while the GUI thread is blocked
        QMetaObject::invokeMethod(&window, &MainWindow::closeUnattended, Qt::QueuedConnection);
    });
    window.show();
    probe.start();
    const int status = QApplication::exec();
    signals.setAction({});
    waitForRecord(window.session());
    keeper.flush(std::chrono::seconds(5));
    const HistoryStore::Flushed flushed = history.flush(std::chrono::seconds(3));
    QCoreApplication::sendPostedEvents(); // what the last write has to tell
    const int exitStatus = signals.received() != 0 ? signals.exitStatus() : status;
    if (flushed != HistoryStore::Flushed::All) {
        printError(QCoreApplication::translate("thaw::WindowCommand",
                                               "The last runs are not recorded in %1.")
                           .arg(history.path()));
    }
    if (flushed == HistoryStore::Flushed::Hangs) {
        std::_Exit(exitStatus); // the disk doesn't answer, and the store would wait for it
    }
    return exitStatus;
}

} // namespace thaw
