// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/mainwindow.h"

#include "ui_mainwindow.h"

#include "gui/columns/columnsbar.h"
#include "gui/compare/comparepage.h"
#include "gui/compare/comparisonmessages.h"
#include "gui/flood/floodtab.h"
#include "gui/history/historywindow.h"
#include "gui/jobs/jobpanel.h"
#include "gui/jobs/jobpicker.h"
#include "gui/jobs/pacecontrol.h"
#include "gui/lesson/lessonpage.h"
#include "gui/look/icons.h"
#include "gui/look/menubutton.h"
#include "gui/output/outputpage.h"
#include "gui/responsiveness/pulseview.h"
#include "gui/responsiveness/responsivenesspage.h"
#include "gui/session/exportrecord.h"
#include "gui/settings/settingsdialog.h"
#include "gui/timeline/timelinepage.h"
#include "gui/window/modeswitch.h"
#include "jobs/job/verdict.h"
#include "probe/probe.h"
#include "probe/responsivenesslog.h"
#include "runners/columns/column.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>
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
    restore();

    QCoreApplication::instance()->installEventFilter(this);
    m_graceTimer.setSingleShot(true);
    connect(&m_graceTimer, &QTimer::timeout, this, &MainWindow::giveUp);
    m_pulseTimer.setInterval(500ms);
    connect(&m_pulseTimer, &QTimer::timeout, this, &MainWindow::showPulse);
    m_pulseTimer.start();
    showState();
    if (!m_settings.greeted) {
        showGreeting();
    }
    m_firstPaint.setSingleShot(true);
    connect(&m_firstPaint, &QTimer::timeout, this, &MainWindow::startAfterFirstPaint);
    m_firstPaint.start(500ms);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeToolBar()
{
    QToolBar &bar = *m_ui->toolBar;
    m_job = new JobPicker(m_jobs);
    m_job->setMarks(m_settings.done, m_settings.untold);
    bar.addWidget(m_job);
    m_mode = new ModeSwitch;
    m_mode->setToolTip(tr("Over the whole window: run the next job and all three columns on worker "
                          "threads, or on the GUI thread (Ctrl+T)"));
    bar.addWidget(m_mode);
    m_placement = new QComboBox;
    m_placement->setAccessibleName(tr("Placement"));
    m_placement->setToolTip(tr("Where the next job runs"));
    for (const PlacementDescriptor &placement : m_placements.all()) {
        m_placement->addItem(placement.title, placement.id);
        m_placement->setItemData(m_placement->count() - 1, placement.summary, Qt::ToolTipRole);
    }
    bar.addWidget(m_placement);
    bar.addSeparator();
    for (QAction *action : {m_ui->run, m_ui->pause, m_ui->step, m_ui->cancel}) {
        bar.addAction(action);
        // The name stays while the text goes from Pause to Resume and back.
        bar.widgetForAction(action)->setAccessibleName(action->text());
        bar.widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    }
    auto *stretch = new QWidget;
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar.addWidget(stretch);
    m_pulse = new PulseView;
    bar.addWidget(m_pulse);

    auto *menuButton = new MenuButton;
    menuButton->setObjectName(QStringLiteral("menuButton"));
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("History, settings, export and help"));
    menuButton->setToolButtonStyle(Qt::ToolButtonIconOnly);
    menuButton->popup().addActions(
            {m_ui->showHistory, m_ui->openSettings, m_ui->exportRun, m_ui->help, m_ui->showKeys});
    menuButton->popup().addSeparator();
    menuButton->popup().addAction(m_ui->quit);
    bar.addWidget(menuButton);
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
    connect(tabs, &QTabWidget::currentChanged, this, &MainWindow::rewordEnd);
    connect(m_ui->showResponsiveness, &QAction::triggered, this,
            [this, tabs] { tabs->setCurrentWidget(m_responsiveness); });
    connect(m_pulse, &PulseView::clicked, m_ui->showResponsiveness, &QAction::trigger);
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
    QWidget *last = findChild<QToolButton *>(QStringLiteral("menuButton")); // the bar's last
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
    findChild<QToolButton *>(QStringLiteral("menuButton"))
            ->setIcon(icon(QStringLiteral("settings"), palette));
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
    connect(m_ui->toggleMode, &QAction::triggered, m_mode, &QAbstractButton::click);
    connect(m_mode, &ModeSwitch::clicked, this, &MainWindow::setBlocking);
    connect(m_ui->pickJob, &QAction::triggered, this, [this] {
        m_job->setFocus(Qt::ShortcutFocusReason);
        m_job->showPopup();
    });
    connect(m_job, &QComboBox::currentIndexChanged, this, [this] {
        m_jobPanel->showJob(job());
        Q_EMIT settingsChanged();
    });
    connect(m_placement, &QComboBox::currentIndexChanged, this, [this] {
        showMode();
        Q_EMIT settingsChanged();
    });
    connect(m_jobPanel, &JobPanel::edited, this, &MainWindow::settingsChanged);
    connect(m_jobPanel, &JobPanel::jobChanged, this, &MainWindow::orderTabStops);
    connect(m_ui->exportRun, &QAction::triggered, this, &MainWindow::exportRecord);
    connect(m_ui->showHistory, &QAction::triggered, this, &MainWindow::showHistory);
    connect(m_ui->openSettings, &QAction::triggered, this, &MainWindow::openSettings);
    connect(m_ui->help, &QAction::triggered, m_ui->showLesson, &QAction::trigger);
    connect(m_ui->showKeys, &QAction::triggered, this, &MainWindow::showKeys);
    m_ui->quit->setShortcutContext(Qt::ApplicationShortcut);
    connect(m_ui->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectSession()
{
    connect(&m_session, &RunSession::begun, this, &MainWindow::showStarted);
    connect(&m_session, &RunSession::ended, this, [this] {
        if (m_closing) {
            close();
        }
    });
    connect(&m_session, &RunSession::closed, this, &MainWindow::showClosed);
    connect(&m_session, &RunSession::comparisonEnded, this, &MainWindow::showCompared);
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
    connect(&m_saver, &FileSaver::idle, this, [this] {
        if (m_closing) {
            close();
        }
    });
}

void MainWindow::restore()
{
    restoreGeometry(m_settings.geometry);
    m_ui->splitter->restoreState(m_settings.splitter);
    const QSignalBlocker blockJob(m_job);
    const QSignalBlocker blockPlacement(m_placement);
    chooseJob(m_settings.job);
    choosePlacement(m_settings.placement);
    m_jobPanel->showJob(job());
    showMode();
}

void MainWindow::chooseJob(const QString &id)
{
    m_job->choose(id);
}

void MainWindow::choosePlacement(const QString &id)
{
    if (const int index = m_placement->findData(id); index >= 0) {
        m_placement->setCurrentIndex(index);
    }
}

const JobDescriptor &MainWindow::job() const
{
    return *m_jobs.find(m_job->currentData().toString());
}

const PlacementDescriptor &MainWindow::placement() const
{
    return *m_placements.find(m_placement->currentData().toString());
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
    m_mode->setChecked(blocking);
}

void MainWindow::startRun()
{
    if (m_session.isBusy() || m_closing) {
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
    if (m_session.isBusy() || m_closing) {
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
    m_comparisonInput = {};
    Q_EMIT settingsChanged();
    m_session.compare(std::move(plan), m_settings.freezeLimit);
}

// Else it says why not.
bool MainWindow::canRun(const RunRequest &request)
{
    if (const auto problem = request.problem()) {
        m_ui->banner->showMessage(Banner::Kind::Bad,
                                  tr("%1 can't run: %2.").arg(request.job->title, *problem));
        m_jobPanel->focusMissing();
        return false;
    }
    return true;
}

void MainWindow::refuseRun()
{
    if (m_session.isBusy() && !m_closing) {
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
    const RunRequest &request = run.request();
    showActivity();
    QStringList announcements;
    if (const ComparisonSequence *sequence = m_session.sequence()) {
        announcements.append(
                comparisonProgress(sequence->comparison(), sequence->run(), *request.placement));
    }
    if (request.placement->freezesWindow) {
        announcements.append(freezeAnnouncement(request, m_session.expectedDuration(request),
                                                m_settings.freezeLimit));
    }
    if (!announcements.isEmpty()) {
        m_ui->banner->showMessage(request.placement->freezesWindow ? Banner::Kind::Warning
                                                                   : Banner::Kind::Info,
                                  announcements.join(QChar::Space));
    } else {
        m_ui->banner->dismiss();
    }
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
    m_ui->run->setEnabled(!busy && !m_closing);
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
    const int percentage = m_ui->progress->percentage();
    setWindowTitle(percentage < 0
                           ? tr("%1 – Thaw").arg(run->request().job->title)
                           : tr("%1 % – %2 – Thaw").arg(percentage).arg(run->request().job->title));
}

void MainWindow::showClosed(const RunRecord &record, const WaitingInput &input)
{
    m_lastRecord = record;
    m_lastInput = input;
    showActivity();
    m_responsiveness->refresh();
    m_ui->progress->showEnd(record);
    if (record.outcome.kind == OutcomeKind::Finished) {
        markLesson(record);
    }
    if (m_session.sequence()) { // its end is told when the last run has ended
        m_comparisonInput = sumOf(m_comparisonInput, input);
        showState();
        return;
    }
    QList<BannerAction> actions;
    if (m_placements.at(record.placement).freezesWindow) {
        actions.append({tr("Run it on a worker thread"),
                        [this] { startRunOn(QStringLiteral("worker")); }});
    } else if (record.outcome.kind == OutcomeKind::Finished
               && !m_session.run()->request().job->refusedPlacements.contains(
                       QStringLiteral("gui"))) {
        actions.append({tr("Compare: run it on the GUI thread"),
                        [this] { startRunOn(QStringLiteral("gui")); }});
    }
    m_endText = endMessage(record, input, lastOutcome());
    m_ui->banner->showMessage(endKind(record, lastOutcome()), m_endText, actions);
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
    m_job->setMarks(m_settings.done, m_settings.untold);
    Q_EMIT settingsChanged();
}

void MainWindow::showCompared(const Comparison &comparison)
{
    const auto *tabs = findChild<QTabWidget *>(QStringLiteral("tabs"));
    const bool isInSight = tabs->currentWidget() == m_compare;
    const QString text = comparisonEndMessage(comparison, m_comparisonInput,
                                              isInSight ? OutcomeIs::InSight : OutcomeIs::ToBeTold);
    if (text.isEmpty()) {
        m_ui->banner->dismiss(); // what it announced is over
    } else {
        QList<BannerAction> actions;
        if (!isInSight) {
            actions.append({tr("Show it"), [this] { m_ui->showCompare->trigger(); }});
        }
        m_ui->banner->showMessage(comparisonEndKind(comparison), text, actions);
    }
    showActivity();
    showState();
}

// The Lesson tab tells it.
OutcomeIs MainWindow::lastOutcome() const
{
    return m_lesson->showsResultOf(*m_lastRecord) ? OutcomeIs::InSight : OutcomeIs::ToBeTold;
}

// With that tab or without.
void MainWindow::rewordEnd()
{
    if (m_lastRecord && m_ui->banner->isVisible() && m_ui->banner->text() == m_endText) {
        m_endText = endMessage(*m_lastRecord, m_lastInput, lastOutcome());
        m_ui->banner->reword(endKind(*m_lastRecord, lastOutcome()), m_endText);
    }
}

// Rendering the icon and starting three threads take a millisecond, which the window's content need
// not wait for.
void MainWindow::startAfterFirstPaint()
{
    QApplication::setWindowIcon(applicationIcon());
    m_columns->start();
}

void MainWindow::showGreeting()
{
    m_ui->banner->showMessage(
            Banner::Kind::Info,
            tr("Welcome to Thaw. Run one job twice and watch the columns: on a worker thread they "
               "go "
               "on, on the GUI thread everything stands still until the job has ended."),
            {{tr("Run on a worker thread"), [this] { startRunOn(QStringLiteral("worker")); }},
             {tr("Run on the GUI thread"), [this] { startRunOn(QStringLiteral("gui")); }}});
    connect(
            m_ui->banner, &Banner::dismissed, this,
            [this] {
                m_settings.greeted = true;
                Q_EMIT settingsChanged();
            },
            Qt::SingleShotConnection);
}

void MainWindow::showKeys()
{
    m_ui->banner->showMessage(
            Banner::Kind::Info,
            tr("Ctrl+R run, Ctrl+P pause or resume, Ctrl+. step, Esc cancel, Ctrl+T Threaded or "
               "Blocking, Ctrl+J job, Ctrl+1 Responsiveness, Ctrl+2 Timeline, Ctrl+3 Compare, "
               "Ctrl+4 Output, Ctrl+5 or F1 Lesson, Ctrl+H history, Ctrl+E export, Ctrl+, "
               "settings, Ctrl+Q quit; "
               "in "
               "the Timeline +, -, 0 and the arrows."));
}

void MainWindow::showProblem(const QString &problem)
{
    m_ui->banner->showMessage(Banner::Kind::Bad, problem);
}

void MainWindow::showPulse()
{
    const auto snapshot = m_probe.log()->snapshot(std::chrono::steady_clock::now(), 2s, 2);
    const int width = m_pulse->sizeHint().width();
    m_pulse->setPulse(snapshot->current, snapshot->worstSinceStart, snapshot->stallsSinceStart,
                      snapshot->stallsApartSinceStart);
    if (m_pulse->sizeHint().width() != width) {
        fitToolBar();
    }
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

// The pulse is always in sight: where the bar is too narrow, the buttons do without their texts.
// What is left is the job's.
void MainWindow::fitToolBar()
{
    QToolBar &bar = *m_ui->toolBar;
    m_job->setRoom(0);
    m_pulse->setCompact(false);
    bar.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (bar.sizeHint().width() > width()) {
        bar.setToolButtonStyle(Qt::ToolButtonIconOnly);
        m_pulse->setCompact(bar.sizeHint().width() > width());
    }
    m_job->setRoom(width() - bar.sizeHint().width());
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

// Whoever closes the window has a file to lose: they are told, and the window stays.
void MainWindow::showSaveProblem(const QString &problem)
{
    if (!m_saver.isSaving()) {
        m_ui->statusBar->clearMessage();
    }
    m_saveProblem = problem;
    showProblem(problem);
    if (m_closing && !m_isUnattended) {
        m_closing = m_closesWhenSaved = false;
        m_graceTimer.stop();
        showState();
    }
}

// A line edit would take Ctrl+E and others for itself; the window's keys are the window's
// everywhere.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_firstPaint.isActive()) {
        m_firstPaint.start(0ms);
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        const QKeySequence keys(static_cast<const QKeyEvent *>(event)->keyCombination());
        const auto isOurs = [&](const QAction *action) { return action->shortcut() == keys; };
        if (widget && widget != this && widget->window() == this
            && std::ranges::any_of(findChildren<QAction *>(), isOurs)) {
            event->ignore();
            return true;
        }
    }
    // Behind a dialog that blocks it, this window hears no key; the dialog's shortcuts still count.
    if (event->type() == QEvent::Show) {
        if (auto *dialog = qobject_cast<QDialog *>(watched)) {
            dialog->addAction(m_ui->quit);
        }
    }
    // This window's shortcuts don't reach into other windows, dialogs and popups; this one does.
    if (event->type() == QEvent::KeyPress) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        const QKeySequence keys(static_cast<const QKeyEvent *>(event)->keyCombination());
        if (widget && widget->window() != this && m_ui->quit->shortcut() == keys) {
            close();
            return true;
        }
    }
    // The shortcut of an action that is disabled comes as a key, to whatever has the focus.
    if (event->type() == QEvent::KeyPress && !m_ui->run->isEnabled()) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        const QKeySequence keys(static_cast<const QKeyEvent *>(event)->keyCombination());
        if (widget && widget->window() == this && m_ui->run->shortcut() == keys) {
            refuseRun();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_columns) {
        setUpIcons();
        showState();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitToolBar();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (waitsForJob() || waitsForSaving()) {
        m_closing = true;
        showState();
        event->ignore();
        return;
    }
    m_graceTimer.stop();
    Q_EMIT settingsChanged();
    event->accept();
    Q_EMIT closed();
}

// The job is asked to stop and the window closes when it has; meanwhile it goes on living.
bool MainWindow::waitsForJob()
{
    const Run *run = m_session.run();
    const bool isRunning = m_session.isBusy() && run && run->state() != Run::State::Ended;
    if (isRunning || m_session.sequence()) {
        m_session.requestStop(StopReason::Closing);
    }
    if (!isRunning) {
        return false;
    }
    if (!m_closing) { // trying again and again puts nothing off
        m_graceTimer.start(closeGrace);
    }
    m_ui->statusBar->showMessage(tr("Closing as soon as the job has stopped …"));
    return true;
}

// The second time that somebody closes the window, they do without the file.
bool MainWindow::waitsForSaving()
{
    if (!m_saver.isSaving()) {
        return false;
    }
    if (m_closesWhenSaved) {
        m_saver.cancel();
    } else if (!m_isUnattended) {
        m_graceTimer.stop(); // of the job; a file may take its time
    }
    if ((m_closesWhenSaved || m_isUnattended) && !m_graceTimer.isActive()) {
        m_graceTimer.start(closeGrace);
    }
    m_ui->statusBar->showMessage(
            m_closesWhenSaved ? tr("Closing without the file …")
                              : tr("Closing as soon as the file is saved … Close again to do "
                                   "without it."));
    m_closesWhenSaved = true;
    return true;
}

void MainWindow::closeUnattended()
{
    m_isUnattended = true;
    close();
}

void MainWindow::giveUp()
{
    constexpr auto forTheLastPiece = 1s;
    m_saver.cancel();
    const bool isStuck = m_session.isBusy() || !m_saver.wait(forTheLastPiece);
    if (!isStuck) {
        if (!m_saver.isSaving()) { // else it closes when the saver has told that it is idle
            close();
        }
        return;
    }
    if (m_session.isBusy()) {
        m_session.abandon();
    }
    m_saver.disconnect(this);
    Q_EMIT settingsChanged();
    hide();
    Q_EMIT gaveUp();
}

} // namespace thaw

#include "moc_mainwindow.cpp"
