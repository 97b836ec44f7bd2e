// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pacecontrol.h"

#include "gui/jobpanel.h"
#include "gui/runsession.h"
#include "gui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

constexpr int perDecade = 100;

QString paceName()
{
    return QStringLiteral("pace");
}

// Times are multiplied by it: "× 0.5".
QString paceText(double pace)
{
    return QStringLiteral("×\u2009") + QLocale().toString(pace, 'g', 3);
}

} // namespace

int paceToPosition(double pace)
{
    const double within = std::clamp(pace, RunControl::leastPace, RunControl::mostPace);
    return static_cast<int>(std::lround(std::log10(within) * perDecade));
}

double positionToPace(int position)
{
    const double pace = std::pow(10.0, static_cast<double>(position) / perDecade);
    const double unit = std::pow(10.0, std::floor(std::log10(pace)) - 1); // of the second digit
    return std::clamp(std::round(pace / unit) * unit, RunControl::leastPace, RunControl::mostPace);
}

PaceControl::PaceControl(JobPanel &panel, RunSession &session, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_session(session)
{
    connect(&m_panel, &JobPanel::jobChanged, this, &PaceControl::follow);
    connect(&m_panel, &JobPanel::edited, this, &PaceControl::follow);
    connect(&m_session, &RunSession::started, this, &PaceControl::explain);
    connect(&m_session, &RunSession::closed, this, &PaceControl::explain);
    hide();
}

void PaceControl::makeContents()
{
    m_slider = new QSlider(Qt::Horizontal);
    m_value = new QLabel;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(8);
    auto *label = new QLabel(tr("Pace"));
    label->setBuddy(m_slider);
    m_slider->setAccessibleName(tr("Pace"));
    m_slider->setRange(paceToPosition(RunControl::leastPace), paceToPosition(RunControl::mostPace));
    m_slider->setSingleStep(perDecade / 10);
    m_slider->setPageStep(3 * perDecade / 10); // twice or half
    m_slider->setFixedWidth(120);
    m_value->setFont(numberFont(m_value->font()));
    m_value->setMinimumWidth(
            m_value->fontMetrics().horizontalAdvance(paceText(RunControl::leastPace)));
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
    const bool isLesson = job && job->kind == JobKind::Lesson;
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
