// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"

#include <QString>

#include <optional>
#include <stop_token>

class QWidget;

namespace thaw {

class FileSaver;

/// Writes the record as JSON, whole or not at all. Returns what went wrong, as one sentence. Any
/// thread.
[[nodiscard]] std::optional<QString> saveRecord(const RunRecord &record, const QString &path,
                                                const std::stop_token &stop = {});

/// Asks where to save the record, as JSON or as a trace, and has `saver` do it; nothing stops
/// meanwhile. The saver outlives `parent`.
void openExportDialog(const RunRecord &record, QWidget *parent, FileSaver &saver);

} // namespace thaw
