// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/progresspanel.h"

#include "ui_progresspanel.h"

#include "gui/look/fonts.h"
#include "report/wording.h"
#include "runners/run.h"

#include <QLocale>

#include <optional>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// Steps of the bar: finer than a pixel, and free of overflow whatever the job counts.
constexpr int barSteps = 10'000;

} // namespace

ProgressPanel::ProgressPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProgressPanel>())
{
    m_ui->setupUi(this);
    m_ui->bar->setRange(0, barSteps);
    for (QLabel *label : {m_ui->percent, m_ui->times, m_ui->rate}) {
        label->setFont(numberFont(label->font()));
    }
    m_clock.setInterval(100ms);
    connect(&m_clock, &QTimer::timeout, this, &ProgressPanel::refresh);
}

ProgressPanel::~ProgressPanel() = default;

void ProgressPanel::showRun(const Run &run)
{
    m_run = &run;
    m_rate = {};
    connect(&run, &Run::progressed, this, &ProgressPanel::refresh);
    connect(&run, &Run::stateChanged, this, &ProgressPanel::refresh);
    m_clock.start();
    refresh();
}

void ProgressPanel::showEnd(const RunRecord &record)
{
    m_clock.stop();
    refresh();
    m_ui->status->setText(outcomeSentence(record));
    m_ui->status->setToolTip(m_ui->status->text());
}

void ProgressPanel::refresh()
{
    if (m_run) {
        showFigures(*m_run);
    }
}

void ProgressPanel::showFigures(const Run &run)
{
    const Progress progress = run.progress();
    m_rate.add(progress, run.elapsed());
    const bool goingOn = run.state() == Run::State::Running || run.state() == Run::State::Paused;

    const auto percentage = percentageOf(progress);
    m_ui->bar->setValue(static_cast<int>(fractionOf(progress).value_or(0) * barSteps));
    m_ui->percent->setText(percentage ? tr("%1 %").arg(QLocale().toString(*percentage))
                                      : QString());

    QString times = run.state() == Run::State::Ready ? QString() : timeText(run.elapsed());
    if (const auto left = m_rate.timeLeft(); left && goingOn) {
        times = tr("%1 gone, %2 left").arg(times, timeText(*left));
    }
    m_ui->times->setText(times);
    const std::optional<double> perSecond = m_rate.perSecond();
    m_ui->rate->setText(perSecond ? rateText(*perSecond, run.request().job->unit) : QString());
    switch (run.state()) {
    case Run::State::Ready:
        m_ui->status->setText(tr("Starting"));
        break;
    case Run::State::Paused:
        m_ui->status->setText(run.status().isEmpty() ? tr("Paused")
                                                     : tr("Paused: %1").arg(run.status()));
        break;
    case Run::State::Running:
        m_ui->status->setText(run.control()->stopRequested() ? tr("Stopping") : run.status());
        break;
    case Run::State::Ended:
        break;
    }
    m_ui->status->setToolTip(m_ui->status->text());
}

} // namespace thaw

#include "moc_progresspanel.cpp"
