// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/pacecontrol.h"

#include "gui/jobs/jobpanel.h"
#include "gui/jobs/paceslider.h"
#include "gui/look/fonts.h"
#include "gui/session/runsession.h"
#include "jobs/engine/pace.h"
#include "jobs/job/jobdescriptor.h"
#include "runners/run.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace thaw {

namespace {

QString paceName()
{
    return QStringLiteral("pace");
}

} // namespace

PaceControl::PaceControl(JobPanel &panel, RunSession &session, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_session(session)
{
    connect(&m_panel, &JobPanel::jobChanged, this, &PaceControl::follow);
    connect(&m_panel, &JobPanel::edited, this, &PaceControl::follow);
    connect(&m_session, &RunSession::begun, this, &PaceControl::explain);
    connect(&m_session, &RunSession::closed, this, &PaceControl::explain);
    hide();
}

void PaceControl::makeContents()
{
    m_slider = new PaceSlider;
    m_value = new QLabel;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(8);
    auto *label = new QLabel(tr("Pace"));
    label->setBuddy(m_slider);
    m_slider->setAccessibleName(tr("Pace"));
    m_slider->setFixedWidth(120);
    m_value->setFont(numberFont(m_value->font()));
    m_value->setMinimumWidth(m_value->fontMetrics().horizontalAdvance(paceText(Pace::least)));
    layout->addWidget(label);
    layout->addWidget(m_slider);
    layout->addWidget(m_value);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { m_panel.setNumber(paceName(), positionToPace(position)); });
    Q_EMIT made();
}

void PaceControl::follow()
{
    const JobDescriptor *job = m_panel.job();
    const bool isLesson = job && job->isLesson();
    if (isLesson && !m_slider) {
        makeContents();
    }
    setVisible(isLesson);
    if (!isLesson) {
        return;
    }
    const double pace = m_panel.values().value(paceName()).toDouble();
    const QSignalBlocker blocker(m_slider); // the form's value may be finer than a position
    m_slider->setValue(paceToPosition(pace));
    m_value->setText(paceText(pace));
    explain();
    steerRun(pace);
}

// Of which run it is the pace.
void PaceControl::explain()
{
    if (!m_slider) {
        return;
    }
    const JobDescriptor *running = m_session.isBusy() ? m_session.run()->request().job : nullptr;
    const QString text =
            running && running != m_panel.job()
                    ? tr("Every wait of this lesson's next run is multiplied by it: to the left it "
                         "goes faster, to the right slower. It changes nothing of %1, which runs "
                         "now.")
                              .arg(running->title)
                    : tr("Every wait of the lesson is multiplied by it, also while it runs: to the "
                         "left it goes faster, to the right slower.");
    setToolTip(text);
    m_slider->setAccessibleDescription(text);
}

void PaceControl::steerRun(double pace)
{
    Run *run = m_session.isBusy() ? m_session.run() : nullptr;
    if (run && run->request().job == m_panel.job()) {
        run->setPace(pace);
    }
}

} // namespace thaw

#include "moc_pacecontrol.cpp"
