// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/runsession.h"
#include "gui/settings/settings.h"
#include "jobs/job/jobcatalog.h"
#include "report/filesaver.h"
#include "runners/placement/placementcatalog.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>
#include <optional>

namespace Ui {
class MainWindow;
}

namespace thaw {

class Closing;
class ColumnsBar;
class ComparePage;
class HistoryStore;
class HistoryWindow;
class JobPanel;
class LessonPage;
class Probe;
class ResponsivenessPage;
class RunBanner;
class WindowKeys;

/// The window: it puts the parts together and turns what a person does into calls of the session.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// The catalogs and the probe outlive the window.
    MainWindow(const JobCatalog &jobs, const PlacementCatalog &placements, Probe &probe,
               Settings settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The settings as they are now.
    [[nodiscard]] Settings settings() const;
    [[nodiscard]] RunSession &session() { return m_session; }
    /// Has the window keep its runs in this history, which outlives it, and show it.
    void setHistory(HistoryStore &history);
    /// A notice of what went wrong outside a run, such as a broken settings file.
    void showProblem(const QString &problem);
    /// Chooses a job or a placement, as the person can.
    void chooseJob(const QString &id);
    void choosePlacement(const QString &id);
    /// Closes it as nobody is there to answer: what is being saved may take no longer than
    /// Closing::grace, and when it fails, that keeps the window no longer, either.
    void closeUnattended();

Q_SIGNALS:
    /// A moment to write settings() down.
    void settingsChanged();
    /// It was closed, and nothing in it goes on: the process is to end, whatever else is open.
    void closed();
    /// The window was closed, but its job, or a file that it saves, is stuck and its thread was
    /// left to itself: the process must end without destroying anything that the thread may touch.
    void gaveUp();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeToolBar();
    void makePages();
    void connectActions();
    void connectSession();
    void connectSaver();
    void connectClosing();
    void orderTabStops();
    void setUpIcons();
    void restore();

    [[nodiscard]] const JobDescriptor &job() const;
    [[nodiscard]] const PlacementDescriptor &placement() const;

    void setBlocking(bool blocking);
    void showMode();
    void startRun();
    [[nodiscard]] bool canRun(const RunRequest &request);
    void startComparison();
    void refuseRun();
    void startRunOn(const QString &placement);
    void togglePause();
    void showStarted(Run &run);
    void showState();
    void showTitle();
    void showClosed(const RunRecord &record);
    void markLesson(const RunRecord &record);
    void startAfterFirstPaint();
    void showPulse();
    void showActivity();
    void showHistory();
    void openSettings();
    void applySettings(const Settings &settings);
    void exportRecord();
    void showSaveProblem(const QString &problem);

    const JobCatalog &m_jobs;
    const PlacementCatalog &m_placements;
    Probe &m_probe;
    Settings m_settings;
    std::unique_ptr<Ui::MainWindow> m_ui;
    RunSession m_session;
    std::optional<RunRecord> m_lastRecord;
    FileSaver m_saver;
    QString m_saveProblem; // the last, until the next file has been saved

    ColumnsBar *m_columns = nullptr;
    JobPanel *m_jobPanel = nullptr;
    ResponsivenessPage *m_responsiveness = nullptr;
    ComparePage *m_compare = nullptr;
    LessonPage *m_lesson = nullptr;
    HistoryStore *m_history = nullptr;
    HistoryWindow *m_historyWindow = nullptr; // made when it is first shown
    QTimer m_pulseTimer;
    bool m_blocking = false; // the mode that the columns were last told of
    // These use what is above and the window's children: they go first.
    std::unique_ptr<RunBanner> m_runBanner;
    std::unique_ptr<Closing> m_closing;
    std::unique_ptr<WindowKeys> m_keys;
};

} // namespace thaw
