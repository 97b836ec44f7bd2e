// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/mainwindow.h"

#include "ui_mainwindow.h"

#include "gui/columns/columnsbar.h"
#include "gui/compare/comparepage.h"
#include "gui/flood/floodtab.h"
#include "gui/history/historywindow.h"
#include "gui/jobs/jobpanel.h"
#include "gui/jobs/pacecontrol.h"
#include "gui/lesson/lessonpage.h"
#include "gui/look/icons.h"
#include "gui/output/outputpage.h"
#include "gui/responsiveness/responsivenesspage.h"
#include "gui/session/banner.h"
#include "gui/session/exportrecord.h"
#include "gui/settings/settingsdialog.h"
#include "gui/timeline/timelinepage.h"
#include "gui/window/closing.h"
#include "gui/window/firstpaint.h"
#include "gui/window/mainbar.h"
#include "gui/window/runbanner.h"
#include "gui/window/windowkeys.h"
#include "jobs/job/verdict.h"
#include "probe/probe.h"
#include "probe/responsivenesslog.h"
#include "report/progressrate.h"
#include "runners/columns/column.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCloseEvent>
#include <QDialog>
#include <QSignalBlocker>
#include <QTabWidget>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// What Tab comes to within `part`, itself included, in the order in which it was made.
QList<QWidget *> tabStops(QWidget &part)
{
    QList<QWidget *> stops{&part};
    stops.append(part.findChildren<QWidget *>());
    stops.removeIf([&part](const QWidget *widget) {
        return !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
               || widget->window() != part.window() // a list that is folded down, say
               || qobject_cast<const QAbstractSpinBox *>(widget->parentWidget());
    });
    return stops;
}

} // namespace

MainWindow::MainWindow(const JobCatalog &jobs, const PlacementCatalog &placements, Probe &probe,
                       Settings settings, QWidget *parent)
    : QMainWindow(parent)
    , m_jobs(jobs)
    , m_placements(placements)
    , m_probe(probe)
    , m_settings(std::move(settings))
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_session(probe)
{
    m_ui->setupUi(this);
    makeToolBar();
    makePages();
    setUpIcons();
    connectActions();
    connectSession();
    connectSaver();
    connectClosing();
    restore();

    m_pulseTimer.setInterval(500ms);
    connect(&m_pulseTimer, &QTimer::timeout, this, &MainWindow::showPulse);
    m_pulseTimer.start();
    showState();
    if (!m_settings.greeted) {
        m_runBanner->greet();
    }
    const auto *firstPaint = new FirstPaint(this);
    connect(firstPaint, &FirstPaint::passed, this, &MainWindow::startAfterFirstPaint);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeToolBar()
{
    m_ui->toolBar->fill(m_jobs, m_placements, {m_ui->run, m_ui->pause, m_ui->step, m_ui->cancel},
                        {m_ui->showHistory, m_ui->openSettings, m_ui->exportRun, m_ui->help,
                         m_ui->showKeys, m_ui->quit});
    m_ui->toolBar->setMarks(m_settings.done, m_settings.untold);
    addActions({m_ui->toggleMode, m_ui->pickJob, m_ui->showResponsiveness, m_ui->showTimeline,
                m_ui->showCompare, m_ui->showOutput, m_ui->showLesson, m_ui->showHistory,
                m_ui->exportRun, m_ui->openSettings, m_ui->help, m_ui->quit});
}

void MainWindow::makePages()
{
    m_ui->banner->hide();
    m_columns = new ColumnsBar(m_settings.columns);
    m_ui->columnsPlace->addWidget(m_columns);
    m_jobPanel = new JobPanel(m_settings.parameters);
    m_jobPanel->setMinimumWidth(200);
    m_responsiveness = new ResponsivenessPage(m_probe.log());
    m_responsiveness->setShowsColumns(m_settings.columnsStalls);
    connect(m_responsiveness, &ResponsivenessPage::edited, this, &MainWindow::settingsChanged);
    auto *tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("tabs"));
    tabs->setFocusProxy(nullptr); // Tab comes to the bar itself, in its place
    tabs->setFocusPolicy(Qt::NoFocus);
    tabs->addTab(m_responsiveness, m_ui->showResponsiveness->text());
    auto *timeline = new TimelinePage(m_probe.log());
    tabs->addTab(timeline, m_ui->showTimeline->text());
    m_compare = new ComparePage(*m_jobPanel, m_placements, m_session, m_saver, m_settings.compare);
    m_compare->setFreezeLimit(m_settings.freezeLimit);
    tabs->addTab(m_compare, m_ui->showCompare->text());
    auto *output = new OutputPage(m_saver);
    tabs->addTab(output, m_ui->showOutput->text());
    m_lesson = new LessonPage(*m_jobPanel, m_session);
    tabs->addTab(m_lesson, m_ui->showLesson->text());
    new FloodTab(*tabs, *m_jobPanel, m_session, this);
    auto *pace = new PaceControl(*m_jobPanel, m_session);
    tabs->setCornerWidget(pace);
    connect(pace, &PaceControl::made, this, [this, tabs, pace] {
        tabs->setCornerWidget(pace);
        orderTabStops();
    });
    m_ui->splitter->addWidget(m_jobPanel);
    m_ui->splitter->addWidget(tabs);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->splitter->setSizes({270, 980});

    for (const Column *column : m_columns->columns()) {
        connect(column, &Column::placementChanged, this, &MainWindow::showActivity);
    }
    m_runBanner = std::make_unique<RunBanner>(*m_ui->banner, m_session, *m_lesson, *m_compare);
    m_runBanner->setFreezeLimit(m_settings.freezeLimit);
    connect(tabs, &QTabWidget::currentChanged, m_runBanner.get(), &RunBanner::reword);
    connect(m_ui->showResponsiveness, &QAction::triggered, this,
            [this, tabs] { tabs->setCurrentWidget(m_responsiveness); });
    connect(m_ui->toolBar, &MainBar::pulseClicked, m_ui->showResponsiveness, &QAction::trigger);
    // Whoever turns to a tab by its key goes on by keys there.
    const auto show = [tabs](QWidget *page) {
        tabs->setCurrentWidget(page);
        page->setFocus(Qt::ShortcutFocusReason);
    };
    connect(m_ui->showTimeline, &QAction::triggered, this, [show, timeline] { show(timeline); });
    connect(&m_session, &RunSession::begun, timeline, &TimelinePage::showRun);
    connect(&m_session, &RunSession::closed, timeline, &TimelinePage::showRecord);
    connect(m_ui->showCompare, &QAction::triggered, this, [this, show] { show(m_compare); });
    connect(m_compare, &ComparePage::compareWanted, this, &MainWindow::startComparison);
    connect(m_compare, &ComparePage::edited, this, &MainWindow::settingsChanged);
    connect(m_ui->showOutput, &QAction::triggered, this, [show, output] { show(output); });
    connect(m_ui->showLesson, &QAction::triggered, this, [this, show] { show(m_lesson); });
    connect(m_ui->step, &QAction::triggered, m_lesson, &LessonPage::followStep);
    connect(m_lesson, &LessonPage::lessonWanted, m_ui->pickJob, &QAction::trigger);
    connect(&m_session, &RunSession::begun, output, &OutputPage::showRun);
    connect(output, &OutputPage::told, this,
            [this](const QString &message) { m_ui->statusBar->showMessage(message, 10'000); });
    connect(timeline, &TimelinePage::laneLit, output, &OutputPage::lightLane);
    connect(&m_session, &RunSession::begun, m_ui->progress, &ProgressPanel::showRun);
}

// As it is seen, from the bar down; what is in the tabs' pages comes last. To be called again when
// some of it was made anew.
void MainWindow::orderTabStops()
{
    const auto *tabs = findChild<QTabWidget *>(QStringLiteral("tabs"));
    QWidget *last = m_ui->toolBar->lastStop();
    const QList<QWidget *> parts{m_ui->banner, m_columns, m_jobPanel, tabs->tabBar(),
                                 tabs->cornerWidget()};
    for (QWidget *part : parts) {
        for (QWidget *stop : tabStops(*part)) {
            setTabOrder(last, stop);
            last = stop;
        }
    }
}

void MainWindow::setUpIcons()
{
    const QPalette palette = this->palette();
    m_ui->run->setIcon(icon(QStringLiteral("run"), palette));
    m_ui->step->setIcon(icon(QStringLiteral("step"), palette));
    m_ui->cancel->setIcon(icon(QStringLiteral("cancel"), palette));
    m_ui->exportRun->setIcon(icon(QStringLiteral("export"), palette));
    m_ui->showHistory->setIcon(icon(QStringLiteral("history"), palette));
    m_ui->openSettings->setIcon(icon(QStringLiteral("settings"), palette));
    m_ui->help->setIcon(icon(QStringLiteral("info"), palette));
    m_ui->quit->setIcon(icon(QStringLiteral("close"), palette));
}

void MainWindow::connectActions()
{
    connect(m_ui->run, &QAction::triggered, this, &MainWindow::startRun);
    connect(m_ui->pause, &QAction::triggered, this, &MainWindow::togglePause);
    connect(m_ui->step, &QAction::triggered, this, [this] {
        if (m_session.run()) {
            m_session.run()->step();
        }
    });
    connect(m_ui->cancel, &QAction::triggered, this,
            [this] { m_session.requestStop(StopReason::User); });
    connect(m_ui->toggleMode, &QAction::triggered, m_ui->toolBar, &MainBar::toggleMode);
    connect(m_ui->pickJob, &QAction::triggered, m_ui->toolBar, &MainBar::pickJob);
    connect(m_ui->toolBar, &MainBar::blockingWanted, this, &MainWindow::setBlocking);
    connect(m_ui->toolBar, &MainBar::jobChosen, this, [this] {
        m_jobPanel->showJob(job());
        Q_EMIT settingsChanged();
    });
    connect(m_ui->toolBar, &MainBar::placementChosen, this, [this] {
        showMode();
        Q_EMIT settingsChanged();
    });
    connect(m_jobPanel, &JobPanel::edited, this, &MainWindow::settingsChanged);
    connect(m_jobPanel, &JobPanel::jobChanged, this, &MainWindow::orderTabStops);
    connect(m_ui->exportRun, &QAction::triggered, this, &MainWindow::exportRecord);
    connect(m_ui->showHistory, &QAction::triggered, this, &MainWindow::showHistory);
    connect(m_ui->openSettings, &QAction::triggered, this, &MainWindow::openSettings);
    connect(m_ui->help, &QAction::triggered, m_ui->showLesson, &QAction::trigger);
    connect(m_ui->showKeys, &QAction::triggered, this,
            [this] { m_ui->banner->showMessage(Banner::Kind::Info, WindowKeys::text()); });
    m_keys = std::make_unique<WindowKeys>(*this, *m_ui->run, *m_ui->quit);
    connect(m_keys.get(), &WindowKeys::runRefused, this, &MainWindow::refuseRun);
    connect(m_ui->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectSession()
{
    connect(&m_session, &RunSession::begun, this, &MainWindow::showStarted);
    connect(&m_session, &RunSession::closed, this, &MainWindow::showClosed);
    connect(&m_session, &RunSession::comparisonEnded, this, [this] {
        showActivity();
        showState();
    });
    connect(m_runBanner.get(), &RunBanner::greeted, this, [this] {
        m_settings.greeted = true;
        Q_EMIT settingsChanged();
    });
    connect(m_runBanner.get(), &RunBanner::runWanted, this, &MainWindow::startRunOn);
    connect(m_runBanner.get(), &RunBanner::comparisonWanted, m_ui->showCompare, &QAction::trigger);
}

void MainWindow::connectSaver()
{
    connect(&m_saver, &FileSaver::started, this, [this](const QString &path) {
        m_ui->statusBar->showMessage(tr("Saving %1 …").arg(path));
    });
    connect(&m_saver, &FileSaver::saved, this, [this](const QString &path) {
        m_ui->statusBar->showMessage(tr("Saved to %1").arg(path), 10'000);
        if (m_ui->banner->text() == m_saveProblem) {
            m_ui->banner->dismiss();
        }
        m_saveProblem.clear();
    });
    connect(&m_saver, &FileSaver::failed, this, &MainWindow::showSaveProblem);
}

void MainWindow::connectClosing()
{
    m_closing = std::make_unique<Closing>(m_session, m_saver);
    connect(m_closing.get(), &Closing::changed, this, &MainWindow::showState);
    connect(m_closing.get(), &Closing::told, m_ui->statusBar,
            [this](const QString &message) { m_ui->statusBar->showMessage(message); });
    connect(m_closing.get(), &Closing::ready, this, &QWidget::close);
    connect(m_closing.get(), &Closing::gaveUp, this, [this] {
        m_saver.disconnect(this);
        Q_EMIT settingsChanged();
        hide();
        Q_EMIT gaveUp();
    });
}

void MainWindow::restore()
{
    restoreGeometry(m_settings.geometry);
    m_ui->splitter->restoreState(m_settings.splitter);
    const QSignalBlocker block(m_ui->toolBar);
    chooseJob(m_settings.job);
    choosePlacement(m_settings.placement);
    m_jobPanel->showJob(job());
    showMode();
}

void MainWindow::chooseJob(const QString &id)
{
    m_ui->toolBar->chooseJob(id);
}

void MainWindow::choosePlacement(const QString &id)
{
    m_ui->toolBar->choosePlacement(id);
}

const JobDescriptor &MainWindow::job() const
{
    return m_ui->toolBar->job();
}

const PlacementDescriptor &MainWindow::placement() const
{
    return m_ui->toolBar->placement();
}

Settings MainWindow::settings() const
{
    Settings settings = m_settings;
    settings.geometry = saveGeometry();
    settings.splitter = m_ui->splitter->saveState();
    settings.job = job().id;
    settings.placement = placement().id;
    settings.parameters = m_jobPanel->allValues();
    settings.compare = m_compare->settings();
    settings.columnsStalls = m_responsiveness->showsColumns();
    return settings;
}

// The toggle is a change of placement, and nothing else.
void MainWindow::setBlocking(bool blocking)
{
    for (const PlacementDescriptor &placement : m_placements.all()) {
        if (placement.freezesWindow == blocking) {
            choosePlacement(placement.id);
            break;
        }
    }
    if (m_session.isBusy()) {
        m_ui->statusBar->showMessage(
                tr("The job that runs stays where it is (%1); the next one runs here: %2.")
                        .arg(m_session.run()->request().placement->title, placement().title),
                8000);
    }
}

// The mode is that of the next job's placement, however it was chosen. When it changes, the columns
// follow at once; each one's own switch can then differ.
void MainWindow::showMode()
{
    const bool blocking = placement().freezesWindow;
    if (blocking != m_blocking) {
        m_blocking = blocking;
        m_columns->setOnGuiThread(blocking);
    }
    m_ui->toolBar->showBlocking(blocking);
}

void MainWindow::startRun()
{
    if (m_session.isBusy() || m_closing->isUnderWay()) {
        refuseRun();
        return;
    }
    RunRequest request{&job(), &placement(), m_jobPanel->values(), m_settings.placements};
    if (!canRun(request)) {
        return;
    }
    Q_EMIT settingsChanged();
    m_session.start(std::move(request), m_settings.freezeLimit);
}

void MainWindow::startComparison()
{
    if (m_session.isBusy() || m_closing->isUnderWay()) {
        refuseRun();
        return;
    }
    ComparisonPlan plan = m_compare->plan();
    if (plan.placements.empty()) {
        return; // the page says so
    }
    plan.settings = m_settings.placements;
    if (!canRun(plan.request(0))) {
        return;
    }
    Q_EMIT settingsChanged();
    m_session.compare(std::move(plan), m_settings.freezeLimit);
}

// Else it says why not.
bool MainWindow::canRun(const RunRequest &request)
{
    if (const auto problem = request.problem()) {
        m_runBanner->refuse(request, *problem);
        m_jobPanel->focusMissing();
        return false;
    }
    return true;
}

void MainWindow::refuseRun()
{
    if (m_session.isBusy() && !m_closing->isUnderWay()) {
        m_ui->statusBar->showMessage(tr("%1 runs still; cancel it (Esc) or wait for its end, then "
                                        "run another.")
                                             .arg(m_session.run()->request().job->title),
                                     8000);
    }
}

void MainWindow::startRunOn(const QString &placement)
{
    choosePlacement(placement);
    startRun();
}

void MainWindow::togglePause()
{
    Run *run = m_session.run();
    if (!run) {
        return;
    }
    if (run->state() == Run::State::Paused) {
        run->resume();
    } else {
        run->pause();
    }
}

void MainWindow::showStarted(Run &run)
{
    showActivity();
    connect(&run, &Run::stateChanged, this, &MainWindow::showState);
    connect(&run, &Run::progressed, this, &MainWindow::showTitle);
    showState();
}

void MainWindow::showState()
{
    const Run *run = m_session.run();
    const bool busy = m_session.isBusy();
    const bool paused = run && run->state() == Run::State::Paused;
    const bool canPause = busy && run && !run->request().placement->freezesWindow
                          && (paused || run->state() == Run::State::Running);
    m_ui->run->setEnabled(!busy && !m_closing->isUnderWay());
    m_ui->pause->setEnabled(canPause);
    m_ui->pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_ui->pause->setIcon(
            icon(paused ? QStringLiteral("resume") : QStringLiteral("pause"), palette()));
    m_ui->step->setEnabled(paused);
    m_ui->cancel->setEnabled(busy && run
                             && (m_session.sequence() || run->state() != Run::State::Ended));
    m_ui->exportRun->setEnabled(m_lastRecord.has_value());
    showTitle();
}

void MainWindow::showTitle()
{
    const Run *run = m_session.run();
    if (!m_session.isBusy() || !run) {
        setWindowTitle(tr("Thaw"));
        return;
    }
    const QString &job = run->request().job->title;
    const auto percentage = percentageOf(run->progress());
    setWindowTitle(percentage ? tr("%1 % – %2 – Thaw").arg(*percentage).arg(job)
                              : tr("%1 – Thaw").arg(job));
}

void MainWindow::showClosed(const RunRecord &record)
{
    m_lastRecord = record;
    showActivity();
    m_responsiveness->refresh();
    m_ui->progress->showEnd(record);
    if (record.outcome.kind == OutcomeKind::Finished) {
        markLesson(record);
    }
    showState();
}

// In the picker. A lesson that was once as expected stays so.
void MainWindow::markLesson(const RunRecord &record)
{
    const std::optional<Verdict> verdict = verdictOf(record.facts);
    if (!verdict || m_settings.done.contains(record.job)) {
        return;
    }
    if (*verdict == Verdict::AsExpected) {
        m_settings.done.insert(record.job);
    }
    if (*verdict == Verdict::NotToBeTold) {
        m_settings.untold.insert(record.job);
    } else {
        m_settings.untold.remove(record.job);
    }
    m_ui->toolBar->setMarks(m_settings.done, m_settings.untold);
    Q_EMIT settingsChanged();
}

// Rendering the icon and starting three threads take a millisecond, which the window's content need
// not wait for.
void MainWindow::startAfterFirstPaint()
{
    QApplication::setWindowIcon(applicationIcon());
    m_columns->start();
}

void MainWindow::showProblem(const QString &problem)
{
    m_ui->banner->showMessage(Banner::Kind::Bad, problem);
}

void MainWindow::showPulse()
{
    m_ui->toolBar->showPulse(*m_probe.log()->snapshot(std::chrono::steady_clock::now(), 2s, 2));
}

// What was run when there was a stall.
void MainWindow::showActivity()
{
    const bool columns = std::ranges::any_of(m_columns->columns(), &Column::onGuiThread);
    if (m_session.isBusy()) {
        const RunRequest &request = m_session.run()->request();
        m_responsiveness->setActivity(
                tr("%1, %2").arg(request.job->title, request.placement->title));
    } else {
        m_responsiveness->setActivity({});
    }
    m_compare->setRemarks(columns ? QStringList(tr("Columns on the GUI thread hold the window up "
                                                   "in every placement; their stalls aren't "
                                                   "counted, but are in the delays and frames."))
                                  : QStringList());
}

void MainWindow::setHistory(HistoryStore &history)
{
    m_history = &history;
    m_session.setHistory(history);
    m_ui->showHistory->setEnabled(true);
}

void MainWindow::showHistory()
{
    if (!m_historyWindow) {
        m_historyWindow = new HistoryWindow(*m_history, this);
    }
    m_historyWindow->show();
    m_historyWindow->raise();
    m_historyWindow->activateWindow();
}

void MainWindow::openSettings()
{
    auto *dialog = new SettingsDialog(settings(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { applySettings(dialog->settings()); });
    dialog->open();
}

void MainWindow::applySettings(const Settings &settings)
{
    if (settings.theme != m_settings.theme) {
        applyTheme(*qApp, settings.theme);
    }
    m_settings.theme = settings.theme;
    m_settings.freezeLimit = settings.freezeLimit;
    m_compare->setFreezeLimit(settings.freezeLimit);
    m_runBanner->setFreezeLimit(settings.freezeLimit);
    m_settings.placements = settings.placements;
    m_settings.columns = settings.columns;
    m_columns->setSettings(settings.columns);
    Q_EMIT settingsChanged();
}

// What is in sight: a comparison, else the last run.
void MainWindow::exportRecord()
{
    if (m_compare->isVisible() && m_compare->openSave()) {
        return;
    }
    if (m_lastRecord) {
        openExportDialog(*m_lastRecord, this, m_saver);
    }
}

void MainWindow::showSaveProblem(const QString &problem)
{
    if (!m_saver.isSaving()) {
        m_ui->statusBar->clearMessage();
    }
    m_saveProblem = problem;
    showProblem(problem);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_closing) {
        setUpIcons();
        showState();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_ui->toolBar->fit();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing->begin()) {
        event->ignore();
        return;
    }
    Q_EMIT settingsChanged();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::closeUnattended()
{
    m_closing->setUnattended();
    close();
}

} // namespace thaw

#include "moc_mainwindow.cpp"
