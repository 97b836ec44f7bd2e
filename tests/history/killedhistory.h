// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "killpoints.h"

#include <QList>
#include <QString>

#include <functional>

namespace thaw {

/// A history that a process dies in: what is there when it starts, and what it does then.
struct KilledHistory
{
    QString name;
    std::function<void(const QString &path)> prepare;
    int runsBefore = 0;  ///< that prepare() has recorded
    bool isLost = false; ///< a database that is beyond reading, so that those runs are set aside
};

/// Each state in which a start can find the history.
[[nodiscard]] QList<KilledHistory> killedHistories();

/// What was found when it was killed at every point.
struct KillTally
{
    int points = 0;  ///< kill points tried
    int lost = 0;    ///< runs of which the process had said that they were recorded
    int refused = 0; ///< histories that the next start couldn't read and write
    int empty = 0;   ///< histories that were read as if they had fewer runs than they have
    int unsound = 0; ///< databases in which SQLite found a fault
    QString first;   ///< what the first of these was
};

/// Opens the history, brings it to its schema, records three runs and deletes one, is killed at
/// every one of its system calls in turn, and has the next start look and go on.
[[nodiscard]] KillTally killEverywhere(const KilledHistory &history, Calls calls);

} // namespace thaw
