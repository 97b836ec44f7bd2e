// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodview.h"

#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "jobs/workloads/flood/floodcells.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "report/wording.h"

#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <iterator>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// Of the widget's own font, the first at which all cells fit. The last can just be read: where not
// even so all are in sight, they scroll in a better one.
struct Tightness
{
    qreal scale;
    int margin; // about a number, in pixels
};
constexpr Tightness tightnesses[]{{1.2, 4}, {1.0, 3}, {0.85, 3}, {0.75, 3}, {0.68, 2}};
constexpr Tightness scrolling = tightnesses[2];

constexpr std::chrono::milliseconds fadeInterval{50};

} // namespace

FloodView::FloodView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::StyledPanel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Cells"));
    m_fade.setInterval(fadeInterval);
    connect(&m_fade, &QTimer::timeout, this, &FloodView::renew);
}

FloodView::~FloodView()
{
    if (m_feed) {
        m_feed->setInSight(false);
    }
}

void FloodView::showEmpty(int producers)
{
    if (m_feed) {
        m_feed->setInSight(false);
        m_feed->disconnect(this);
        m_feed.reset();
    }
    setProducers(producers);
}

void FloodView::showFeed(std::shared_ptr<FloodFeed> feed)
{
    showEmpty(static_cast<int>(feed->cells().size()));
    m_feed = std::move(feed);
    m_feed->setInSight(isVisible());
    connect(m_feed.get(), &FloodFeed::drained, this, &FloodView::renew);
}

void FloodView::setProducers(int producers)
{
    m_ages.reset(static_cast<std::size_t>(producers));
    layOut();
    verticalScrollBar()->setValue(0);
}

// The largest font in which all cells are in sight, if there is one.
void FloodView::layOut()
{
    const QFont before = m_font;
    const auto leastIn = [this](const Tightness &tightness) {
        return FloodPainter::leastCell(numberFont(font(), tightness.scale), tightness.margin);
    };
    const auto *found = std::ranges::find_if(tightnesses, [&](const Tightness &tightness) {
        return cellsFit(producers(), viewport()->size(), leastIn(tightness));
    });
    const Tightness &chosen = found == std::end(tightnesses) ? scrolling : *found;
    m_font = numberFont(font(), chosen.scale);
    const QSize least = leastIn(chosen);
    if (m_font != before) {
        m_painter.reset();
    }
    m_grid = floodGrid(producers(), viewport()->size(), least);
    QScrollBar &bar = *verticalScrollBar();
    bar.setRange(0, std::max(0, m_grid.area.height() - viewport()->height()));
    bar.setPageStep(viewport()->height());
    bar.setSingleStep(least.height());
    viewport()->update();
}

// What has come since, and how old the rest is by now. At most once a frame; not while hidden.
void FloodView::renew()
{
    if (!m_feed || !isVisible()) {
        return;
    }
    m_at = CellAges::Clock::now();
    m_ages.update(m_feed->cells(), m_at);
    // Once more when the last of them has become old. A drain comes sooner than the timer.
    if (m_ages.isFading(m_at)) {
        viewport()->update();
        m_fade.start();
    } else if (m_fade.isActive()) {
        viewport()->update();
        m_fade.stop();
    }
}

void FloodView::paintEvent(QPaintEvent *event)
{
    if (!m_painter) {
        m_painter.emplace(palette(), m_font, devicePixelRatioF());
    }
    QPainter painter(viewport());
    const std::vector<FloodCell> empty(m_feed ? 0 : m_ages.count());
    m_painter->paint(painter,
                     {.grid = m_grid,
                      .cells = m_feed ? m_feed->cells() : empty,
                      .ages = m_ages,
                      .at = m_at,
                      .scrolled = verticalScrollBar()->value()},
                     event->rect());
    if (m_feed) {
        m_feed->notePaint();
    }
    if (hasFocus()) {
        painter.setPen(themeColors(palette()).accent);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

std::optional<QRect> FloodView::placeOf(QPoint place) const
{
    const int scrolled = verticalScrollBar()->value();
    const std::optional<int> cell = m_grid.cellAt(place + QPoint(0, scrolled));
    return cell ? std::optional(m_grid.cell(*cell).translated(0, -scrolled)) : std::nullopt;
}

QString FloodView::textAt(QPoint place) const
{
    const std::optional<int> index = m_grid.cellAt(place + QPoint(0, verticalScrollBar()->value()));
    if (!index) {
        return {};
    }
    const QString name = tr("Producer %1").arg(locale().toString(*index + 1));
    const auto cell = static_cast<std::size_t>(*index);
    const auto age = m_ages.age(cell, CellAges::Clock::now());
    if (!m_feed || !age) {
        return tr("%1\nNothing has come from it yet").arg(name);
    }
    const FloodCell &shown = m_feed->cells()[cell];
    return tr("%1\nNewest value: %2\nSamples: %3\nLast change: %4 ago")
            .arg(name, locale().toString(shown.value),
                 locale().toString(qulonglong{shown.tally.count}), timeText(*age));
}

bool FloodView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<const QHelpEvent *>(event);
        // For as long as the pointer is on that cell.
        QToolTip::showText(help->globalPos(), textAt(help->pos()), viewport(),
                           placeOf(help->pos()).value_or(QRect()));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void FloodView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    viewport()->update();
}

void FloodView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void FloodView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_painter.reset();
        layOut();
    }
}

void FloodView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (m_feed) {
        m_feed->setInSight(true);
        renew();
        m_fade.start(); // what changed while it was hidden may be old by now
    }
}

void FloodView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    m_fade.stop();
    if (m_feed) {
        m_feed->setInSight(false);
    }
}

void FloodView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void FloodView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace thaw

#include "moc_floodview.cpp"
