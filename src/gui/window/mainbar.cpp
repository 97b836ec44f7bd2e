// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/mainbar.h"

#include "gui/jobs/jobpicker.h"
#include "gui/look/icons.h"
#include "gui/look/menubutton.h"
#include "gui/responsiveness/pulseview.h"
#include "gui/window/modeswitch.h"
#include "probe/responsivenesssnapshot.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QMenu>

namespace thaw {

MainBar::MainBar(QWidget *parent)
    : QToolBar(parent)
{}

void MainBar::fill(const JobCatalog &jobs, const PlacementCatalog &placements,
                   const QList<QAction *> &runActions, const QList<QAction *> &menuActions)
{
    m_jobs = &jobs;
    m_placements = &placements;
    m_job = new JobPicker(jobs);
    addWidget(m_job);
    m_mode = new ModeSwitch;
    m_mode->setToolTip(tr("Over the whole window: run the next job and all three columns on worker "
                          "threads, or on the GUI thread (Ctrl+T)"));
    addWidget(m_mode);
    m_placement = new QComboBox;
    m_placement->setAccessibleName(tr("Placement"));
    m_placement->setToolTip(tr("Where the next job runs"));
    for (const PlacementDescriptor &placement : placements.all()) {
        m_placement->addItem(placement.title, placement.id);
        m_placement->setItemData(m_placement->count() - 1, placement.summary, Qt::ToolTipRole);
    }
    addWidget(m_placement);
    addSeparator();
    for (QAction *action : runActions) {
        addAction(action);
        // The name stays while the text goes from Pause to Resume and back.
        widgetForAction(action)->setAccessibleName(action->text());
        widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    }
    auto *stretch = new QWidget;
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(stretch);
    m_pulse = new PulseView;
    addWidget(m_pulse);

    m_menu = new MenuButton;
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("History, settings, export and help"));
    m_menu->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_menu->popup().addActions(menuActions);
    m_menu->popup().insertSeparator(menuActions.last());
    addWidget(m_menu);
    setUpIcons();

    connect(m_job, &QComboBox::currentIndexChanged, this, &MainBar::jobChosen);
    connect(m_placement, &QComboBox::currentIndexChanged, this, &MainBar::placementChosen);
    connect(m_mode, &ModeSwitch::clicked, this, &MainBar::blockingWanted);
    connect(m_pulse, &PulseView::clicked, this, &MainBar::pulseClicked);
}

const JobDescriptor &MainBar::job() const
{
    return m_jobs->at(m_job->currentData().toString());
}

const PlacementDescriptor &MainBar::placement() const
{
    return m_placements->at(m_placement->currentData().toString());
}

void MainBar::chooseJob(const QString &id)
{
    m_job->choose(id);
}

void MainBar::choosePlacement(const QString &id)
{
    if (const int index = m_placement->findData(id); index >= 0) {
        m_placement->setCurrentIndex(index);
    }
}

void MainBar::setMarks(const QSet<QString> &done, const QSet<QString> &untold)
{
    m_job->setMarks(done, untold);
}

void MainBar::showBlocking(bool blocking)
{
    m_mode->setChecked(blocking);
}

void MainBar::showPulse(const ResponsivenessSnapshot &snapshot)
{
    const int width = m_pulse->sizeHint().width();
    m_pulse->setPulse(snapshot.current, snapshot.worstSinceStart, snapshot.stallsSinceStart,
                      snapshot.stallsApartSinceStart);
    if (m_pulse->sizeHint().width() != width) {
        fit();
    }
}

void MainBar::pickJob()
{
    m_job->setFocus(Qt::ShortcutFocusReason);
    m_job->showPopup();
}

void MainBar::toggleMode()
{
    m_mode->click();
}

QWidget *MainBar::lastStop() const
{
    return m_menu;
}

// Where it is too narrow, the buttons do without their texts. What is left is the job's.
void MainBar::fit()
{
    const int room = window()->width();
    m_job->setRoom(0);
    m_pulse->setCompact(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (sizeHint().width() > room) {
        setToolButtonStyle(Qt::ToolButtonIconOnly);
        m_pulse->setCompact(sizeHint().width() > room);
    }
    m_job->setRoom(room - sizeHint().width());
}

void MainBar::setUpIcons()
{
    m_menu->setIcon(icon(QStringLiteral("settings"), palette()));
}

void MainBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_menu) {
        setUpIcons();
    }
    QToolBar::changeEvent(event);
}

} // namespace thaw

#include "moc_mainbar.cpp"
