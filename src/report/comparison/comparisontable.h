// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace thaw {

/// How many of the runs that have ended finished, and then what came of the others: "3"; "2 of 3",
/// "1 failed".
[[nodiscard]] QStringList runsTexts(const RunCounts &counts);

/// A line for each placement, in columns, with the medians, and below it one with the ranges: for a
/// terminal.
[[nodiscard]] QString comparisonText(const Comparison &comparison);

/// A line for each placement: how many runs came to which end, and of each measure the median, the
/// least and the most, in the unit that the heading says.
[[nodiscard]] QByteArray comparisonCsv(const Comparison &comparison);

/// The object that `thaw compare --json` prints: schema "thaw.compare/1", with every run as `thaw
/// run --json` prints it, but for the middle of a long transcript.
[[nodiscard]] QJsonObject toJson(const Comparison &comparison, const QString &sentence,
                                 const QStringList &notes);

} // namespace thaw
