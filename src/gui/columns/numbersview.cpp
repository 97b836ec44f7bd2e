// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/numbersview.h"

#include "gui/look/colors.h"
#include "gui/look/fonts.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QStringList>
#include <QtMath>

#include <algorithm>
#include <chrono>

namespace thaw {

namespace {

constexpr std::chrono::milliseconds freshFor{350};
constexpr int gap = 8; // between two numbers at least, in pixels
constexpr int rowGap = 4;
constexpr qreal scales[]{2.1, 1.9, 1.7, 1.5, 1.3, 1.15, 1.0, 0.9, 0.8}; // of the widget's own font

QString numberText(int number)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // narrow ones
    return locale.toString(number);
}

} // namespace

std::vector<QRect> numberCells(const QRect &area, int count, const QSize &number)
{
    if (count <= 0 || number.isEmpty()) {
        return {};
    }
    const int fitting = std::clamp((area.width() + gap) / (number.width() + gap), 1, count);
    const int rows = (count + fitting - 1) / fitting;
    const int columns = (count + rows - 1) / rows; // rows of equal length, as far as it goes
    if (rows * number.height() > area.height() || number.width() > area.width()) {
        return {};
    }
    std::vector<QRect> cells;
    cells.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const int row = i / columns;
        const int column = i % columns;
        const QPoint from(area.left() + area.width() * column / columns,
                          area.top() + area.height() * row / rows);
        const QPoint to(area.left() + area.width() * (column + 1) / columns,
                        area.top() + area.height() * (row + 1) / rows);
        cells.emplace_back(from, to - QPoint(1, 1)); // QRect's corner lies inside
    }
    return cells;
}

NumbersView::NumbersView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Numbers"));
    m_fresh.setSingleShot(true);
    m_fresh.setInterval(freshFor);
    connect(&m_fresh, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void NumbersView::setRange(int lowest, int highest)
{
    if (m_lowest == lowest && m_highest == highest) {
        return;
    }
    m_lowest = lowest;
    m_highest = highest;
    layOut();
    update();
}

void NumbersView::setNumbers(std::vector<int> numbers)
{
    const bool isRelaid = numbers.size() != m_numbers.size();
    m_numbers = std::move(numbers);
    if (isRelaid) {
        layOut();
    }
    QStringList texts;
    for (const int number : m_numbers) {
        texts.append(numberText(number));
    }
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    m_fresh.start();
    update();
}

QSize NumbersView::sizeHint() const
{
    return sizeOfFive(2.1);
}

QSize NumbersView::minimumSizeHint() const
{
    return sizeOfFive(1.3);
}

QSize NumbersView::sizeOfFive(qreal scale) const
{
    const QSizeF number = numberSize(0, 100) * scale;
    return {qCeil(5 * (number.width() + gap)), qCeil(number.height() * 1.6)};
}

QSizeF NumbersView::numberSize(int lowest, int highest) const
{
    QFont bold = numberFont(font());
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(bold);
    return {std::max(metrics.horizontalAdvance(numberText(lowest)),
                     metrics.horizontalAdvance(numberText(highest))),
            metrics.capHeight()}; // figures have no descenders
}

void NumbersView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_font);
    painter.setPen(isFresh() ? themeColors(palette()).accent
                             : palette().color(QPalette::WindowText));
    for (std::size_t i = 0; i < m_cells.size() && i < m_numbers.size(); ++i) {
        painter.drawText(m_cells[i], Qt::AlignCenter, numberText(m_numbers[i]));
    }
}

void NumbersView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void NumbersView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        layOut();
        updateGeometry();
    }
}

void NumbersView::layOut()
{
    // Measured at one size and scaled: to load the font in each size would cost a millisecond each.
    const QSizeF number = numberSize(m_lowest, m_highest);
    const int count = static_cast<int>(m_numbers.size());
    qreal fitting = 0;
    for (const qreal scale : scales) {
        fitting = scale;
        m_cells = numberCells(
                rect(), count,
                {qCeil(number.width() * scale), qCeil(number.height() * scale) + rowGap});
        if (!m_cells.empty()) {
            break;
        }
    }
    if (m_cells.empty()) // rather tight than not at all
        m_cells =
                numberCells(rect(), count, {std::min(qCeil(number.width() * fitting), width()), 1});
    m_font = numberFont(font(), fitting);
    m_font.setWeight(QFont::DemiBold);
}

} // namespace thaw

#include "moc_numbersview.cpp"
