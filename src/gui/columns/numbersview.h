// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QSizeF>
#include <QTimer>
#include <QWidget>

#include <vector>

namespace thaw {

/// The cells that `count` numbers of the given size are painted in, row by row, filling `area`
/// evenly. As few rows as the width needs; empty if not even the height has room for them.
[[nodiscard]] std::vector<QRect> numberCells(const QRect &area, int count, const QSize &number);

/// A column's numbers, painted by one widget, in figures of equal width so that nothing jitters.
/// Numbers that have just come are told by the accent colour for a moment.
class NumbersView : public QWidget
{
    Q_OBJECT
public:
    explicit NumbersView(QWidget *parent = nullptr);

    /// The width of the cells is that of the range's widest number.
    void setRange(int lowest, int highest);
    /// New numbers: they count as fresh for a moment.
    void setNumbers(std::vector<int> numbers);
    [[nodiscard]] const std::vector<int> &numbers() const { return m_numbers; }
    [[nodiscard]] bool isFresh() const { return m_fresh.isActive(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QSizeF numberSize(int lowest, int highest) const; // of the widest, at scale 1
    [[nodiscard]] QSize sizeOfFive(qreal scale) const;
    void layOut(); // the largest font that fits, and the cells

    std::vector<int> m_numbers;
    int m_lowest = 1;
    int m_highest = 100;
    QFont m_font;
    std::vector<QRect> m_cells;
    QTimer m_fresh;
};

} // namespace thaw
