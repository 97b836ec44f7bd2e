// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/columnsbar.h"

#include "gui/columns/columncard.h"
#include "runners/columns/column.h"

#include <QHBoxLayout>

namespace thaw {

ColumnsBar::ColumnsBar(const ColumnsSettings &settings, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (std::size_t index = 0; index < m_columns.size(); ++index) {
        m_columns[index] = new Column(static_cast<int>(index) + 1, settings[index], this);
        layout->addWidget(new ColumnCard(*m_columns[index], this), 1);
    }
}

ColumnsBar::~ColumnsBar()
{
    // The cards refer to the columns, so they go first.
    qDeleteAll(findChildren<ColumnCard *>(QString(), Qt::FindDirectChildrenOnly));
}

void ColumnsBar::start()
{
    for (Column *column : m_columns) {
        column->start();
    }
}

void ColumnsBar::setSettings(const ColumnsSettings &settings)
{
    for (std::size_t index = 0; index < m_columns.size(); ++index) {
        m_columns[index]->setSettings(settings[index]);
    }
}

void ColumnsBar::setOnGuiThread(bool onGuiThread)
{
    for (Column *column : m_columns) {
        column->setOnGuiThread(onGuiThread);
    }
}

} // namespace thaw

#include "moc_columnsbar.cpp"
