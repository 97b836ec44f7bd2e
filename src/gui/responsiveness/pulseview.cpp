// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/pulseview.h"

#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "report/wording.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QStringList>
#include <QStyleOptionToolButton>

#include <algorithm>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr int padding = 10;
constexpr int gap = 6;        // between a caption and its figure
constexpr int figureGap = 16; // between a figure and the next caption
constexpr int dot = 8;        // the lamp before the first caption

QColor colorOf(PulseLevel level, const ThemeColors &colors)
{
    switch (level) {
    case PulseLevel::Good:
        return colors.good;
    case PulseLevel::Warning:
        return colors.warning;
    case PulseLevel::Bad:
        return colors.bad;
    case PulseLevel::Unknown:
        break;
    }
    return colors.subtleText;
}

QString countText(qint64 freezes)
{
    return PulseView::tr("%1×").arg(QLocale().toString(freezes));
}

} // namespace

PulseLevel pulseLevel(std::optional<std::chrono::nanoseconds> delay)
{
    if (!delay) {
        return PulseLevel::Unknown;
    }
    if (*delay < 16'667us) { // one frame of 60 a second
        return PulseLevel::Good;
    }
    return *delay < 100ms ? PulseLevel::Warning : PulseLevel::Bad;
}

PulseView::PulseView(QWidget *parent)
    : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Pulse"));
    setPulse(std::nullopt, {}, 0);
}

void PulseView::setPulse(std::optional<std::chrono::nanoseconds> delay,
                         std::chrono::nanoseconds worst, qint64 freezes, qint64 byColumns)
{
    const QString none = QStringLiteral("–");
    const bool isMeasured = delay || worst > 0ns;
    std::vector<Figure> figures{
            Figure{tr("pulse"), delay ? timeText(*delay) : none, pulseLevel(delay)},
            Figure{tr("worst"), isMeasured ? timeText(worst) : none,
                   isMeasured ? pulseLevel(worst) : PulseLevel::Unknown},
            Figure{tr("frozen"), countText(freezes),
                   freezes > 0 ? PulseLevel::Bad : PulseLevel::Unknown}};
    if (byColumns > 0) {
        figures.push_back({tr("columns"), countText(byColumns), PulseLevel::Unknown});
    }
    if (figures == m_figures) {
        return;
    }
    const bool needsRoom = figures.size() != m_figures.size();
    m_figures = std::move(figures);
    if (needsRoom) {
        measure();
        updateGeometry();
    }
    setAccessibleDescription(text());
    showToolTip();
    update();
}

void PulseView::setCompact(bool compact)
{
    if (compact == m_compact) {
        return;
    }
    m_compact = compact;
    updateGeometry();
    update();
}

void PulseView::showToolTip()
{
    QString tip =
            tr("How late the window answers: now, at worst since the start, and how often it was "
               "frozen for more than 100 ms. Freezes by the columns, while these are on the GUI "
               "thread, are counted apart. Click for the Responsiveness tab.");
    if (m_figures.size() > 3) {
        tip += QChar::Space + tr("Frozen by the columns: %1.").arg(m_figures.back().value);
    }
    setToolTip(tip);
}

std::size_t PulseView::figuresShown() const
{
    return m_compact ? 3 : m_figures.size();
}

QString PulseView::text() const
{
    QStringList parts;
    for (const Figure &figure : m_figures) {
        parts.append(figure.caption + u' ' + figure.value);
    }
    return parts.join(QStringLiteral(" · "));
}

void PulseView::measure()
{
    m_valueFont = numberFont(font());
    m_valueFont.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(m_valueFont);
    int delayWidth = 0; // of the widest delay
    for (const std::chrono::nanoseconds delay : {88us, 8'800us, 888'000us, 88'800'000us}) {
        delayWidth = std::max(delayWidth, metrics.horizontalAdvance(timeText(delay)));
    }
    const int countWidth = metrics.horizontalAdvance(countText(999));
    m_valueWidths = {delayWidth, delayWidth, countWidth, countWidth};
    m_captionWidths.clear();
    for (const Figure &figure : m_figures) {
        m_captionWidths.push_back(fontMetrics().horizontalAdvance(figure.caption));
    }
}

QSize PulseView::sizeHint() const
{
    int width = 2 * padding + dot;
    for (std::size_t i = 0; i < figuresShown(); ++i) {
        width += gap + m_captionWidths[i] + gap + m_valueWidths[i];
    }
    width += static_cast<int>(figuresShown() - 1) * (figureGap - gap);
    return {width, std::max(28, fontMetrics().height() + 10)};
}

QSize PulseView::minimumSizeHint() const
{
    return sizeHint();
}

void PulseView::paintEvent(QPaintEvent *)
{
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(colors.accent, 1.5) : QPen(colors.cardBorder));
    painter.setBrush(underMouse() ? colors.accentTint : colors.cardBackground);
    const QRectF frame = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);

    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(m_figures[0].level, colors));
    painter.drawEllipse(QRectF(padding, (height() - dot) / 2.0, dot, dot));

    int x = padding + dot + gap;
    for (std::size_t i = 0; i < figuresShown(); ++i) {
        const Figure &figure = m_figures[i];
        painter.setFont(font());
        painter.setPen(colors.subtleText);
        painter.drawText(QRect(x, 0, m_captionWidths[i], height()), Qt::AlignVCenter,
                         figure.caption);
        x += m_captionWidths[i] + gap;
        painter.setFont(m_valueFont);
        painter.setPen(figure.level == PulseLevel::Unknown ? palette().color(QPalette::WindowText)
                                                           : colorOf(figure.level, colors));
        painter.drawText(QRect(x, 0, m_valueWidths[i], height()), Qt::AlignVCenter, figure.value);
        x += m_valueWidths[i] + figureGap;
    }
}

void PulseView::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        measure();
        updateGeometry();
    }
}

} // namespace thaw

#include "moc_pulseview.cpp"
