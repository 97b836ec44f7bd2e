// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/columncard.h"

#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "runners/columns/column.h"

#include "ui_columncard.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace thaw {

namespace {

constexpr std::chrono::milliseconds tickInterval(200);
constexpr qreal cornerRadius = 8.0;

void setTextColor(QWidget &widget, const QColor &color)
{
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, color);
    widget.setPalette(palette);
}

QString refreshesText(std::int64_t count)
{
    return count == 1 ? ColumnCard::tr("1 refresh")
                      : ColumnCard::tr("%Ln refreshes", nullptr, static_cast<int>(count));
}

/// "0.4 s ago"
QString ageText(std::chrono::steady_clock::duration age)
{
    const double seconds = std::chrono::duration<double>(age).count();
    return ColumnCard::tr("%1 s ago").arg(QLocale().toString(std::max(seconds, 0.0), 'f', 1));
}

} // namespace

ColumnCard::ColumnCard(Column &column, QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::ColumnCard>())
    , m_column(column)
{
    m_ui->setupUi(this);
    const QString name = tr("Column %1").arg(column.number());
    setAccessibleName(name);
    m_ui->title->setText(name);
    QFont bold = m_ui->title->font();
    bold.setWeight(QFont::DemiBold);
    m_ui->title->setFont(bold);
    m_ui->age->setFont(numberFont(font()));
    m_ui->age->setFixedWidth(
            QFontMetrics(m_ui->age->font())
                    .horizontalAdvance(tr("%1 s ago").arg(QStringLiteral("888.8"))));
    m_ui->onGuiThread->setAccessibleName(tr("%1 on the GUI thread").arg(name));
    m_ui->numbers->setAccessibleName(tr("%1, numbers").arg(name));
    m_ui->means->setAccessibleName(tr("%1, means").arg(name));

    showSettings(column.settings());
    m_ui->refreshes->setText(refreshesText(0));
    showSkipped(0);
    showPlacement(column.onGuiThread());

    connect(m_ui->onGuiThread, &SwitchButton::toggled, &column, &Column::setOnGuiThread);
    connect(&column, &Column::settingsChanged, this, &ColumnCard::showSettings);
    connect(&column, &Column::placementChanged, this, &ColumnCard::showPlacement);
    connect(&column, &Column::refreshed, this, &ColumnCard::showRefresh);
    connect(&m_tick, &QTimer::timeout, this, &ColumnCard::showAge);
    m_tick.start(tickInterval);
}

ColumnCard::~ColumnCard() = default;

void ColumnCard::showSettings(const ColumnSettings &settings)
{
    const double seconds = std::chrono::duration<double>(settings.period).count();
    m_ui->period->setText(
            tr("· every %1 s")
                    .arg(QLocale().toString(seconds, 'g', QLocale::FloatingPointShortest)));
    m_ui->numbers->setRange(settings.lowest, settings.highest);
    m_ui->means->setRange(settings.lowest, settings.highest);
    if (m_lowest != settings.lowest || m_highest != settings.highest) {
        m_ui->means->clear(); // another scale
    }
    m_lowest = settings.lowest;
    m_highest = settings.highest;
}

void ColumnCard::showRefresh(const ColumnRefresh &refresh)
{
    m_ui->numbers->setNumbers(refresh.numbers);
    m_ui->means->addValue(refresh.mean());
    m_ui->refreshes->setText(refreshesText(refresh.refreshes));
    showSkipped(refresh.skipped);
    m_refreshedAt = refresh.at;
    showAge();
}

void ColumnCard::showSkipped(std::int64_t skipped)
{
    m_ui->skipped->setText(tr("· %Ln skipped", nullptr, static_cast<int>(skipped)));
    if (m_skippedSome != (skipped > 0)) {
        m_skippedSome = skipped > 0;
        applyColors();
    }
}

void ColumnCard::showPlacement(bool onGuiThread)
{
    m_ui->onGuiThread->setChecked(onGuiThread);
    m_ui->thread->setText(onGuiThread ? tr("GUI thread")
                                      : tr("thread column-%1").arg(m_column.number()));
    applyColors();
    update();
}

void ColumnCard::showAge()
{
    if (m_refreshedAt) {
        m_ui->age->setText(ageText(Clock::now() - *m_refreshedAt));
    }
}

void ColumnCard::applyColors()
{
    const ThemeColors colors = themeColors(palette());
    const bool onGuiThread = m_column.onGuiThread();
    setTextColor(*m_ui->period, colors.subtleText);
    setTextColor(*m_ui->refreshes, colors.subtleText);
    setTextColor(*m_ui->age, colors.subtleText);
    setTextColor(*m_ui->skipped, m_skippedSome ? colors.warning : colors.subtleText);
    setTextColor(*m_ui->thread, onGuiThread ? colors.warning : colors.accent);
    m_ui->means->setBackground(onGuiThread ? colors.warningTint : colors.cardBackground);
}

void ColumnCard::paintEvent(QPaintEvent *)
{
    const ThemeColors colors = themeColors(palette());
    const bool onGuiThread = m_column.onGuiThread();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(onGuiThread ? QPen(colors.warning, 1.5) : QPen(colors.cardBorder));
    painter.setBrush(onGuiThread ? colors.warningTint : colors.cardBackground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
}

void ColumnCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_columncard.cpp"
