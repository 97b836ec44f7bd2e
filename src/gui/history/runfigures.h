// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace thaw {

/// A line of a table that tells all of a run, or of two side by side.
struct RunFigure
{
    QString name;
    QStringList values; ///< one a run; empty where a run hasn't it. None at all: a heading
    QString difference; ///< of the second from the first; empty if there is none
};

/// The figures of one run or of two, under their headings.
[[nodiscard]] QList<RunFigure> runFigures(const QList<StoredRun> &runs);

/// What the run said, as it was kept.
[[nodiscard]] QStringList transcriptOf(const StoredRun &run);

} // namespace thaw
