// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

namespace thaw {

/// Whether `index` is of a cell of that table. It may be of none: a view asks so where Ctrl+C is
/// pressed and nothing is current.
[[nodiscard]] inline bool isCellOf(const QAbstractItemModel &table, const QModelIndex &index)
{
    return index.isValid()
           && table.checkIndex(index, QAbstractItemModel::CheckIndexOption::ParentIsInvalid);
}

} // namespace thaw
