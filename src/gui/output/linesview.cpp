// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/linesview.h"

#include <QScrollBar>

namespace thaw {

void LinesView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int before = horizontalScrollBar()->value();
    QTableView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(before);
}

} // namespace thaw

#include "moc_linesview.cpp"
