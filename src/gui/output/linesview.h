// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace thaw {

/// A table whose last column may be wider than it: to choose a row scrolls up and down, never to
/// the side.
class LinesView : public QTableView
{
    Q_OBJECT
public:
    using QTableView::QTableView;

    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
};

} // namespace thaw
