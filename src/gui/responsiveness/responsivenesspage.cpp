// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/responsivenesspage.h"

#include "gui/chart/charts.h"
#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "gui/responsiveness/pulseview.h"
#include "gui/responsiveness/stalllistmodel.h"
#include "probe/recording.h"
#include "probe/responsivenesslog.h"
#include "probe/responsivenesssnapshot.h"
#include "report/wording.h"

#include "ui_responsivenesspage.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds quick{250};
constexpr std::chrono::milliseconds calm{1000};
constexpr std::chrono::seconds quickAfterwards{5}; // after a run or a stall
constexpr int buckets = 300; // of 0.2 s: about one for every two or three pixels

void setTextColor(QWidget &widget, const QColor &color)
{
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, color);
    widget.setPalette(palette);
}

QColor colorOf(PulseLevel level, const QPalette &palette)
{
    switch (level) {
    case PulseLevel::Warning:
        return themeColors(palette).warning;
    case PulseLevel::Bad:
        return themeColors(palette).bad;
    case PulseLevel::Good:
    case PulseLevel::Unknown:
        break;
    }
    return palette.color(QPalette::WindowText);
}

/// How far back there is anything, in whole seconds.
int secondsMeasured(const ResponsivenessSnapshot &snapshot)
{
    const auto first = std::find_if(snapshot.worstDelays.begin(), snapshot.worstDelays.end(),
                                    [](auto d) { return d != ResponsivenessSnapshot::noData; });
    const auto since = snapshot.bucketStart(
            static_cast<std::size_t>(std::distance(snapshot.worstDelays.begin(), first)));
    const double seconds = std::chrono::duration<double>{snapshot.now - since}.count();
    return std::clamp(static_cast<int>(std::lround(seconds)), 1, 60);
}

/// "once, for 5.0 s" or "12 times, up to 250 ms"; empty if there are none of the kind.
QString timesText(const std::vector<Stall> &stalls, bool areApart)
{
    int count = 0;
    std::chrono::nanoseconds longest{0};
    for (const Stall &stall : stalls) {
        if (stall.isApart == areApart) {
            ++count;
            longest = std::max(longest, stall.duration);
        }
    }
    if (count == 0) {
        return {};
    }
    return count == 1 ? ResponsivenessPage::tr("once, for %1").arg(timeText(longest))
                      : ResponsivenessPage::tr("%n times, up to %1", nullptr, count)
                                .arg(timeText(longest));
}

QString frozenText(const std::vector<Stall> &stalls)
{
    const QString others = timesText(stalls, false);
    const QString columns = timesText(stalls, true);
    if (columns.isEmpty()) {
        return ResponsivenessPage::tr("In the last minute the window was frozen %1.").arg(others);
    }
    if (others.isEmpty()) {
        return ResponsivenessPage::tr(
                       "In the last minute the window was frozen by its columns alone, %1.")
                .arg(columns);
    }
    // Briefly: in a small window it has half the width.
    return ResponsivenessPage::tr("Frozen in the last minute %1, and by the columns %2.")
            .arg(others, columns);
}

} // namespace

QString responsivenessSummary(const ResponsivenessSnapshot &snapshot)
{
    if (snapshot.isStalled()) {
        return ResponsivenessPage::tr("The window has answered nothing for %1.")
                .arg(timeText(snapshot.stalls.back().duration));
    }
    if (!snapshot.stalls.empty()) {
        return frozenText(snapshot.stalls);
    }
    if (snapshot.delayCount == 0) {
        return ResponsivenessPage::tr("Nothing has been measured yet.");
    }
    const int seconds = secondsMeasured(snapshot);
    return seconds >= 60
                   ? ResponsivenessPage::tr(
                             "The window has answered within %1 for the last minute.")
                             .arg(timeText(snapshot.worst))
                   : ResponsivenessPage::tr("The window has answered within %1 for the last %n s.",
                                            nullptr, seconds)
                             .arg(timeText(snapshot.worst));
}

ResponsivenessPage::ResponsivenessPage(std::shared_ptr<const ResponsivenessLog> log,
                                       QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResponsivenessPage>())
    , m_log(std::move(log))
    , m_stalls(new StallListModel{this})
{
    m_ui->setupUi(this);
    setAccessibleName(tr("Responsiveness"));
    auto *place = new QVBoxLayout(m_ui->chartPlace);
    place->setContentsMargins(0, 0, 0, 0);

    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    m_ui->stallsTitle->setFont(heading);
    m_ui->summary->setFont(heading);
    QFont figure = numberFont(font(), 1.2);
    figure.setWeight(QFont::DemiBold);
    for (QLabel *label : {m_ui->p50, m_ui->p95, m_ui->p99, m_ui->worst, m_ui->missed}) {
        label->setFont(figure);
        label->setMinimumWidth(QFontMetrics(figure).horizontalAdvance(timeText(88'800ms)));
    }

    m_ui->noStall->setBackgroundRole(QPalette::Base);
    applyColors();
    m_refresh.setInterval(calm);
    connect(&m_refresh, &QTimer::timeout, this, &ResponsivenessPage::refresh);
    connect(m_ui->showColumns, &QCheckBox::toggled, this, [this] {
        m_stalls->clear();
        refresh();
    });
    connect(m_ui->showColumns, &QCheckBox::clicked, this, &ResponsivenessPage::edited);
}

ResponsivenessPage::~ResponsivenessPage() = default;

void ResponsivenessPage::setShowsColumns(bool shows)
{
    m_ui->showColumns->setChecked(shows);
}

bool ResponsivenessPage::showsColumns() const
{
    return m_ui->showColumns->isChecked();
}

void ResponsivenessPage::setActivity(const QString &what)
{
    m_stalls->setActivity(what);
    const auto now = ResponsivenessLog::Clock::now();
    m_quickUntil =
            what.isEmpty() ? now + quickAfterwards : ResponsivenessLog::Clock::time_point::max();
    m_refresh.setInterval(quick);
}

void ResponsivenessPage::refresh()
{
    const auto snapshot = m_log->snapshot(ResponsivenessLog::Clock::now(), 60s, buckets);
    showStalls(*snapshot);
    showFigures(*snapshot);
    if (m_chart && showsColumns()) {
        m_chart->setSnapshot(snapshot);
    } else if (m_chart) {
        auto shown = std::make_shared<ResponsivenessSnapshot>(*snapshot);
        std::erase_if(shown->stalls, [](const Stall &stall) { return stall.isApart; });
        m_chart->setSnapshot(std::move(shown));
    }
    m_refresh.setInterval(isBusy(*snapshot) ? quick : calm);
}

void ResponsivenessPage::showStalls(const ResponsivenessSnapshot &snapshot)
{
    std::vector<Stall> stalls = m_log->stalls(snapshot.now);
    // One that lasts says nothing yet of what ran, and is over when this thread comes to its ping.
    std::erase_if(stalls, [this](const Stall &stall) {
        return stall.lasting || (stall.isApart && !showsColumns());
    });
    m_stalls->setStalls(stalls);
    if (m_stalls->rowCount() > 0) {
        fillTable();
        m_ui->stallsPlace->setCurrentWidget(m_ui->stalls);
        return;
    }
    m_ui->noStall->setText(
            snapshot.stallsApartSinceStart == 0
                    ? tr("No stall so far: since the start the window has never been silent for "
                         "100 ms.")
                    : tr("No stall so far but those of the columns."));
    m_ui->stallsPlace->setCurrentWidget(m_ui->noStall);
}

// Not before there is something in it: a table's header loads a face of its own to measure itself.
void ResponsivenessPage::fillTable()
{
    if (m_ui->stalls->model()) {
        return;
    }
    m_ui->stalls->setModel(m_stalls);
    m_ui->stalls->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_ui->stalls->horizontalHeader()->resizeSection(StallListModel::When, 84);
    m_ui->stalls->horizontalHeader()->resizeSection(StallListModel::Length, 84);
}

bool ResponsivenessPage::isBusy(const ResponsivenessSnapshot &snapshot) const
{
    if (snapshot.now < m_quickUntil) {
        return true;
    }
    if (snapshot.stalls.empty()) {
        return false;
    }
    const Stall &last = snapshot.stalls.back();
    return last.start + last.duration + quickAfterwards > snapshot.now;
}

void ResponsivenessPage::showFigures(const ResponsivenessSnapshot &snapshot)
{
    const QString none = QStringLiteral("–");
    const bool isMeasured = snapshot.delayCount > 0;
    const auto show = [&](QLabel &label, std::chrono::nanoseconds delay) {
        label.setText(isMeasured ? timeText(delay) : none);
        const QColor color =
                colorOf(isMeasured ? pulseLevel(delay) : PulseLevel::Unknown, palette());
        if (label.palette().color(QPalette::WindowText) != color) {
            setTextColor(label, color);
        }
    };
    show(*m_ui->p50, snapshot.p50);
    show(*m_ui->p95, snapshot.p95);
    show(*m_ui->p99, snapshot.p99);
    show(*m_ui->worst, snapshot.worst);
    m_ui->missed->setText(
            snapshot.frames.expected == 0 ? none : QLocale().toString(snapshot.frames.missed()));
    const QString summary = responsivenessSummary(snapshot);
    m_ui->summary->setText(summary);
    setAccessibleDescription(summary);
    if (m_chart) {
        m_chart->widget().setAccessibleDescription(summary);
    }
}

void ResponsivenessPage::makeChart()
{
    if (m_chart) {
        return;
    }
    const Charts *charts = Charts::loadFor(*m_ui->chartPlace);
    if (!charts) {
        return;
    }
    m_chart = &charts->makeDelays(*m_ui->chartPlace);
    m_ui->chartPlace->layout()->addWidget(&m_chart->widget());
    if (isVisible()) {
        refresh();
    }
}

void ResponsivenessPage::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    for (QLabel *caption : {m_ui->p50Caption, m_ui->p95Caption, m_ui->p99Caption,
                            m_ui->worstCaption, m_ui->missedCaption}) {
        setTextColor(*caption, colors.subtleText);
    }
    setTextColor(*m_ui->noStall, colors.subtleText);
}

void ResponsivenessPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    m_refresh.start();
}

void ResponsivenessPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

void ResponsivenessPage::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (!m_chartWanted) {
        m_chartWanted = true;
        QTimer::singleShot(0, this, &ResponsivenessPage::makeChart);
    }
}

void ResponsivenessPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_responsivenesspage.cpp"
