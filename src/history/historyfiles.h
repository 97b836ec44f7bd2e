// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace thaw {

/// The database at that path, and what SQLite has beside it: the log, its index, and the journal of
/// a change in another mode than the log's.
[[nodiscard]] QStringList historyFiles(const QString &path);

/// Whether there is a database at that path. Opens nothing, so that it waits for nobody. Throws a
/// HistoryFault if there is something that is no file, such as a pipe, which would have whoever
/// opens it wait for its other end, or if nobody can tell, for want of rights.
[[nodiscard]] bool isHistoryThere(const QString &path);

/// Whether changes are beside the database that are no part of it yet, or that are to be undone: by
/// itself it is not what it ought to be.
[[nodiscard]] bool hasUnfinishedChanges(const QString &path);

} // namespace thaw
