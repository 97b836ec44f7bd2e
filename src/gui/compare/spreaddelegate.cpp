// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/spreaddelegate.h"

#include "gui/look/colors.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr int sideMargin = 6;
constexpr int topMargin = 4;

QStringList linesOf(const QStyleOptionViewItem &option)
{
    return option.text.split(QChar::LineSeparator);
}

} // namespace

void SpreadDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStringList lines = linesOf(option);
    option.text.clear();
    const QStyle &style = option.widget ? *option.widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const int lineHeight = option.fontMetrics.height();
    const QRect area = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    int top = area.center().y() - static_cast<int>(lines.size()) * lineHeight / 2;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong =
            option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QColor color = strong;
    painter->save();
    painter->setFont(option.font);
    for (const QString &line : lines) {
        const QRect place(area.left(), top, area.width(), lineHeight);
        painter->setPen(color);
        painter->drawText(place,
                          static_cast<int>((option.displayAlignment & Qt::AlignHorizontal_Mask)
                                           | Qt::AlignVCenter),
                          option.fontMetrics.elidedText(line, Qt::ElideRight, place.width()));
        color = isSelected ? strong : themeColors(option.palette).subtleText;
        top += lineHeight;
    }
    painter->restore();
}

QSize SpreadDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    int width = 0;
    for (const QString &line : linesOf(option)) {
        width = std::max(width, option.fontMetrics.horizontalAdvance(line));
    }
    // A text that is as wide as its place but for a fraction would be cut.
    return {width + 2 * sideMargin + 2, 2 * (option.fontMetrics.height() + topMargin)};
}

} // namespace thaw

#include "moc_spreaddelegate.cpp"
