// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/columns/columnsettings.h"

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace Ui {
class ColumnCard;
}

namespace thaw {

class Column;

/// One live column: its numbers, their means of late, who made them and how long ago, and the
/// switch that moves its worker to the GUI thread. It counts "0.4 s ago" ten times a second, on the
/// GUI thread on purpose: a freeze stops it for all to see.
class ColumnCard : public QFrame
{
    Q_OBJECT
public:
    /// `column` outlives the card; the card doesn't start it.
    explicit ColumnCard(Column &column, QWidget *parent = nullptr);
    ~ColumnCard() override;

    [[nodiscard]] Column &column() const { return m_column; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Clock = std::chrono::steady_clock;

    void showSettings(const ColumnSettings &settings);
    void showRefresh(const ColumnRefresh &refresh);
    void showSkipped(std::int64_t skipped);
    void showPlacement(bool onGuiThread);
    void showAge();
    void applyColors();

    std::unique_ptr<Ui::ColumnCard> m_ui;
    Column &m_column;
    int m_lowest = 0; // these two of the means that are shown
    int m_highest = 0;
    std::optional<Clock::time_point> m_refreshedAt;
    bool m_skippedSome = false;
    QTimer m_tick;
};

} // namespace thaw
