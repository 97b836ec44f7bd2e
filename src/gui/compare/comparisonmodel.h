// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace thaw {

/// A row for each placement of a comparison: its runs, and of each measure the median over the
/// range, in two lines.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Placement, Runs, FirstMeasure };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay where they are while the same placements are compared.
    void setComparison(const Comparison &comparison);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Cell
    {
        QString first;  ///< the median
        QString second; ///< the range; may be empty
        QString tip;
    };
    using Row = std::vector<Cell>;
    static Row rowOf(const Comparison &comparison, const ComparedPlacement &placement);

    std::vector<Row> m_rows;
    QStringList m_placements; // ids
};

} // namespace thaw
