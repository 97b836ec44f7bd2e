// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QByteArray>
#include <QString>

namespace thaw {

/// The columns' titles, and a run below them, for a person: times are local.
[[nodiscard]] QString historyTitles();
[[nodiscard]] QString historyLine(const HistoryRow &row);

/// The same with more columns as CSV (RFC 4180, UTF-8), a line each with its end: times are UTC.
[[nodiscard]] QByteArray historyCsvTitles();
[[nodiscard]] QByteArray historyCsvLine(const StoredRun &run);

} // namespace thaw
