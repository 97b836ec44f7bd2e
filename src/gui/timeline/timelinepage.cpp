// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinepage.h"

#include "ui_timelinepage.h"

#include "gui/look/colors.h"
#include "gui/timeline/timelinelegend.h"
#include "gui/timeline/timelinetexts.h"
#include "gui/timeline/timelineview.h"
#include "gui/timeline/timelinezoom.h"
#include "jobs/engine/runchannel.h"
#include "probe/recording.h"
#include "probe/responsivenesslog.h"
#include "runners/run.h"

#include <QEvent>
#include <QScreen>

#include <algorithm>
#include <cmath>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr std::chrono::milliseconds textInterval{200}; // faster can't be read

} // namespace

TimelinePage::TimelinePage(std::shared_ptr<const ResponsivenessLog> log, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TimelinePage>())
    , m_log(std::move(log))
    , m_view(new TimelineView(m_lanes))
    , m_legend(new TimelineLegend)
{
    m_ui->setupUi(this);
    setAccessibleName(tr("Timeline"));
    m_ui->viewPlace->addWidget(m_view);
    setFocusProxy(m_view);
    m_ui->legendPlace->addWidget(m_legend, 0, Qt::AlignLeft | Qt::AlignVCenter);
    m_ui->emptyLegendPlace->addWidget(new TimelineLegend, 0, Qt::AlignHCenter);
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    m_ui->summary->setFont(heading);
    applyColors();

    connect(m_ui->zoomIn, &QAbstractButton::clicked, m_view, &TimelineView::zoomIn);
    connect(m_ui->zoomOut, &QAbstractButton::clicked, m_view, &TimelineView::zoomOut);
    connect(m_ui->fit, &QAbstractButton::clicked, m_view, &TimelineView::showAll);
    connect(m_ui->newest, &QAbstractButton::clicked, m_view, &TimelineView::showNewest);
    connect(m_view, &TimelineView::zoomed, this, &TimelinePage::showFollowing);
    connect(m_view, &TimelineView::selectionChanged, this, &TimelinePage::showSelection);
    connect(m_view, &TimelineView::laneLit, this, [this](LaneId lane) {
        showSelection();
        showSaid();
        Q_EMIT laneLit(lane);
    });
    connect(m_view, &TimelineView::pointed, this, &TimelinePage::showSaid);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &TimelinePage::renew);
}

TimelinePage::~TimelinePage() = default;

void TimelinePage::showRun(const Run &run)
{
    m_run = &run;
    m_hasBegun = false;
    m_length = {};
    m_lanes.show(nullptr);
    m_lines.show(run.sharedTranscript());
    m_view->reset();
    connect(&run, &Run::traced, this, [this, &run] { takeOpen(run); });
    connect(&run, &Run::stateChanged, this, &TimelinePage::startTicking);
    connect(&run, &Run::ended, this, [this, &run] { end(run.elapsed()); });
    connect(&run, &QObject::destroyed, this, [this, &run] {
        if (m_run == &run) { // before it has ended
            end(m_lanes.clock().timeAt(now()));
        }
    });
    renewTexts();
    startTicking();
}

// The lanes themselves are taken in when the picture is renewed.
void TimelinePage::takeOpen(const Run &run)
{
    if (!std::exchange(m_hasBegun, true)) {
        m_lanes.show(run.sharedTimeline());
        m_view->reset();
        m_ui->pages->setCurrentWidget(m_ui->timelinePage);
    }
    m_lanes.setOpen(run.openSpans());
    startTicking();
}

void TimelinePage::end(nanoseconds elapsed)
{
    m_elapsed = elapsed;
    m_lanes.update();
    m_lanes.setStalls(m_log->stalls());
    m_length = std::max(now(), m_lanes.end());
    m_run = nullptr;
    m_frame.stop();
    renew();
    renewTexts();
}

void TimelinePage::showRecord(const RunRecord &record)
{
    if (!m_hasBegun || record.timeline == nullptr) {
        return;
    }
    // All there is, to the end of the last stall: it may have outlasted the run.
    m_lanes.setStalls(record.gui.allStalls());
    m_elapsed = record.elapsed;
    m_length = std::max(m_lanes.end(), m_lanes.clock().placeOfTime(record.elapsed));
    renew();
    renewTexts();
}

nanoseconds TimelinePage::now() const
{
    return m_run ? m_lanes.placeOf(Span::Clock::now()) : m_length;
}

void TimelinePage::renew()
{
    m_lanes.update();
    m_view->showTime(now(), m_run != nullptr);
    if (m_run && m_run->state() == Run::State::Paused && m_lanes.rests()) {
        m_frame.stop(); // until something is reported
        renewTexts();
    } else if (Span::Clock::now() - m_textsRenewed >= textInterval) {
        renewTexts();
    }
}

void TimelinePage::renewTexts()
{
    m_textsRenewed = Span::Clock::now();
    if (m_run) {
        m_lanes.setStalls(m_log->stalls());
    }
    const QString text = !m_hasBegun ? QString()
                         : m_run     ? momentText(m_lanes)
                                     : wholeText(m_lanes, m_elapsed);
    if (text != m_ui->summary->text()) {
        m_ui->summary->setText(text);
        m_ui->summary->setToolTip(text);
        m_view->setAccessibleDescription(text);
        setAccessibleDescription(text);
    }
    m_legend->showAlso({!m_lanes.clock().breaks().empty(), m_lanes.hasUnknown(),
                        std::ranges::any_of(m_lanes.stalls(), &Stall::isApart)});
    showFollowing();
    showSelection();
    showSaid();
}

void TimelinePage::showFollowing()
{
    const auto follows = m_view->zoom().follows();
    m_ui->fit->setChecked(follows == TimelineZoom::Follows::All);
    m_ui->newest->setChecked(follows == TimelineZoom::Follows::Newest);
    m_ui->newest->setEnabled(follows != TimelineZoom::Follows::All);
    m_ui->zoomOut->setEnabled(follows != TimelineZoom::Follows::All);
}

// What is selected, and what the lit thread did meanwhile; or what is to be done with the mouse.
void TimelinePage::showSelection()
{
    const auto &selection = m_view->selection();
    if (!selection || m_lanes.isEmpty()) {
        m_ui->selection->setText(tr("Wheel or +, – to zoom; drag to measure"));
        m_ui->selection->setToolTip(
                tr("The wheel zooms; where the lanes don't all fit it scrolls them, and Ctrl+wheel "
                   "zooms. Shift+wheel and the middle button scroll in time.\n"
                   "A click keeps a lane lit, and its lines in Output; a click on none ends that.\n"
                   "Keys: +, – and 0 zoom, the arrows, Home and End scroll, Up and Down choose a "
                   "thread, Shift with Left or Right selects a stretch."));
        return;
    }
    const auto [from, to] = *selection;
    const nanoseconds time = m_lanes.timeBetween(from, to);
    const auto lane = m_view->litLane();
    const QString shares =
            lane ? sharesText(m_lanes.times(*lane, from, to, now()), time) : QString();
    const QString text =
            shares.isEmpty() ? tr("%1 selected").arg(exactTimeText(time))
                             : tr("%1 selected; %2: %3")
                                       .arg(exactTimeText(time), m_lanes.lane(*lane).name, shares);
    m_ui->selection->setText(text);
    m_ui->selection->setToolTip(tr("%1, from %2 to %3")
                                        .arg(text, exactTimeText(m_lanes.clock().timeAt(from)),
                                             exactTimeText(m_lanes.clock().timeAt(to))));
}

// What the lit thread has said up to the moment that is pointed at, else up to now: the last line.
void TimelinePage::showSaid()
{
    const auto lane = m_view->litLane();
    QString text = tr("Click a lane to mark its lines in Output");
    if (lane) {
        const QString name = m_lanes.lane(*lane).name;
        const auto place = std::min(m_view->pointedAt().value_or(now()), now());
        const TranscriptLine *line = m_lines.newest(LaneId(*lane), place, m_lanes.clock());
        text = line ? tr("%1 at %2: %3").arg(name, exactTimeText(line->at), line->text)
                    : tr("%1 has said nothing up to here").arg(name);
    }
    if (text != m_ui->said->text()) {
        m_ui->said->setText(text);
        m_ui->said->setToolTip(text);
    }
}

void TimelinePage::startTicking()
{
    if (m_run && isVisible() && !m_frame.isActive()) {
        const double rate = std::clamp(screen()->refreshRate(), 30.0, 240.0);
        m_frame.start(std::chrono::milliseconds(std::lround(1000 / rate)));
    }
}

void TimelinePage::applyColors()
{
    const QColor subtle = themeColors(palette()).subtleText;
    for (QLabel *label : {static_cast<QLabel *>(m_ui->selection), static_cast<QLabel *>(m_ui->said),
                          m_ui->emptyText}) {
        QPalette muted = label->palette();
        muted.setColor(QPalette::WindowText, subtle);
        label->setPalette(muted);
    }
}

void TimelinePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    renew();
    renewTexts();
    startTicking();
}

void TimelinePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_frame.stop();
}

void TimelinePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_timelinepage.cpp"
