// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/settings/settings.h"

#include <QWidget>

#include <array>

namespace thaw {

class Column;
class ColumnCard;

/// The three live columns, side by side, and their cards.
class ColumnsBar : public QWidget
{
    Q_OBJECT
public:
    explicit ColumnsBar(const ColumnsSettings &settings, QWidget *parent = nullptr);
    ~ColumnsBar() override;

    void start();
    void setSettings(const ColumnsSettings &settings);
    /// Moves all three; each card's own switch can then differ.
    void setOnGuiThread(bool onGuiThread);
    [[nodiscard]] const std::array<Column *, 3> &columns() const { return m_columns; }

private:
    std::array<Column *, 3> m_columns{}; // children
};

} // namespace thaw
