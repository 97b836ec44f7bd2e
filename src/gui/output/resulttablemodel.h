// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/resulttable.h"

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QList>
#include <QString>

#include <vector>

namespace thaw {

/// The rows of a lesson's results, with the columns that the lesson declares.
class ResultTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const std::vector<ResultColumn> &columns, const QJsonArray &rows);
    /// The headings and these rows, a line each, with tabs between: for a spreadsheet.
    [[nodiscard]] QString plainText(const QList<int> &rows) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] const ResultColumn &column(int index) const
    {
        return m_columns[static_cast<std::size_t>(index)];
    }

    std::vector<ResultColumn> m_columns;
    QJsonArray m_rows;
};

} // namespace thaw
