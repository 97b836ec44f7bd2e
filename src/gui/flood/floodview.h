// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/flood/cellages.h"
#include "gui/flood/floodgrid.h"
#include "gui/flood/floodpainter.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <memory>
#include <optional>

namespace thaw {

class FloodFeed;

/// The producers of a flood as live cells, each with its newest value, painted by one widget in one
/// event a frame; as many as have room in a readable size are in sight, the rest scrolls. The
/// colour of a cell says how recently it changed. While no flood goes on, nothing ticks.
class FloodView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit FloodView(QWidget *parent = nullptr);
    ~FloodView() override;

    /// So many cells to which nothing has come yet.
    void showEmpty(int producers);
    /// What this feed takes from now on; it is kept.
    void showFeed(std::shared_ptr<FloodFeed> feed);

    [[nodiscard]] const FloodGrid &grid() const { return m_grid; }
    [[nodiscard]] const CellAges &ages() const { return m_ages; }
    /// What there is to tell of the cell at a place of the viewport; empty beside the cells.
    [[nodiscard]] QString textAt(QPoint place) const;

    [[nodiscard]] QSize sizeHint() const override { return {640, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 60}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] int producers() const { return static_cast<int>(m_ages.count()); }
    void setProducers(int producers);
    void layOut();
    void renew();
    [[nodiscard]] std::optional<QRect> placeOf(QPoint place) const;

    std::shared_ptr<FloodFeed> m_feed; // null while nothing was shown of one
    CellAges m_ages;
    CellAges::Clock::time_point m_at; // as of when it is painted
    FloodGrid m_grid;
    QFont m_font;
    std::optional<FloodPainter> m_painter; // for the palette and font as they are
    QTimer m_fade;                         // from the last drain until all cells are old
};

} // namespace thaw
