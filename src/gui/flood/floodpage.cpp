// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodpage.h"

#include "ui_floodpage.h"

#include "gui/flood/floodlegend.h"
#include "gui/flood/floodview.h"
#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "jobs/engine/outcome.h"
#include "jobs/workloads/flood/floodchannel.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "report/runrecord.h"
#include "report/wording.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds refreshInterval{250}; // faster can't be read
constexpr std::chrono::milliseconds rateOver{1000};       // what a rate is an average of
constexpr std::chrono::milliseconds leastForRate{100};

QString countText(std::int64_t count)
{
    return QLocale().toString(qint64{count});
}

} // namespace

FloodPage::FloodPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FloodPage>())
    , m_view(new FloodView)
{
    m_ui->setupUi(this);
    setAccessibleName(tr("Flood"));
    m_ui->viewPlace->addWidget(m_view);
    m_ui->legendPlace->addWidget(new FloodLegend, 0, Qt::AlignLeft | Qt::AlignVCenter);
    setFocusProxy(m_view);
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    m_ui->summary->setFont(heading);
    QFont figure = numberFont(font());
    figure.setWeight(QFont::DemiBold);
    for (QLabel *label : {m_ui->rate, m_ui->handled, m_ui->waiting, m_ui->paints, m_ui->delay}) {
        label->setFont(figure);
    }
    applyColors();
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &FloodPage::refresh);
    showNoFigures();
}

FloodPage::~FloodPage() = default;

void FloodPage::showEmpty(int producers)
{
    m_feed.reset();
    m_view->showEmpty(producers);
    showNoFigures();
    setSummary(tr("A cell for each of the %1 producers, with its newest value. Run it (Ctrl+R).")
                       .arg(QLocale().toString(producers)));
}

void FloodPage::showRun(std::shared_ptr<FloodFeed> feed)
{
    m_feed = std::move(feed);
    m_view->showFeed(m_feed);
    m_moments.assign(1, {Clock::now()});
    showNoFigures();
    setSummary(producersText());
    if (isVisible()) {
        m_refresh.start();
    }
}

void FloodPage::showRecord(const RunRecord &record)
{
    m_refresh.stop();
    m_moments.clear();
    if (!m_feed) {
        return;
    }
    if (record.outcome.kind != OutcomeKind::Finished) {
        showFigures(0, 0);
        setSummary(outcomeSentence(record));
        return;
    }
    showFigures(record.facts[QLatin1StringView("samples_per_s")].toDouble(),
                record.facts[QLatin1StringView("paints_per_s")].toDouble());
    setSummary(tr("%1: all %2 samples came, each producer's in order")
                       .arg(producersText(), countText(m_feed->handled())));
}

int FloodPage::producers() const
{
    return static_cast<int>(m_view->ages().count());
}

QString FloodPage::producersText() const
{
    const QString count = QLocale().toString(producers());
    switch (m_feed->kind()) {
    case FloodChannelKind::Signals:
        return tr("%1 producers, a queued signal for each sample").arg(count);
    case FloodChannelKind::Batches:
        return tr("%1 producers, in batches with credits").arg(count);
    case FloodChannelKind::Ring:
        break;
    }
    return tr("%1 producers, through the ring").arg(count);
}

void FloodPage::refresh()
{
    const Moment now{Clock::now(), m_feed->handled(), m_feed->paints()};
    while (m_moments.size() > 1 && now.at - m_moments[1].at >= rateOver) {
        m_moments.pop_front();
    }
    const Moment &then = m_moments.front();
    const double seconds =
            std::chrono::duration<double>(std::max<Clock::duration>(now.at - then.at, leastForRate))
                    .count();
    const double perSecond = static_cast<double>(now.handled - then.handled) / seconds;
    showFigures(perSecond, static_cast<double>(now.paints - then.paints) / seconds);
    describe(tr("%1, %2 samples a second")
                     .arg(producersText(), QLocale().toString(perSecond, 'f', 0)));
    m_moments.push_back(now);
}

void FloodPage::showFigures(double perSecond, double paintsPerSecond)
{
    m_ui->rate->setText(perSecond > 0 ? QLocale().toString(perSecond, 'f', 0)
                                      : QStringLiteral("–"));
    m_ui->handled->setText(countText(m_feed->handled()));
    m_ui->waiting->setText(
            countText(std::max<std::int64_t>(0, m_feed->produced() - m_feed->handled())));
    m_ui->paints->setText(paintsPerSecond > 0 ? QLocale().toString(paintsPerSecond, 'f', 0)
                                              : QStringLiteral("–"));
    m_ui->delay->setText(timeText(m_feed->worstDelay()));
}

void FloodPage::showNoFigures()
{
    for (QLabel *label : {m_ui->rate, m_ui->handled, m_ui->waiting, m_ui->paints, m_ui->delay}) {
        label->setText(QStringLiteral("–"));
    }
}

void FloodPage::setSummary(const QString &summary)
{
    m_ui->summary->setText(summary);
    describe(summary);
}

// For who can't see the figures below it, either.
void FloodPage::describe(const QString &summary)
{
    m_view->setAccessibleDescription(summary);
    setAccessibleDescription(summary);
}

void FloodPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_moments.empty()) {
        refresh();
        m_refresh.start();
    }
}

void FloodPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

void FloodPage::applyColors()
{
    QPalette subtle = palette();
    subtle.setColor(QPalette::WindowText, themeColors(palette()).subtleText);
    for (QLabel *label : {m_ui->rateCaption, m_ui->handledCaption, m_ui->waitingCaption,
                          m_ui->paintsCaption, m_ui->delayCaption}) {
        label->setPalette(subtle);
    }
}

void FloodPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_floodpage.cpp"
