// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace thaw {

/// Writes the record as JSON, whole or not at all. Returns what went wrong, as one sentence.
[[nodiscard]] std::optional<QString> saveRecord(const RunRecord &record, const QString &path);

/// Asks where to save the record, as JSON or as a trace, and does; nothing stops meanwhile.
/// `tellProblem` gets what went wrong.
void openExportDialog(const RunRecord &record, QWidget *parent,
                      std::function<void(const QString &problem)> tellProblem);

} // namespace thaw
